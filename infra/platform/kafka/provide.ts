import { required } from "../../config/required.ts";
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
  const { kafka, scaling } = config;
  const clients = [context.namespace, ...(scaling.mode === "keda" ? [KEDA_NAMESPACE] : [])];
  switch (kafka.mode) {
    case "given":
      return givenKafka(kafka, config.kafkaPassword);
    case "redpanda":
      return redpanda(kafka, required(config, "masterKey"), clients, foundation, context);
    case "strimzi":
      return strimzi(kafka, required(config, "masterKey"), clients, foundation, context);
    case "redpanda-cloud":
      return redpandaCloud(
        kafka,
        {
          masterKey: required(config, "masterKey"),
          clientId: required(config, "redpandaClientId"),
          clientSecret: required(config, "redpandaClientSecret"),
        },
        context,
      );
  }
}
