import type { Progress } from "@punctual/setup/progress";

/** Keeps what a set-up says. */
export function recordProgress(): Progress & { readonly infos: string[]; readonly warnings: string[] } {
  const infos: string[] = [];
  const warnings: string[] = [];
  return {
    infos,
    warnings,
    info: (text) => infos.push(text),
    warn: (text) => warnings.push(text),
  };
}
