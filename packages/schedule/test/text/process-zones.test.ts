import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("the zone of this process has no part in what words mean", () => {
  const module = JSON.stringify(import.meta.resolve("@punctual/schedule/text/from-text"));
  const script = `import { fromText } from ${module};
    const texts = ["every day from tomorrow until 31 dec", "every week starting next monday", "every day until june 2027",
      "every day starting in 3 days for 2 weeks", "every 3 months starting 1 feb"];
    const nows = ["2026-11-23T00:00:00", "2026-11-23T10:00:00", "2026-12-31T23:59:59"];
    console.log(JSON.stringify(nows.flatMap((now) => texts.map((text) => fromText(text, { now })))));`;
  const outputs = ["UTC", "America/New_York", "Pacific/Apia", "Pacific/Pago_Pago"].map((TZ) => {
    const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, TZ, NODE_OPTIONS: "" },
      encoding: "utf8",
    });
    expect(child.stderr).toBe("");
    return child.stdout;
  });
  expect(outputs[0]).toContain('"start":"2026-11-24"');
  expect(new Set(outputs).size).toBe(1);
});
