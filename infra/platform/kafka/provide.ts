import type { StackConfig } from "../../config/schema.ts";
import type { PlatformContext } from "../context.ts";
import type { Foundation } from "../foundation.ts";
import { KEDA_NAMESPACE } from "../keda.ts";
import { givenKafka } from "./given.ts";
import type { Kafka } from "./kafka.ts";
import { redpanda } from "./redpanda.ts";
import { redpandaCloud } from "./redpanda-cloud/redpanda-cloud.ts";
import { strimzi } from "./strimzi.ts";

/** The Kafka that a stack asks for. */
export function provideKafka(config: StackConfig, foundation: Foundation, context: PlatformContext): Kafka {
  const { kafka, kafkaPassword, redpandaClientId, redpandaClientSecret, masterKey = "", scaling } = config;
  const clients = [context.namespace, ...(scaling.mode === "keda" ? [KEDA_NAMESPACE] : [])];
  switch (kafka.mode) {
    case "given":
      return givenKafka(kafka, kafkaPassword);
    case "redpanda":
      return redpanda(kafka, masterKey, clients, foundation, context);
    case "strimzi":
      return strimzi(kafka, masterKey, clients, foundation, context);
    case "redpanda-cloud":
      return redpandaCloud(
        kafka,
        { masterKey, clientId: redpandaClientId ?? "", clientSecret: redpandaClientSecret ?? "" },
        context,
      );
  }
}
