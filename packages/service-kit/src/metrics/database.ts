import { Counter, Gauge, type Registry } from "prom-client";
import type { Queryable } from "../database.ts";
import { DATABASE, type Figure, type FigureSet, SERVER, TABLES } from "./database-figures.ts";
import { readOnce } from "./read-once.ts";

type Row = Readonly<Record<string, string | number>>;

/**
 * Shows how the database is, as this service sees it: the same on a laptop, in a cluster and on a managed PostgreSQL
 * that keeps its own figures to itself. While it doesn't answer, `punctual_database_up` is 0 and the others are
 * absent or not a number.
 */
export function watchDatabase(registry: Registry, db: Queryable): void {
  const up = readOnce(async () => {
    await db.query("SELECT 1");
    return 1;
  }, 0);
  new Gauge({
    name: "punctual_database_up",
    help: "1 when the database answers this process, else 0.",
    registers: [registry],
    async collect() {
      this.set(await up());
    },
  });
  for (const set of [DATABASE, SERVER, TABLES]) watchSet(registry, db, set);
}

function watchSet(registry: Registry, db: Queryable, { sql, labels, figures }: FigureSet): void {
  const read = readOnce<readonly Row[]>(async () => (await db.query<Row>(sql)).rows, []);
  for (const figure of figures) watchFigure(registry, figure, labels, read);
}

function watchFigure(
  registry: Registry,
  { name, help, type, column }: Figure,
  labels: readonly string[],
  read: () => Promise<readonly Row[]>,
): void {
  const of = (row: Row) => Object.fromEntries(labels.map((label) => [label, String(row[label])]));
  const shared = { name, help, labelNames: [...labels], registers: [registry] };
  if (type === "gauge") {
    new Gauge({
      ...shared,
      async collect() {
        const rows = await read();
        this.reset();
        // Without labels there is a series, whatever happens, and nought would be a lie.
        if (labels.length === 0) this.set(Number.NaN);
        for (const row of rows) this.set(of(row), Number(row[column]));
      },
    });
    return;
  }
  new Counter({
    ...shared,
    async collect() {
      const rows = await read();
      // PostgreSQL counts, not we.
      this.reset();
      for (const row of rows) this.inc(of(row), Number(row[column]));
    },
  });
}
