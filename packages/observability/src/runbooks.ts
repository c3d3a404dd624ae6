/**
 * The pages of `docs/runbooks/`, one for each thing that may go wrong: what it means, how to see why, what to do. Every
 * alert and every panel leads to one of them.
 */
export const RUNBOOKS = [
  "service-down",
  "writes-failing",
  "slow-requests",
  "outbox-waiting",
  "events-late",
  "dead-letters",
  "next-occurrences",
  "reminders-late",
  "sidecar-missing",
  "scheduler-disconnected",
  "certificate-expiry",
  "kafka",
  "postgres",
  "capacity",
] as const;
/** The name of a page, without `.md`. */
export type Runbook = (typeof RUNBOOKS)[number];

/** Where the pages are read when nobody says otherwise; a fork has its own. */
export const DEFAULT_RUNBOOKS_URL = "https://github.com/punctual/punctual/blob/main/docs/runbooks";

/** The address of a page. @param base where the pages are read, such as {@link DEFAULT_RUNBOOKS_URL} */
export function runbookUrl(base: string, runbook: Runbook): string {
  return `${base.replace(/\/$/, "")}/${runbook}.md`;
}
