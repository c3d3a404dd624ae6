/** What a step may run: all of it can be run on a laptop. */
export interface Commands {
  /** Names of the root's npm scripts. */
  readonly scripts: ReadonlySet<string>;
  /** Of scripts that have commands of their own, such as `ci`: each with the options that it takes; all for `undefined`. */
  readonly programs: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string> | undefined>>;
  /** Programs of the repository, by their path. */
  readonly files: ReadonlySet<string>;
}

/** A word that a shell takes as it is. */
const PLAIN = /^[\w./:@=,-]+$/;
/** A variable, in quotes: never split, never a pattern. */
const VARIABLE = /^"\$([A-Z][A-Z0-9_]*)"$/;
/** Set by the runner in every step. */
const OF_THE_RUNNER = /^(GITHUB|RUNNER)_/;

/**
 * What is wrong with a step's command.
 *
 * @param env variables that the step is given
 */
export function commandFaults(run: string, env: ReadonlySet<string>, commands: Commands): string[] {
  // Everything else about it is moot: what is put in there is code.
  if (run.includes("${{")) return ["puts an expression into a script; hand it over by env"];
  if (run.trim().includes("\n")) return ["runs more than one command; make a command of ci/ of it"];
  const words = run.trim().split(" ");
  const faults = words
    .filter((word) => !PLAIN.test(word) && !VARIABLE.test(word))
    .map((word) => `has "${word}", which only a shell understands; make a command of ci/ of it`);
  const unset = words
    .map((word) => VARIABLE.exec(word)?.[1])
    .filter((name) => name !== undefined && !env.has(name) && !OF_THE_RUNNER.test(name));
  faults.push(...unset.map((name) => `uses $${name}, which no env sets`));
  if (faults.length > 0) return faults;
  return nameFaults(words, commands);
}

function nameFaults(words: readonly string[], { scripts, programs, files }: Commands): string[] {
  const [first = "", ...rest] = words;
  if (files.has(first)) return [];
  if (first !== "npm") return [`runs ${first}, which is no command of this repository`];
  const [script = "", dashes, command = "", ...args] = rest[0] === "run" ? rest.slice(1) : rest;
  if (!scripts.has(script)) return [`runs the npm script "${script}", which package.json doesn't have`];
  const program = programs.get(script);
  if (program === undefined) {
    return dashes === undefined ? [] : [`hands arguments to "${script}", which takes none here`];
  }
  if (dashes !== "--" || !program.has(command)) {
    return [`runs the command "${command}" of "${script}", which has ${[...program.keys()].join(", ")}`];
  }
  const options = program.get(command);
  if (options === undefined) return [];
  return args
    .filter((word) => word.startsWith("--"))
    .map((word) => word.split("=")[0] ?? word)
    .filter((option) => !options.has(option))
    .map(
      (option) =>
        `hands ${option} to "${script} ${command}", which takes ${[...options].join(", ") || "none"}`,
    );
}
