import { TOPICS } from "@punctual/contracts/topics";

/** An operation that Kafka's authorizer knows (KIP-11), as Strimzi writes it. */
type Operation = "Create" | "Alter" | "AlterConfigs" | "Read" | "Write";

/** Something that a user may do. */
export interface Right {
  readonly resource: "topic" | "group";
  /** Of the topic or group, to the letter; `*` is any. */
  readonly name: string;
  readonly operations: readonly Operation[];
}

/**
 * What services, sidecars, the topics' job and KEDA do with their one user: declare our topics, publish and consume.
 * Each right implies that to describe. Any group, as each replica that serves live clients has one of its own.
 */
export const RIGHTS: readonly Right[] = [
  ...TOPICS.map(
    ({ name }): Right => ({
      resource: "topic",
      name,
      operations: ["Create", "Alter", "AlterConfigs", "Read", "Write"],
    }),
  ),
  { resource: "group", name: "*", operations: ["Read"] },
];
