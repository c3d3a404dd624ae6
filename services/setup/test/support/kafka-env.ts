/** Environment of a set-up of a laptop's Kafka. */
export const PLAINTEXT = {
  KAFKA_BROKERS: "127.0.0.1:9092",
  KAFKA_AUTH_TYPE: "none",
  KAFKA_SASL_MECHANISM: "",
  KAFKA_USERNAME: "",
  KAFKA_PASSWORD: "",
  KAFKA_DISABLE_TLS: "true",
  KAFKA_CA_CERT: "",
  KAFKA_REPLICATION_FACTOR: "1",
} as const;

/** Environment of a set-up of a Kafka that somebody runs for us. */
export const MANAGED = {
  KAFKA_BROKERS: "seed.example:9092",
  KAFKA_AUTH_TYPE: "password",
  KAFKA_SASL_MECHANISM: "SHA-512",
  KAFKA_USERNAME: "punctual",
  KAFKA_PASSWORD: "it's secret",
  KAFKA_DISABLE_TLS: "false",
  KAFKA_CA_CERT: "",
  KAFKA_REPLICATION_FACTOR: "3",
} as const;
