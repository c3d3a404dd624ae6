/** What a scanner finds wrong. */
export interface Finding {
  readonly tool: string;
  /** The check's id. */
  readonly check: string;
  /** `Kind/namespace/name`, with an empty namespace for the cluster's own. */
  readonly object: string;
  /** In the scanner's words. */
  readonly says: string;
}
