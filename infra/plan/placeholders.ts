const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const image = (name: string, letter: string) => `registry.example/punctual/${name}@${digest(letter)}`;

/** Well-formed values that mean nothing, for what a plan can't know: secrets, and images that were not built yet. */
export const PLACEHOLDERS: Readonly<Record<string, string>> = {
  "punctual:masterKey": Buffer.alloc(32, "placeholder").toString("base64"),
  "punctual:kafkaPassword": "placeholder-kafka-password",
  "punctual:postgresUrl":
    "postgres://owner:placeholder-password@postgres.example:5432/punctual?sslmode=verify-full",
  "punctual:redpandaClientId": "placeholder-client-id",
  "punctual:redpandaClientSecret": "placeholder-client-secret",
  "punctual:daprIssuerKey": "-----BEGIN EC PRIVATE KEY-----\nplaceholder\n-----END EC PRIVATE KEY-----\n",
  "punctual:tlsKey": "-----BEGIN PRIVATE KEY-----\nplaceholder\n-----END PRIVATE KEY-----\n",
  "punctual:images": JSON.stringify({
    "chat-api": image("chat-api", "a"),
    notifier: image("notifier", "b"),
    recurrence: image("recurrence", "c"),
    setup: image("setup", "d"),
  }),
};
