import { declareError } from "@punctual/service-kit/errors";

/** Errors of imports, exports and calendar feeds. */
export const interchangeErrors = {
  importRefused: declareError("import_refused", 422, "The file has errors"),
  importRunning: declareError("import_running", 409, "An import is at work"),
  importStopped: declareError("import_stopped", 409, "The import was stopped"),
  tooManyImports: declareError("too_many_imports", 429, "Too many imports are at work"),
  feedNotFound: declareError("feed_not_found", 404, "There is no such feed"),
} as const;
