/** Matches series of Punctual's own processes and their sidecars, as far as the variables of a dashboard let them. */
export function own(...matchers: readonly string[]): string {
  return `{${['namespace=~"$namespace"', 'app_id=~"$app_id"', ...matchers].join(",")}}`;
}

/** Matches series of the namespaces that are picked; on a laptop, where there are none, all. */
export function inNamespace(...matchers: readonly string[]): string {
  return `{${['namespace=~"$namespace"', ...matchers].join(",")}}`;
}

/** How much a counter grows in a second. */
export function perSecond(counter: string): string {
  return `rate(${counter}[$__rate_interval])`;
}

/** How much a counter grows in a step of the graph. */
export function growth(counter: string): string {
  return `increase(${counter}[$__rate_interval])`;
}

/** Sum for each value of some labels; the whole sum for none. @param by such as `app_id,topic` */
export function sumBy(by: string, expr: string): string {
  return by === "" ? `sum(${expr})` : `sum by (${by}) (${expr})`;
}

/** A quantile of a histogram. @param buckets its `_bucket` series, with matchers @param q 0 to 1 */
export function quantile(q: number, buckets: string, by: string): string {
  return `histogram_quantile(${q}, ${sumBy(by === "" ? "le" : `le,${by}`, perSecond(buckets))})`;
}

/** Share of a counter's growth that is of some kind, 0 to 1; 0 where there is none of it, nothing where nothing grows. */
export function share(by: string, part: string, whole: string): string {
  const all = sumBy(by, perSecond(whole));
  return `(${sumBy(by, perSecond(part))} or 0 * ${all}) / (${all} > 0)`;
}
