/**
 * How many a second a counter has counted over five minutes, over all its series, in PromQL; absent while nobody counts.
 *
 * `rate()` alone sees only what is between two samples of one series. It would miss what matters most here: what a
 * consumer took at once when it came back, before it was first asked; the first failure of a kind, which makes its
 * series; and what went on while nobody could ask. So the first sample after a silence counts whole, less what was
 * known up to an hour before. Where Prometheus itself is new, that is everything since the process began.
 */
export function perSecond(series: string): string {
  const first = `(min_over_time(${series}[5m]) unless ${series} offset 5m)`;
  // Of a process that was restarted meanwhile, which has counted from 0, nothing is subtracted.
  const unseen = `(${first} - last_over_time(${series}[1h] offset 5m) >= 0 or ${first})`;
  return `(sum(rate(${series}[5m])) + (sum(${unseen}) / 300 or vector(0)))`;
}
