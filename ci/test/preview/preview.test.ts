import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { preview } from "../../preview/preview.ts";
import { fakeProgram } from "../support/fake-program.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "punctual-preview-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const digest = (over: object) =>
  JSON.stringify({ steps: [{ op: "create", urn: "urn:pulumi:aks::punctual::t:New::new" }], ...over });
/** @param whole what it says for people */
const pulumi = (json: string, whole = "", code = 0) =>
  fakeProgram(
    folder,
    "pulumi",
    `say(args.includes("--json") ? ${JSON.stringify(json)} : ${JSON.stringify(whole)}); end(${code});`,
  );
const run = (fake: ReturnType<typeof pulumi>) => preview("aks", { env: fake.env, cwd: folder });

it("asks the engine with the policy pack, and nobody else", async () => {
  const fake = pulumi(digest({}));
  expect(await run(fake)).toMatchObject({ kind: "preview", added: [{ type: "t:New", name: "new" }] });
  expect(fake.calls()).toHaveLength(1);
  expect(fake.calls()[0]).toEqual(
    expect.arrayContaining(["preview", "--non-interactive", "--policy-pack", "infra/policy"]),
  );
});

it("tells the engine's errors beside what it found", async () => {
  const diagnostics = [{ severity: "error", message: "error: the context has no cluster" }];
  const { problem, added } = await run(pulumi(digest({ diagnostics }), "", 255));
  expect(problem).toBe("error: the context has no cluster");
  expect(added).toHaveLength(1);
});

it("asks again for people where the digest gives no reason, as it doesn't for policies", async () => {
  const fake = pulumi(digest({}), "[mandatory] no-public-service: Service it is public", 255);
  expect((await run(fake)).problem).toContain("no-public-service");
  expect(fake.calls()).toHaveLength(2);
});

it("tells what pulumi said when it said nothing of use", async () => {
  expect((await run(pulumi("error: no stack named aks", "", 255))).problem).toContain("no stack named aks");
});
