import { APP_IDS } from "@punctual/contracts/apps";
import { LIVE_GROUPS, TOPICS } from "@punctual/contracts/topics";

/** An operation that Kafka's authorizer knows (KIP-11), as Strimzi writes it. */
type Operation = "Create" | "Alter" | "AlterConfigs" | "Read" | "Write";

/** Something that a user may do. */
export interface Right {
  readonly resource: "topic" | "group";
  /** Of the topic or group: the whole of its name, or what it begins with. */
  readonly name: string;
  readonly match: "literal" | "prefix";
  readonly operations: readonly Operation[];
}

/**
 * What services, sidecars, the topics' job and KEDA do with their one user: declare our topics, publish and consume.
 * Each right implies that to describe. An app's consumer group is called as the app is, and each replica that serves live
 * clients has one more of its own.
 */
export const RIGHTS: readonly Right[] = [
  ...TOPICS.map(
    ({ name }): Right => ({
      resource: "topic",
      name,
      match: "literal",
      operations: ["Create", "Alter", "AlterConfigs", "Read", "Write"],
    }),
  ),
  ...Object.values(APP_IDS).map(
    (name): Right => ({ resource: "group", name, match: "literal", operations: ["Read"] }),
  ),
  { resource: "group", name: LIVE_GROUPS, match: "prefix", operations: ["Read"] },
];
