/** What one import may have; more is refused with a problem that says so. */
export const LIMITS = {
  /** Tasks, and also projects, tags and filters together. */
  records: 100_000,
  /** Lines, so that nothing but line ends doesn't keep anybody busy. */
  lines: 10_000_000,
  /** Bytes of one line as it stands in the file, before iCalendar's lines are unfolded. */
  lineBytes: 256 * 1024,
  /** Characters of one line of CSV's quoted text, or of one unfolded line of iCalendar. */
  valueLength: 256 * 1024,
  /** Lines of one iCalendar component, with those in it. */
  componentLines: 10_000,
  /** iCalendar components in one another. */
  componentDepth: 8,
  /** Ancestors of a task. */
  depth: 100,
} as const;
