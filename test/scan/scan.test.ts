import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { STACK_CASES } from "../../infra/test/support/cases.ts";
import { covers, readBaseline } from "./support/baseline.ts";
import { checkov } from "./support/checkov.ts";
import type { Finding } from "./support/finding.ts";
import { kubeScore } from "./support/kube-score.ts";
import { renderCase } from "./support/render.ts";
import { scannersHere } from "./support/scanners-here.ts";
import { sideBySide } from "./support/side-by-side.ts";

const scanners = scannersHere(process.env);
const BASELINE = readBaseline(join(import.meta.dirname, "baseline.yaml"));
/** Beside the stacks: a workload as nobody should deploy one. */
const FAULTY = "faulty";
const folderOf = (index: number) => `case-${index}`;

const root = mkdtempSync(join(tmpdir(), "punctual-scan-"));
const found = new Map<string, readonly Finding[]>();
function findings(tool: string, folder: string): readonly Finding[] {
  const those = found.get(`${tool} ${folder}`);
  if (!those) throw new Error(`${tool} didn't look at ${folder}`);
  return those;
}

beforeAll(async () => {
  writeFaulty(join(root, FAULTY));
  await sideBySide(STACK_CASES, (each, index) => renderCase(each, join(root, folderOf(index))));
  const folders = [FAULTY, ...STACK_CASES.map((_, index) => folderOf(index))];
  if (scanners["kube-score"]) {
    for (const folder of folders) {
      found.set(`kube-score ${folder}`, await kubeScore(scanners["kube-score"], join(root, folder)));
    }
  }
  if (scanners.checkov) {
    for (const [folder, those] of await checkov(scanners.checkov, root))
      found.set(`checkov ${folder}`, those);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each(["kube-score", "checkov"] as const)("%s", (tool) => {
  const its = it.skipIf(scanners[tool] === undefined);

  its.each(STACK_CASES.map(({ name }, index) => [name, folderOf(index)]))(
    "finds nothing critical in %s, save for what the baseline explains",
    (_, folder) => {
      const unexplained = findings(tool, folder).filter(
        (each) => !BASELINE.some((line) => covers(line, each)),
      );
      expect(unexplained).toEqual([]);
    },
  );

  its("finds a workload that may do everything", () => {
    const checks = findings(tool, FAULTY).map(({ check }) => check);
    expect(checks).toContain(tool === "checkov" ? "CKV_K8S_16" : "container-security-context-privileged");
  });

  its("is explained to by no line of the baseline that is about nothing", () => {
    const all = STACK_CASES.flatMap((_, index) => findings(tool, folderOf(index)));
    const idle = BASELINE.filter((line) => line.tool === tool && !all.some((each) => covers(line, each)));
    expect(idle).toEqual([]);
  });
});

function writeFaulty(folder: string): void {
  mkdirSync(folder);
  const labels = { app: "it" };
  const containers = [{ name: "it", image: "it:latest", securityContext: { privileged: true } }];
  const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "it", namespace: "it" },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { hostNetwork: true, containers } },
    },
  };
  writeFileSync(join(folder, "deployment.yaml"), stringify(deployment));
}
