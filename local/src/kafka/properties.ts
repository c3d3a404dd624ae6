/** The broker's settings. Paths are relative to its working directory, so that odd paths above it don't matter. */
export function kafkaProperties(ports: { kafka: number; kafkaController: number }): string {
  const listeners = `PLAINTEXT://127.0.0.1:${ports.kafka},CONTROLLER://127.0.0.1:${ports.kafkaController}`;
  return `${Object.entries({
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.bootstrap.servers": `127.0.0.1:${ports.kafkaController}`,
    "controller.listener.names": "CONTROLLER",
    listeners,
    "advertised.listeners": listeners,
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "log.dirs": "data",
    "auto.create.topics.enable": "false",
    // One broker holds everything.
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "10",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    // A consumer that comes alone needn't wait for others.
    "group.initial.rebalance.delay.ms": "0",
  })
    .map(([name, value]) => `${name}=${value}`)
    .join("\n")}\n`;
}

/** Log4j's settings: everything to standard output, in lines that `logs` can read. */
export const LOG4J = `status=warn
appender.out.type=Console
appender.out.name=OUT
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=[%d{ISO8601}] %p %m (%c{1})%n
rootLogger.level=info
rootLogger.appenderRef.out.ref=OUT
`;
