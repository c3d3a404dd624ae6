import { APP_IDS } from "@punctual/contracts/apps";
import type { RuleGroup } from "./rule.ts";

/** A service's consumer group is called as its app is. */
const GROUPS = Object.values(APP_IDS).join("|");
const PLACE = "consumergroup_topic_partition:kafka_committed_offset:max";
const LAG = `max by (consumergroup, topic, partition) (kafka_consumergroup_lag{consumergroup=~"${GROUPS}"})`;

/** The way of an event, from the outbox through Kafka to its consumer. */
export const EVENT_RULES: RuleGroup = {
  name: "punctual-events",
  rules: [
    {
      alert: "PunctualOutboxWaiting",
      // An age that can't be read is not a number, which is above nothing.
      expr: "max by (app_id) (punctual_outbox_age_seconds) > 60",
      for: "1m",
      severity: "page",
      summary: "The oldest event in {{ $labels.app_id }}'s outbox has waited {{ $value | humanizeDuration }}",
      description:
        "Tasks are kept, but nothing that follows from them happens: no reminder is delivered, no next occurrence made, and other windows don't see the change.",
      runbook: "outbox-waiting",
    },
    {
      alert: "PunctualDeadLetters",
      expr: "max by (app_id, topic) (punctual_dead_letters) > 0",
      for: "1m",
      severity: "ticket",
      summary: "{{ $labels.app_id }} has given up {{ $value }} events of {{ $labels.topic }}",
      description:
        "For each of them somebody lacks a reminder, a next occurrence or a line of history until it is replayed.",
      runbook: "dead-letters",
    },
    {
      // What a group has taken, which an exporter only tells as what it has not.
      record: PLACE,
      expr: `max by (topic, partition) (kafka_topic_partition_current_offset) - on (topic, partition) group_right ${LAG}`,
    },
    {
      alert: "PunctualConsumerStopped",
      expr: `count by (consumergroup, topic) (${LAG} > 0 and changes(${PLACE}[3m]) == 0)`,
      for: "2m",
      severity: "page",
      summary:
        "{{ $labels.consumergroup }} takes nothing from {{ $value }} partitions of {{ $labels.topic }}, where events wait",
      description:
        "What follows from people's changes doesn't happen: reminders aren't delivered, or next occurrences and history aren't written. Nothing is lost while Kafka keeps the events.",
      runbook: "events-late",
    },
    {
      alert: "PunctualKafkaAway",
      expr: "max(kafka_up) == 0",
      for: "2m",
      severity: "page",
      summary: "Kafka doesn't answer, or a partition has no leader",
      description:
        "Tasks are kept and their events wait in the outbox; reminders, next occurrences, history and live updates stand still until Kafka is back.",
      runbook: "kafka",
    },
    {
      alert: "PunctualKafkaUnseen",
      expr: "absent(kafka_up)",
      for: "10m",
      severity: "ticket",
      summary: "Nobody tells how Kafka is: kafka-metrics doesn't run or isn't scraped",
      description: "People notice nothing, but nor would we notice if a consumer stopped.",
      runbook: "kafka",
    },
  ],
};
