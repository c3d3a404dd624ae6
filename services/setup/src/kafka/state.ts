import type { Admin } from "@platformatic/kafka";

/** A partition of a topic, as its leader tells. */
interface PartitionState {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the oldest event that is kept. */
  readonly oldest: number;
  /** Offset that the next event will have. */
  readonly next: number;
  /** Whether fewer brokers than wanted have an up-to-date copy. */
  readonly underReplicated: boolean;
}

/** A consumer group. */
interface GroupState {
  readonly group: string;
  readonly members: number;
  /** For each partition of each topic that it consumes. */
  readonly lags: readonly GroupLag[];
}

/** How far a group is behind in a partition. */
interface GroupLag {
  readonly topic: string;
  readonly partition: number;
  /** Events that wait. */
  readonly lag: number;
}

/** How Kafka is at a moment, as its clients see it. */
export interface KafkaState {
  /** Brokers that are up. */
  readonly brokers: number;
  readonly partitions: readonly PartitionState[];
  /** Those that exist. */
  readonly groups: readonly GroupState[];
}

/** The topics and consumer groups that are looked at; those that don't exist are passed over. */
export interface Watched {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
}

/** Timestamps that ListOffsets (KIP-79) takes for the first and for the next offset. */
const OLDEST = -2n;
const NEXT = -1n;

/** Asks Kafka how it is. Rejects when it doesn't answer, or when a partition has no leader. */
export async function readKafkaState(admin: Admin, { topics, groups }: Watched): Promise<KafkaState> {
  const existing = new Set(await admin.listTopics());
  const { brokers, topics: described } = await admin.metadata({
    topics: topics.filter((topic) => existing.has(topic)),
    forceUpdate: true,
  });
  const all = [...described].flatMap(([topic, { partitions }]) =>
    partitions.map(({ replicas, isr }, partition) => ({
      topic,
      partition,
      underReplicated: isr.length < replicas.length,
    })),
  );
  // The groups' places first: a place that is read after the end of the log may lie beyond that end.
  const found = await readGroups(admin, groups);
  const oldest = await readOffsets(admin, all, OLDEST);
  const next = await readOffsets(admin, all, NEXT);
  const partitions = all.map((one) => ({ ...one, oldest: at(oldest, one), next: at(next, one) }));
  return {
    brokers: brokers.size,
    partitions,
    groups: found.map(({ group, members, consumes, committed }) => ({
      group,
      members,
      lags: partitions
        .filter(({ topic }) => consumes.has(topic))
        .map((one) => ({
          topic: one.topic,
          partition: one.partition,
          lag: lagOf(one, committed.get(key(one))),
        })),
    })),
  };
}

/**
 * Events of a partition that wait for a group. Before it committed anything, all that is kept waits: our consumers
 * begin with the oldest.
 */
function lagOf({ oldest, next }: PartitionState, committed: number | undefined): number {
  return Math.max(0, next - Math.max(committed ?? oldest, oldest));
}

type Partition = Pick<PartitionState, "topic" | "partition">;
const key = ({ topic, partition }: Partition) => `${topic}/${partition}`;

function at(offsets: ReadonlyMap<string, number>, partition: Partition): number {
  const offset = offsets.get(key(partition));
  if (offset === undefined) throw new Error(`Kafka doesn't say an offset of ${key(partition)}`);
  return offset;
}

async function readOffsets(
  admin: Admin,
  partitions: readonly Partition[],
  timestamp: bigint,
): Promise<ReadonlyMap<string, number>> {
  if (partitions.length === 0) return new Map();
  const topics = Map.groupBy(partitions, ({ topic }) => topic);
  const listed = await admin.listOffsets({
    topics: [...topics].map(([name, own]) => ({
      name,
      partitions: own.map(({ partition }) => ({ partitionIndex: partition, timestamp })),
    })),
  });
  return new Map(
    listed.flatMap(({ name, partitions: own }) =>
      own.map(({ partitionIndex, offset }) => [
        key({ topic: name, partition: partitionIndex }),
        Number(offset),
      ]),
    ),
  );
}

interface GroupPlaces {
  readonly group: string;
  readonly members: number;
  /** Topics that it has committed an offset of, or that a member has a partition of. */
  readonly consumes: ReadonlySet<string>;
  readonly committed: ReadonlyMap<string, number>;
}

async function readGroups(admin: Admin, groups: readonly string[]): Promise<readonly GroupPlaces[]> {
  const described = [...(await admin.describeGroups({ groups: [...groups] })).values()];
  // So Kafka calls a group that it doesn't know.
  const existing = described.filter(({ state }) => state !== "Dead");
  if (existing.length === 0) return [];
  const offsets = await admin.listConsumerGroupOffsets({ groups: existing.map(({ id }) => id) });
  return existing.map(({ id, members }) => {
    const places = offsets
      .filter(({ groupId }) => groupId === id)
      .flatMap(({ topics }) => topics)
      .flatMap(({ name, partitions }) =>
        partitions.map(({ partitionIndex, committedOffset }) => ({
          topic: name,
          partition: partitionIndex,
          offset: Number(committedOffset),
        })),
      )
      // Kafka says -1 where nothing was committed.
      .filter(({ offset }) => offset >= 0);
    const assigned = [...members.values()].flatMap(({ assignments }) => [...(assignments?.keys() ?? [])]);
    return {
      group: id,
      members: members.size,
      consumes: new Set([...assigned, ...places.map(({ topic }) => topic)]),
      committed: new Map(places.map((place) => [key(place), place.offset])),
    };
  });
}
