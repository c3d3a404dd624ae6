import { CHANNEL_KINDS, type ChannelKind } from "@punctual/contracts/channel";

/** How fast a channel is told: so many at once, and then one every so many seconds. */
interface Pace {
  readonly everySeconds: number;
  readonly burst: number;
}

/**
 * So that nobody's tasks, by mistake or on purpose, take a mail server's or a push service's good name. What is held back
 * goes later; programs take as much as anybody has reminders.
 */
const PACES: Readonly<Record<ChannelKind, Pace>> = {
  email: { everySeconds: 30, burst: 60 },
  web_push: { everySeconds: 1, burst: 120 },
  webhook: { everySeconds: 0.02, burst: 3_000 },
  live: { everySeconds: 0.02, burst: 3_000 },
};

/** By how much each accepted message puts off those that come after the burst, in seconds. */
export function paceSeconds(kind: ChannelKind): number {
  return PACES[kind].everySeconds;
}

/** How far a channel may be ahead of its pace, as SQL: an interval. @param kind an expression */
export function burstInterval(kind: string): string {
  const cases = CHANNEL_KINDS.map((each) => {
    const { everySeconds, burst } = PACES[each];
    return `WHEN '${each}' THEN ${everySeconds * burst}`;
  });
  return `make_interval(secs => CASE ${kind} ${cases.join(" ")} END)`;
}
