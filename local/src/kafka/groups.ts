import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { asAdmin } from "./topics.ts";

const subscription = z.object({
  kind: z.literal("Subscription"),
  spec: z.object({ topic: z.string() }),
  scopes: z.array(z.string()),
});

/** Topics that an app is subscribed to by the declarations in a folder such as dapr/subscriptions. */
export function subscribedTopics(folder: string, appId: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), "utf8")))
    .map((document) => subscription.parse(document.toJS()))
    .filter(({ scopes }) => scopes.includes(appId))
    .map(({ spec }) => spec.topic);
}

/** Whether a consumer group's members have been given all these topics: from then on it gets what is published. */
export async function groupConsumes(
  port: number,
  group: string,
  topics: readonly string[],
): Promise<boolean> {
  return asAdmin(port, async (admin) => {
    const described = (await admin.describeGroups({ groups: [group] })).get(group);
    const members = [...(described?.members.values() ?? [])];
    return topics.every((topic) => members.some((member) => member.assignments?.has(topic)));
  });
}
