import { SORT_KEYS } from "@punctual/query/sort";
import fc from "fast-check";
import { expect, test } from "vitest";
import { almostQueries } from "../../../../packages/query/test/support/arbitraries.ts";
import { startChatApi } from "../support/app.ts";
import { addTasks } from "./support/tasks.ts";

const { person, pool } = await startChatApi();
const ada = await person();
await addTasks(ada, pool);

const texts = fc.oneof(almostQueries, fc.string({ unit: "binary", maxLength: 60 }));
const orders = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom(...SORT_KEYS.map(({ name }) => `-${name},due`)),
  fc.string({ maxLength: 12 }),
);

test("whatever is asked for is listed or refused by its field", async () => {
  await fc.assert(
    fc.asyncProperty(texts, orders, async (query, sort) => {
      const given = new URLSearchParams({ query, limit: "1", ...(sort === undefined ? {} : { sort }) });
      const answer = await ada.ask("GET", `/api/tasks?${given}`);
      if (answer.statusCode === 200) return;
      expect(answer.statusCode).toBe(400);
      const { code, errors } = answer.json();
      expect(["query_invalid", "validation_failed"]).toContain(code);
      expect(["query", "sort"]).toContain(errors[0].field);
    }),
    { numRuns: 400 },
  );
});
