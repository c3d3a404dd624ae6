import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LIVE_GROUPS, LIVE_PUBSUB } from "@punctual/contracts/topics";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { asAdmin } from "./topics.ts";

const subscription = z.object({
  kind: z.literal("Subscription"),
  spec: z.object({ pubsubname: z.string(), topic: z.string() }),
  scopes: z.array(z.string()),
});

/** Topics that an app consumes. */
export interface Consumed {
  /** As the one group that is called as the app is. */
  readonly topics: readonly string[];
  /** In a group of its own for each replica ({@link LIVE_PUBSUB}). */
  readonly live: readonly string[];
}

/** What an app is subscribed to by the declarations in a folder such as dapr/subscriptions. */
export function consumedBy(appId: string, folder: string): Consumed {
  const own = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), "utf8")))
    .map((document) => subscription.parse(document.toJS()))
    .filter(({ scopes }) => scopes.includes(appId));
  const { live = [], topics = [] } = Object.groupBy(own, ({ spec }) =>
    spec.pubsubname === LIVE_PUBSUB ? "live" : "topics",
  );
  const topicOf = ({ spec }: z.infer<typeof subscription>) => spec.topic;
  return { topics: topics.map(topicOf), live: live.map(topicOf) };
}

/**
 * Whether an app's consumers have been given all these topics: from then on it gets what is published. The live groups'
 * names aren't known beforehand: any will do.
 */
export async function appConsumes(port: number, appId: string, { topics, live }: Consumed): Promise<boolean> {
  return asAdmin(port, async (admin) => {
    const listed = live.length === 0 ? [] : [...(await admin.listGroups()).keys()];
    const liveGroups = listed.filter((group) => group.startsWith(LIVE_GROUPS));
    const described = await admin.describeGroups({ groups: [appId, ...liveGroups] });
    const given = (group: string, topic: string) =>
      [...(described.get(group)?.members.values() ?? [])].some(({ assignments }) => assignments?.has(topic));
    return (
      topics.every((topic) => given(appId, topic)) &&
      live.every((topic) => liveGroups.some((group) => given(group, topic)))
    );
  });
}
