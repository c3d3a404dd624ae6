import { readFileSync } from "node:fs";
import { join } from "node:path";
import { declaredErrors } from "@punctual/service-kit/errors";
import { problemType } from "@punctual/service-kit/http/problems";
import { expect, test } from "vitest";
import "@punctual/chat-api/app";

const page = readFileSync(join(import.meta.dirname, "../../../docs/api.md"), "utf8");

test("docs/api.md lists every problem, with its status and title, and no other", () => {
  const listed = page.split("\n").filter((line) => /^\| \d{3} \|/.test(line));
  expect(listed).toEqual(
    declaredErrors().map(({ code, status, title }) => `| ${status} | \`${code}\` | ${title} |`),
  );
});

test("the address of a problem's kind is its code", () => {
  expect(problemType("task_not_found")).toBe("https://punctual.dev/problems/task-not-found");
  expect(page).toContain("https://punctual.dev/problems/");
});
