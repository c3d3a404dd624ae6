/** Longest pause between two tries of one notice, in seconds. */
const MOST_SECONDS = 30 * 60;
/** Longest pause of a channel that fails: soon after it is mended, what waits goes out. */
const MOST_CHANNEL_SECONDS = 5 * 60;

/**
 * How long to wait after a try that failed, in seconds: 1, 2, 4 and so on, with jitter (half of it), so that what failed
 * together doesn't come back together.
 *
 * @param failures so far, from 1
 * @param random from 0 to 1
 */
export function backoffSeconds(failures: number, random: number, most = MOST_SECONDS): number {
  const whole = Math.min(most, 2 ** Math.min(failures - 1, 20));
  return whole / 2 + (whole / 2) * random;
}

/** The same for all that goes by a channel. */
export function channelBackoffSeconds(failures: number, random: number): number {
  return backoffSeconds(failures, random, MOST_CHANNEL_SECONDS);
}
