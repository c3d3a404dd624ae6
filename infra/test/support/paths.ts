interface PathMatch {
  readonly type: string;
  readonly value: string;
}

/** Whether a path is matched as the Gateway API says (HTTPPathMatch): prefixes end at a slash. */
export function matches({ type, value }: PathMatch, path: string): boolean {
  if (type === "Exact") return path === value;
  if (type !== "PathPrefix") throw new Error(`${type} is not a kind of match that is used here`);
  const prefix = value.endsWith("/") ? value : `${value}/`;
  return path === value || path.startsWith(prefix);
}
