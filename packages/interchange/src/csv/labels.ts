const LABEL = /(?<=^|\s)@([^\s@,;]{1,64})(?=\s|$)/gu;

/** Takes Todoist's labels (`@home`) out of a task's content. */
export function takeLabels(content: string): { readonly title: string; readonly tags: string[] } {
  const tags = [...content.matchAll(LABEL)].map(([, name]) => name ?? "");
  const title = content.replace(LABEL, "").replace(/\s+/g, " ").trim();
  // "@home" alone is a title.
  return title === "" ? { title: content.trim(), tags: [] } : { title, tags };
}

/** Puts tags behind a title as labels, which have no spaces. */
export function withLabels(title: string, tags: readonly string[]): string {
  return [title, ...tags.map((tag) => `@${tag.replace(/[\s@]+/g, "_")}`)].join(" ");
}
