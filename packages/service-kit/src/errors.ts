import type { FieldError } from "@punctual/contracts/problem";

/** A failure that a caller may see: a stable code, an HTTP status, and words that say what would be right. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: string;
  /** HTTP status code. */
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldError[] | undefined;

  constructor(declared: DeclaredError, detail: string, options: AppErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = declared.code;
    this.status = declared.status;
    this.title = declared.title;
    this.errors = options.errors;
  }
}

interface AppErrorOptions {
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
}

/** What an error is, apart from the one case of it. */
export interface DeclaredError {
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

/** Makes an error of a declared kind: `detail` is for the reader of this one case. */
export type ErrorFactory = (detail: string, options?: AppErrorOptions) => AppError;

const declared = new Map<string, DeclaredError>();

/**
 * Declares an error: its code never changes, for programs depend on it. Two services may declare the same.
 *
 * @throws for a code that stands for something else already
 */
export function declareError(code: string, status: number, title: string): ErrorFactory {
  const known = declared.get(code);
  if (known && (known.status !== status || known.title !== title)) {
    throw new Error(`the error ${code} is declared twice, and differently`);
  }
  const error: DeclaredError = { code, status, title };
  declared.set(code, error);
  return (detail, options) => new AppError(error, detail, options);
}

/** All errors that this program has declared, by status and code. */
export function declaredErrors(): DeclaredError[] {
  return [...declared.values()].sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
}

/** Errors that every service can answer with. */
export const errors = {
  validationFailed: declareError("validation_failed", 400, "The request is not valid"),
  badRequest: declareError("bad_request", 400, "The request can't be read"),
  unauthorized: declareError("unauthorized", 401, "Credentials are missing or wrong"),
  routeNotFound: declareError("route_not_found", 404, "There is no such address"),
  methodNotAllowed: declareError("method_not_allowed", 405, "This address doesn't take that method"),
  notAcceptable: declareError("not_acceptable", 406, "There is no answer of the wanted type"),
  conflict: declareError("conflict", 409, "It doesn't go with what is there by now"),
  payloadTooLarge: declareError("payload_too_large", 413, "The body is too large"),
  unsupportedMediaType: declareError("unsupported_media_type", 415, "The body's type isn't understood"),
  headersTooLarge: declareError("headers_too_large", 431, "The headers are too large"),
  internal: declareError("internal_error", 500, "Something broke on our side"),
  deadLetterNotFound: declareError("dead_letter_not_found", 404, "There is no such dead letter"),
  replayFailed: declareError("replay_failed", 409, "The dead letter could not be taken this time either"),
  dependencyUnavailable: declareError("dependency_unavailable", 503, "Something we depend on doesn't answer"),
  databaseUnavailable: declareError("database_unavailable", 503, "The database can't answer at the moment"),
} as const;

/** What anything that was thrown says. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What anything that was thrown says, with what it was made of: causes, and the failures that an error sums up. */
export function wholeReasonOf(thrown: unknown): string {
  const parts = failuresIn(thrown).flatMap((failure) => {
    // PostgreSQL's errors have these.
    const { detail, hint } = { detail: undefined, hint: undefined, ...(failure as object | null) };
    return [reasonOf(failure), detail, hint].filter(Boolean).map((part) => String(part).replace(/\.$/, ""));
  });
  // A wrapper often repeats what it wraps.
  return [...new Set(parts)].join(": ");
}

/** An error and all that it was made of, the outermost first. */
export function failuresIn(thrown: unknown): readonly unknown[] {
  const inner = thrown instanceof AggregateError ? (thrown.errors as unknown[]) : [];
  const cause = thrown instanceof Error && thrown.cause !== undefined ? [thrown.cause] : [];
  return [thrown, ...[...inner, ...cause].flatMap(failuresIn)];
}
