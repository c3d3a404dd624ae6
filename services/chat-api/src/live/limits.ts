/** What live updates keep to; tests shorten it. Times in milliseconds. */
export interface LiveLimits {
  /** Something is sent at least this often, for load balancers cut what is silent. */
  readonly heartbeatMs: number;
  /** How often change logs are looked at without a wake-up, a fifth more or less: wake-ups may be lost. */
  readonly pollMs: number;
  /** How often a stream's credential is looked at again. */
  readonly recheckMs: number;
  /** A client that takes nothing for this long is dropped. */
  readonly stallMs: number;
  /** Streams that one person may have open on one replica. */
  readonly streamsPerUser: number;
  /** Changes that are read at once. */
  readonly batch: number;
  /** Change logs that are read side by side: connections that live updates take at most. */
  readonly readers: number;
}

/** What holds in production. */
export const LIVE_LIMITS: LiveLimits = {
  heartbeatMs: 15_000,
  pollMs: 5_000,
  // A revoked credential ends its streams within a minute, with the heartbeat that it waits for and what the look takes.
  recheckMs: 40_000,
  stallMs: 30_000,
  streamsPerUser: 20,
  batch: 100,
  readers: 3,
};
