import { expect, it } from "vitest";
import { nearest } from "../../src/commands/nearest.ts";
import { requirePart } from "../../src/commands/part-name.ts";

it.each([
  ["kafak", "kafka"],
  ["chatapi", "chat-api"],
  ["notifer-dapr", "notifier-dapr"],
  ["elephant", undefined],
])("takes %j for %s", (typed, meant) => {
  expect(nearest(typed, ["kafka", "chat-api", "notifier", "notifier-dapr"])).toBe(meant);
});

it("refuses what is no part, with the nearest and all names", () => {
  expect(() => requirePart("postgre")).toThrow(
    /There is no part "postgre"\. Did you mean "postgres"\? The parts: /,
  );
  expect(() => requirePart("postgres")).not.toThrow();
});
