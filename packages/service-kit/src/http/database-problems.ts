import pg from "pg";
import { type AppError, errors } from "../errors.ts";
import { isUnreachable } from "../unreachable.ts";

/** As pg and its pool say what they have no code for. */
const GONE =
  /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed|timeout expired)/;

/** PostgreSQL's codes (appendix A of its manual), or their first two characters, and what they mean for who asks. */
const MEANINGS: readonly [RegExp, (cause: unknown) => AppError][] = [
  // Data exception, check violation: a value that a column can't hold and that no schema refused.
  [
    /^(22|23514|23502)/,
    (cause) =>
      errors.badRequest("A value is out of range or of a form that can't be stored; send a plainer one.", {
        cause,
      }),
  ],
  // Unique, foreign key, exclusion: what it stands on has changed between looking and writing.
  [
    /^(23|27|44)/,
    (cause) =>
      errors.conflict("Something it refers to has changed meanwhile; read again and retry.", { cause }),
  ],
  // Serialization, deadlock, lock not available; limits on program and statement; resources; shut-down, connections;
  // read-only while another server takes over.
  [
    /^(40|55P03|57|53|54|08|25006|58030)/,
    (cause) => errors.databaseUnavailable("Ask again in a few seconds; nothing was changed.", { cause }),
  ],
];

/** What a failure of the database means for who asked: undefined where it isn't one, or is a fault of ours. */
export function databaseProblem(error: unknown): AppError | undefined {
  if (error instanceof pg.DatabaseError) {
    const { code = "" } = error;
    return MEANINGS.find(([codes]) => codes.test(code))?.[1](error);
  }
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? error.code : undefined;
  if (isUnreachable(code) || GONE.test(error.message)) {
    // A write may have been kept although its answer was lost.
    return errors.databaseUnavailable(
      "Ask again in a few seconds, with the same Idempotency-Key if you sent one.",
      {
        cause: error,
      },
    );
  }
  return undefined;
}
