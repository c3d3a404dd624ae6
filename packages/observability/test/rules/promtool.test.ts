import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { ALERT_CASES, RECORD_CASES } from "./cases/all.ts";
import { ALERTS, createJudge, type Judge } from "./support/promtool.ts";

/** The first time on a machine, promtool is downloaded. */
const FETCH_MS = 300_000;
const JUDGE_MS = 60_000;

let judge: Judge;
const folder = mkdtempSync(join(tmpdir(), "punctual rules "));
beforeAll(async () => {
  judge = await createJudge(folder);
}, FETCH_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("promtool accepts the rules", () => judge.check(), JUDGE_MS);

describe("promtool sees that the alert", () => {
  it.for([...ALERTS.keys()])(
    "%s fires when it must, and is silent when it must be",
    { timeout: JUDGE_MS },
    (alert) =>
      judge.test(
        alert,
        ALERT_CASES.filter((one) => one.alert === alert),
      ),
  );
});

describe("promtool sees that the record", () => {
  it.for([...Map.groupBy(RECORD_CASES, ({ record }) => record)])(
    "%s is what it says",
    { timeout: JUDGE_MS },
    ([record, cases]) => judge.test(record, cases),
  );
});
