import type { ImportReport } from "@punctual/contracts/interchange";
import type { FormatName } from "@punctual/interchange/formats";
import { errors } from "@punctual/service-kit/errors";
import type pg from "pg";
import type { Logger } from "pino";
import type { Caller } from "../caller.ts";
import { interchangeErrors } from "./errors.ts";
import { planImport } from "./plan.ts";
import { resolvePlan, tryImport, writeImport } from "./run-import.ts";
import { createSpool } from "./spool.ts";

/** How a file is imported. */
export interface ImportOptions {
  readonly format: FormatName;
  readonly dryRun: boolean;
  /** Whether what is an error stops all the rest. */
  readonly on_error: "stop" | "skip";
  readonly time_zone: string;
  readonly project?: string | undefined;
}

/** Imports files, a few at a time. */
export interface Imports {
  /**
   * @throws import_refused where the file has errors and they stop it; payload_too_large; import_running;
   * too_many_imports
   */
  run(caller: Caller, source: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<ImportReport>;
}

const MEBIBYTE = 1024 * 1024;
const MOST_BYTES = 200 * MEBIBYTE;
/** Imports at a time in this process: one of 100,000 tasks needs about 40 MB. */
const MOST_AT_ONCE = 2;

/** Makes the imports of a process. */
export function createImports(pool: pg.Pool, logger: Pick<Logger, "error">): Imports {
  let running = 0;

  async function run(caller: Caller, source: AsyncIterable<Uint8Array>, options: ImportOptions) {
    const { dryRun, format, on_error, time_zone } = options;
    const spool = await createSpool();
    try {
      const reading = { timeZone: time_zone, project: options.project ?? null };
      const plan = await planImport(atMost(source, MOST_BYTES), format, reading, spool);
      const parts = { pool, caller, plan, spool, logger };
      const resolved = await resolvePlan(parts);
      const stops = on_error === "stop" && plan.report().errors > 0;
      if (stops && !dryRun) throw refused(plan.report());
      const done = dryRun
        ? { ...(await tryImport(parts, resolved)), undo_token: null }
        : await writeImport(parts, resolved);
      return { dry_run: dryRun, ...done, ...plan.report() };
    } finally {
      await spool.close();
    }
  }

  return {
    async run(caller, source, options) {
      if (running >= MOST_AT_ONCE) {
        throw interchangeErrors.tooManyImports("Others are importing right now; try again in a minute.");
      }
      running += 1;
      try {
        return await run(caller, source, options);
      } finally {
        running -= 1;
      }
    },
  };
}

function refused({ problems, errors: count }: Pick<ImportReport, "problems" | "errors">): Error {
  const wrong = problems.filter(({ severity }) => severity === "error");
  return interchangeErrors.importRefused(
    `Nothing was written: ${count === 1 ? "one line has an error" : `${count.toLocaleString("en")} lines have errors`}. ` +
      "Mend them, or send on_error=skip to import all the rest.",
    {
      errors: wrong.map(({ line, field, message }) => ({
        field: field === null ? `line ${line}` : `line ${line}: ${field}`,
        message,
      })),
    },
  );
}

/** Passes bytes on while they aren't too many. */
async function* atMost(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of source) {
    total += chunk.length;
    if (total > most) {
      throw errors.payloadTooLarge(`A file may have ${most / MEBIBYTE} MiB; split it into smaller ones.`);
    }
    yield chunk;
  }
}
