import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listTasks } from "@punctual/chat-api/listing/list-tasks";
import { asPerson } from "@punctual/chat-api/store/unit-of-work";
import { expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";
import { EXPECTED } from "./support/expected.ts";
import { addTasks, NOW, ZONE } from "./support/tasks.ts";

const { person, pool } = await startChatApi();
const ada = await person();
await addTasks(ada, pool);
// Somebody else's fit as well, and are never shown.
await addTasks(await person(), pool);

const page = readFileSync(join(import.meta.dirname, "../../../../docs/queries.md"), "utf8");
const examples = page
  .slice(page.indexOf("<!-- examples -->"))
  .split("\n")
  .flatMap((line) => /^\| `(.+?)` \|/.exec(line)?.[1] ?? []);

test("every example of the reference has what it finds, and nothing else has", () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual(examples.toSorted());
  expect(examples.length).toBeGreaterThanOrEqual(60);
});

test.each(examples)("the example %s finds what it says", async (query) => {
  const filter = { query, sort: "id", limit: 50, time_zone: ZONE };
  const { items } = await asPerson(pool, ada.userId, (reader) => listTasks(reader, filter, () => NOW));
  expect(items.map(({ title }) => title)).toEqual(EXPECTED[query]);
});
