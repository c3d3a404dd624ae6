import { databaseProblem } from "@punctual/service-kit/http/database-problems";
import pg from "pg";
import { expect, test } from "vitest";

function failure(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError("as PostgreSQL says it", 0, "error");
  error.code = code;
  return error;
}

test.each([
  ["22003", "number out of range", 400, "bad_request"],
  ["22021", "not in the encoding", 400, "bad_request"],
  ["23514", "check violation", 400, "bad_request"],
  ["23503", "foreign key violation", 409, "conflict"],
  ["23505", "unique violation", 409, "conflict"],
  ["40P01", "deadlock", 503, "database_unavailable"],
  ["40001", "serialization failure", 503, "database_unavailable"],
  ["55P03", "lock not available", 503, "database_unavailable"],
  ["57014", "statement timeout", 503, "database_unavailable"],
  ["57P01", "shutting down", 503, "database_unavailable"],
  ["53300", "too many connections", 503, "database_unavailable"],
  ["25006", "read-only", 503, "database_unavailable"],
])("%s (%s) is a %i", (code, _what, status, says) => {
  expect(databaseProblem(failure(code))).toMatchObject({ status, code: says });
});

test.each(["42501", "42P01", "42703", "XX000"])("%s is a fault of ours", (code) => {
  expect(databaseProblem(failure(code))).toBeUndefined();
});

test.each([
  "Query read timeout",
  "timeout exceeded when trying to connect",
  "Connection terminated unexpectedly",
  "Connection terminated due to connection timeout",
])("%s is a 503", (message) => {
  expect(databaseProblem(new Error(message))).toMatchObject({ status: 503 });
});

test("a refused connection is a 503", () => {
  const error = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  expect(databaseProblem(error)).toMatchObject({ status: 503 });
});

test("what has nothing to do with the database isn't one", () => {
  expect(databaseProblem(new Error("something broke"))).toBeUndefined();
  expect(databaseProblem("text")).toBeUndefined();
});
