/** A text that is made when it is needed, and never shown. */
export interface Generated {
  readonly make: () => string;
  /** What makes the same in a shell. */
  readonly shell: string;
}

/** A command of another program. Arguments may hold what an earlier step was told: see {@link told}. */
export interface Command {
  readonly tool: string;
  readonly args: readonly string[];
  /** Variables of this command alone. */
  readonly env?: Readonly<Record<string, string>>;
  /** Secrets go in here: command lines can be read by others. */
  readonly stdin?: Generated;
  /** Shows what it says while it works. */
  readonly live?: boolean;
}

/** A look at something, which changes nothing. */
export interface Ask {
  readonly kind: "ask";
  readonly purpose: string;
  /** What is asked: a program, or a file that an earlier one wrote. */
  readonly of: Command | { readonly file: string };
  /** What the answer is called in later steps. */
  readonly as: string;
}

/** A change by another program. */
export interface Run {
  readonly kind: "run";
  readonly purpose: string;
  readonly command: Command;
  /** Succeeds (and says this, or has this among its lines, where it is given) when nothing is to be done. */
  readonly unless?: Command & { readonly says?: string; readonly lists?: string };
  /** How long to go on trying, in seconds: rights take a while to reach all of a cloud. */
  readonly patienceS?: number;
}

/** A file for the person alone (mode 0600), never touched once it is there. */
export interface Write {
  readonly kind: "write";
  readonly purpose: string;
  readonly path: string;
  readonly content: Content;
}

/** A text, a secret, or what a command says, put into another form. */
export type Content =
  | { readonly text: string }
  | { readonly generated: Generated }
  | {
      readonly of: Command;
      readonly form: { readonly apply: (output: string) => string; readonly shell: string };
    };

/** Variables of all later commands, kept in a file that a shell can read. Values may hold answers. */
export interface Variables {
  readonly kind: "variables";
  readonly purpose: string;
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  /** What must not be set besides. */
  readonly unset: readonly string[];
}

/** One thing to do, or to make sure of. */
export type Step = Ask | Run | Write | Variables;

/** Stands for an earlier answer, in the way of a shell. */
export const told = (name: string) => `\${${name}}`;

/** Puts answers into a text. @throws when one was never asked for, which is a mistake of ours */
export function fill(text: string, answers: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const answer = answers.get(name);
    if (answer === undefined) throw new Error(`No step asked for ${name}.`);
    return answer;
  });
}
