import type { Series } from "../../support/metrics-used.ts";
import { get, kubectl } from "./kubectl.ts";

/** Every series of cAdvisor on every node, also with labels that have no value (Prometheus' text format). */
export async function cadvisorSeries(): Promise<Series[]> {
  const { items } = await get<{ items: { metadata: { name: string } }[] }>("nodes");
  const texts = items.map(({ metadata }) =>
    kubectl(["get", "--raw", `/api/v1/nodes/${metadata.name}/proxy/metrics/cadvisor`]),
  );
  return (await Promise.all(texts)).flatMap((text) => text.split("\n").flatMap(seriesOf));
}

function seriesOf(line: string): Series[] {
  const [, name, labels] = /^([a-z_]+)\{(.*)\} /.exec(line) ?? [];
  if (name === undefined || labels === undefined) return [];
  const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, value]) => [key, value]);
  return [{ __name__: name, ...Object.fromEntries(pairs) }];
}
