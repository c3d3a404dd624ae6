import { dashboard } from "../render.ts";
import { APP_ID, NAMESPACE } from "../variables.ts";
import { KAFKA_ROW } from "./kafka.ts";
import { POSTGRES_ROW, TABLES_ROW } from "./postgres.ts";

/** Kafka and PostgreSQL. */
export const DATA = dashboard({
  name: "punctual-data",
  title: "Punctual: Kafka and PostgreSQL",
  description:
    "Whether events are kept and taken, and how the database is. Both as Punctual's own processes see them.",
  variables: [NAMESPACE, APP_ID],
  rows: [KAFKA_ROW, POSTGRES_ROW, TABLES_ROW],
});
