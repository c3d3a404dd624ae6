/** Hears what a set-up did. A service's logger is one. */
export interface Progress {
  /** Something was changed, or found as it should be. */
  info(text: string): void;
  /** Something isn't as declared, and was left as it is. */
  warn(text: string): void;
}
