import { type Admin, ConfigResourceTypes, IncrementalAlterConfigOperationTypes } from "@platformatic/kafka";
import type { Topic } from "@punctual/contracts/topics";
import type { Progress } from "../progress.ts";

const RETENTION = "retention.ms";
/** A topic that was made just now isn't known to every broker yet. */
const TRIES_TO_FIND = 5;

/**
 * Makes topics that are missing, adds partitions that are missing, and sets how long events are kept. Repeatable;
 * deletes nothing: a topic with more partitions than declared keeps them, and a warning says so.
 *
 * @param replicationFactor brokers that keep a copy of each new topic
 */
export async function declareTopics(
  admin: Admin,
  topics: readonly Topic[],
  replicationFactor: number,
  progress: Progress,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  for (const topic of topics) {
    if (existing.has(topic.name)) await adjust(admin, topic, progress);
    else await create(admin, topic, replicationFactor, progress);
  }
}

async function create(
  admin: Admin,
  topic: Topic,
  replicationFactor: number,
  progress: Progress,
): Promise<void> {
  const { name, partitions, retentionMs } = topic;
  await admin.createTopics({
    topics: [name],
    partitions,
    replicas: replicationFactor,
    configs: [{ name: RETENTION, value: String(retentionMs) }],
  });
  progress.info(
    `${name}: made (partitions ${partitions}, copies ${replicationFactor}, ${RETENTION} ${retentionMs})`,
  );
}

async function adjust(admin: Admin, topic: Topic, progress: Progress): Promise<void> {
  const { name, partitions, retentionMs } = topic;
  const has = { partitions: await partitionsOf(admin, name), retention: await retentionOf(admin, name) };

  if (has.partitions < partitions) {
    await admin.createPartitions({ topics: [{ name, count: partitions }] });
    progress.info(`${name}: partitions ${has.partitions} became ${partitions}`);
  } else if (has.partitions > partitions) {
    progress.warn(
      `${name}: has more partitions (${has.partitions}) than declared (${partitions}) and keeps them, for Kafka takes none away`,
    );
  }
  if (has.retention !== String(retentionMs)) {
    await setRetention(admin, name, retentionMs);
    progress.info(`${name}: ${RETENTION} ${has.retention} became ${retentionMs}`);
  }
  if (has.partitions === partitions && has.retention === String(retentionMs)) {
    progress.info(`${name}: is as declared`);
  }
}

async function partitionsOf(admin: Admin, name: string): Promise<number> {
  const { topics } = await admin.metadata({ topics: [name], forceUpdate: true, retries: TRIES_TO_FIND });
  const found = topics.get(name);
  if (!found) throw new Error(`${name}: Kafka lists the topic, but doesn't describe it`);
  return found.partitionsCount;
}

async function retentionOf(admin: Admin, name: string): Promise<string | null> {
  const resource = { resourceType: ConfigResourceTypes.TOPIC, resourceName: name };
  const described = await admin.describeConfigs({
    resources: [{ ...resource, configurationKeys: [RETENTION] }],
  });
  const found = described.flatMap(({ configs }) => configs).find((config) => config.name === RETENTION);
  if (!found) throw new Error(`${name}: Kafka doesn't say its ${RETENTION}`);
  return found.value ?? null;
}

async function setRetention(admin: Admin, name: string, retentionMs: number): Promise<void> {
  const config = {
    name: RETENTION,
    configOperation: IncrementalAlterConfigOperationTypes.SET,
    value: String(retentionMs),
  };
  await admin.incrementalAlterConfigs({
    resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: name, configs: [config] }],
  });
}
