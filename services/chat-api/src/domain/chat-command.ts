/** What a chat message asks for. */
export type ChatCommand =
  /** `text`: a task in one line, as quick-add reads it. */
  | { readonly kind: "add"; readonly text: string }
  /** `text`: a recurrence in words, or a rule. */
  | { readonly kind: "preview"; readonly text: string }
  /** `query`: in the query language; empty for all that is open. */
  | { readonly kind: "list"; readonly query: string }
  | { readonly kind: "done"; readonly words: string }
  | { readonly kind: "unknown" };

/** Reads a message; it knows "add …", "preview …", "list …" (a query) and "done …" (a task's number or words of its title). */
export function parseChatCommand(message: string): ChatCommand {
  const [, verb = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(message) ?? [];
  const words = rest.trim();
  switch (verb.toLowerCase()) {
    case "add":
      return words ? { kind: "add", text: words } : { kind: "unknown" };
    case "preview":
      return words ? { kind: "preview", text: words } : { kind: "unknown" };
    case "list":
      return { kind: "list", query: words };
    case "done":
      return words ? { kind: "done", words } : { kind: "unknown" };
    default:
      return { kind: "unknown" };
  }
}
