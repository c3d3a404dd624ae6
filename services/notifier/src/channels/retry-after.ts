/** Nobody is believed who wants longer. */
const MOST_SECONDS = 24 * 60 * 60;

/**
 * Reads a Retry-After header (RFC 9110 section 10.2.3).
 *
 * @param value seconds, or an HTTP date
 * @param now what a date is compared with
 * @returns whole seconds, at most a day's; undefined where there is none or it can't be read
 */
export function retryAfterSeconds(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  // Date.parse reads nearly anything, and without GMT in the machine's time zone.
  const seconds = / GMT$/.test(value) ? Math.ceil((Date.parse(value) - now.getTime()) / 1000) : digits(value);
  return Number.isNaN(seconds) ? undefined : Math.min(MOST_SECONDS, Math.max(0, seconds));
}

function digits(value: string): number {
  return /^\d+$/.test(value) ? Number(value) : Number.NaN;
}
