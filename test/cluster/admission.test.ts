import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Manifest, manifestsIn } from "../../infra/plan/manifests.ts";
import { STACK_CASES } from "../../infra/test/support/cases.ts";
import { planned } from "../../infra/test/support/planned.ts";
import { tell } from "../support/tell.ts";
import { installCrds, UNAVAILABLE } from "./support/crds.ts";
import { kubectl } from "./support/kubectl.ts";

const kindOf = ({ apiVersion, kind }: Manifest) => `${apiVersion.split("/").at(-2) ?? "core"}/${kind}`;
/** Offers manifests to the API server, which admits or refuses each and keeps none. @returns what it refused, and why */
async function refused(manifests: readonly unknown[]): Promise<string[]> {
  const { code, stderr } = await tell(
    "kubectl",
    ["create", "--dry-run=server", "--validate=strict", "-o", "name", "-f", "-"],
    JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests }),
  );
  const lines = stderr.trim().split("\n").filter(Boolean);
  if (code !== 0 && lines.length === 0) throw new Error(`kubectl ended with ${code} and said nothing`);
  return lines.filter((line) => !line.includes("already exists"));
}

interface PodTemplate {
  readonly metadata: Record<string, unknown>;
  readonly spec: Record<string, unknown>;
}
/** The pod that a Deployment or Job would start: Pod Security refuses pods, not what makes them. */
function podOf(manifest: Manifest): unknown {
  const { template } = manifest.spec as { template: PodTemplate };
  const { name, namespace } = manifest.metadata;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...template.metadata, name, namespace },
    // Its own account isn't there in a dry run; every namespace has this one.
    spec: { ...template.spec, serviceAccountName: "default" },
  };
}

const plans = new Map<string, Manifest[]>();
let definitions: string[] = [];
const namespaces: string[] = [];

beforeAll(async () => {
  await installCrds((names) => {
    definitions = names;
  });
  for (const { name, stack, values } of STACK_CASES)
    plans.set(name, manifestsIn(await planned(stack, values)));
  // A dry run needs the namespace to be there.
  for (const manifest of [...plans.values()].flat().filter(({ kind }) => kind === "Namespace")) {
    const { code } = await tell("kubectl", ["create", "-f", "-"], JSON.stringify(manifest));
    if (code === 0) namespaces.push(manifest.metadata.name);
  }
});
afterAll(async () => {
  if (namespaces.length > 0) await kubectl(["delete", "namespace", ...namespaces]);
  if (definitions.length > 0) await kubectl(["delete", "crd", "--ignore-not-found", ...definitions]);
});

describe.each(STACK_CASES.map(({ name }) => name))("every manifest of %s", (name) => {
  it("is accepted by a real API server, without a field that it doesn't know", async () => {
    const offered = (plans.get(name) ?? []).filter(
      (manifest) => manifest.kind !== "Namespace" && !UNAVAILABLE.includes(kindOf(manifest)),
    );
    expect(offered.length).toBeGreaterThan(40);
    expect(await refused(offered)).toEqual([]);
  });

  it("starts only pods that Pod Security's restricted level lets in", async () => {
    const starting = (plans.get(name) ?? []).filter(({ kind }) => kind === "Deployment" || kind === "Job");
    const named = starting.map(({ metadata }) => metadata.name);
    expect(named).toEqual(expect.arrayContaining(["chat-api", "notifier", "recurrence"]));
    expect(await refused(starting.map(podOf))).toEqual([]);
  });
});

it("leaves out only kinds that are used and whose definitions no module carries", () => {
  const used = new Set([...plans.values()].flat().map(kindOf));
  expect(UNAVAILABLE.filter((kind) => !used.has(kind))).toEqual([]);
});

describe("a manifest with a mistake", () => {
  const deployment = () => {
    const found = (plans.get("minikube") ?? []).find(({ kind }) => kind === "Deployment");
    return structuredClone(found) as Manifest & { spec: { template: PodTemplate } };
  };

  it("is refused when it has a field that there isn't", async () => {
    const wrong = deployment();
    wrong.spec.template.spec.terminationGracePeriodSecond = 5;
    expect(await refused([wrong])).toEqual([expect.stringContaining("terminationGracePeriodSecond")]);
  });

  it("is refused when its pod may do more than restricted allows", async () => {
    const wrong = deployment();
    wrong.spec.template.spec.hostNetwork = true;
    expect(await refused([podOf(wrong)])).toEqual([expect.stringContaining("violates PodSecurity")]);
  });
});
