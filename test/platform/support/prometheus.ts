import { z } from "zod";
import type { Series } from "../../support/metrics-used.ts";

const labels = z.record(z.string(), z.string());
const targets = z.object({
  activeTargets: z.array(
    z.object({ labels, scrapePool: z.string(), health: z.string(), lastError: z.string() }),
  ),
});
const rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          type: z.enum(["recording", "alerting"]),
          name: z.string(),
          health: z.string(),
          lastError: z.string().optional(),
          state: z.string().optional(),
          annotations: labels.optional(),
        }),
      ),
    }),
  ),
});
const vector = z.object({
  resultType: z.literal("vector"),
  result: z.array(z.object({ metric: labels, value: z.tuple([z.number(), z.string()]) })),
});

/** A Prometheus that runs, by its HTTP API v1. */
export interface Prometheus {
  targets(): Promise<z.infer<typeof targets>["activeTargets"]>;
  /** All rules, of all groups. */
  rules(): Promise<z.infer<typeof rules>["groups"][number]["rules"]>;
  /** Every series that it has. */
  series(): Promise<readonly Series[]>;
  /** The values of an expression now. */
  query(expr: string): Promise<z.infer<typeof vector>["result"]>;
}

/** Talks to the Prometheus at an address. */
export function prometheusAt(url: string): Prometheus {
  async function get<T>(path: string, parameters: Record<string, string>, schema: z.ZodType<T>): Promise<T> {
    const response = await fetch(new URL(`/api/v1/${path}?${new URLSearchParams(parameters)}`, url));
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(`Prometheus: ${path}: ${response.status} ${JSON.stringify(body)}`);
    return z.object({ data: schema }).parse(body).data;
  }
  return {
    targets: async () => (await get("targets", { state: "active" }, targets)).activeTargets,
    rules: async () => (await get("rules", {}, rules)).groups.flatMap((group) => group.rules),
    series: () => get("series", { "match[]": '{__name__=~".+"}' }, z.array(labels)),
    query: async (query) => (await get("query", { query }, vector)).result,
  };
}
