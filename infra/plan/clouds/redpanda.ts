import type { Clouds } from "../record.ts";

/** What Redpanda Cloud says in a plan. */
export const REDPANDA: Clouds = {
  answers: {},
  outputs: {
    "redpanda:index/serverlessCluster:ServerlessCluster": () => ({
      kafkaApi: { seedBrokers: ["redpanda.example:9092"] },
      dataplaneApi: { url: "https://api-redpanda.example" },
    }),
  },
};
