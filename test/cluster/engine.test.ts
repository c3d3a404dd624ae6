import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine, type Engine, missingEngine } from "./support/engine.ts";
import { givenValues } from "./support/given.ts";
import { get, kubectl } from "./support/kubectl.ts";

const missing = await missingEngine();
if (missing) {
  const message = `pulumi's engine is not tested: ${missing}`;
  // Where the engine is promised, as on the workflow's Minikube, its absence is a failure.
  if (process.env.PUNCTUAL_ENGINE_REQUIRED) throw new Error(message);
  console.log(message);
}

/** What must hold in every stack is asked of this one too. */
const POLICY = ["--policy-pack", join(import.meta.dirname, "../../infra/policy")];

interface Pod {
  readonly metadata: { readonly uid: string };
}
interface Preview {
  readonly steps: readonly { readonly op: string; readonly urn: string }[];
}

describe.skipIf(missing)("pulumi, on a file backend", () => {
  const namespace = `punctual-engine-${Math.random().toString(36).slice(2, 8)}`;
  let engine: Engine;
  let values: Record<string, string>;
  const podsOf = async (service: string) =>
    (await get<{ items: Pod[] }>("-n", namespace, "pods", "-l", `app.kubernetes.io/name=${service}`)).items
      .map(({ metadata }) => metadata.uid)
      .sort();

  beforeAll(async () => {
    values = await givenValues(namespace, 1);
    engine = await createEngine();
    // The cluster under test, by its kubeconfig: its context may have any name.
    const kubeconfig = await kubectl(["config", "view", "--raw", "--minify", "--flatten"]);
    await engine.configure({ ...values, "punctual:kubeconfig": kubeconfig });
  });
  afterAll(async () => {
    await kubectl(["delete", "namespace", namespace, "--ignore-not-found", "--wait=false"]);
    engine?.remove();
  });

  it("refuses a wrong configuration before it touches anything", async () => {
    await engine.configure({ "punctual:scaling": JSON.stringify({ mode: "cpu", min: 4, max: 2 }) });
    const { code, stdout, stderr } = await engine.try(["up", "--yes", "--skip-preview"]);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain("punctual:scaling.max must not be less than scaling.min");
    await engine.configure({ "punctual:scaling": JSON.stringify({ mode: "fixed" }) });
  });

  it("brings everything up", async () => {
    await engine.run(["up", "--yes", "--skip-preview", ...POLICY]);
    for (const service of ["chat-api", "notifier", "recurrence"])
      expect(await podsOf(service)).toHaveLength(1);
  });

  it("changes nothing the second time", async () => {
    await engine.run(["up", "--yes", "--expect-no-changes"]);
  });

  it("rolls only the service whose image changed", async () => {
    const others = [await podsOf("chat-api"), await podsOf("recurrence")];
    const images = JSON.parse(values["punctual:images"] ?? "{}") as Record<string, string>;
    const changed = { ...images, notifier: images.notifier?.replace(/:[^:]+$/, ":other") };
    await engine.configure({ "punctual:images": JSON.stringify(changed) });
    const { steps } = JSON.parse(await engine.run(["preview", "--json"])) as Preview;
    const touched = steps.filter(({ op }) => op !== "same").map(({ urn }) => urn.split("::").at(-1));
    expect([...new Set(touched)].sort()).toEqual(["notifier", "notifier-migrate"]);
    await engine.run(["up", "--yes", "--skip-preview"]);
    expect([await podsOf("chat-api"), await podsOf("recurrence")]).toEqual(others);
  });

  it("leaves nothing when it is destroyed", async () => {
    await engine.run(["destroy", "--yes", "--skip-preview"]);
    const { items } = await get<{ items: { metadata: { name: string } }[] }>("namespaces");
    expect(items.map(({ metadata }) => metadata.name)).not.toContain(namespace);
    expect(JSON.parse(await engine.run(["stack", "export"])).deployment.resources ?? []).toHaveLength(0);
  });
});
