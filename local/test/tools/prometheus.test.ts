import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PINS } from "../../src/tools/pins.ts";
import { prometheusVersion } from "../../src/tools/prometheus.ts";
import { fetchPrometheus } from "../../src/tools/prometheus-release.ts";
import { goPlatform, ReleaseUnavailable } from "../../src/tools/release.ts";
import { temporaryFolder } from "../support/temporary.ts";

const { os, arch } = goPlatform();
const archive = PINS.prometheus.archive(os, arch);
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A release as it is published: two programs among other files of a folder that is named like the archive. */
function packed(): Buffer {
  const work = temporaryFolder();
  const inside = join(work, archive.replace(".tar.gz", ""));
  mkdirSync(inside);
  for (const name of ["prometheus", "promtool", "LICENSE"]) writeFileSync(join(inside, name), `I am ${name}`);
  execFileSync("tar", ["-czf", archive, "-C", work, archive.replace(".tar.gz", "")], { cwd: work });
  return readFileSync(join(work, archive));
}

/** Answers by the last part of the address; 404 else. */
function serve(files: Readonly<Record<string, string | Buffer>>): void {
  vi.stubGlobal("fetch", async (url: string) => {
    expect(url).toContain(`/v${PINS.prometheus.version}/`);
    const body = files[url.split("/").at(-1) ?? ""];
    return body === undefined
      ? new Response("", { status: 404 })
      : new Response(new Uint8Array(Buffer.from(body)));
  });
}

const context = { cache: "", report: () => {} };

it("takes both programs out of the release, and nothing else", async () => {
  const release = packed();
  const sum = createHash("sha256").update(release).digest("hex");
  serve({ [archive]: release, "sha256sums.txt": `${"0".repeat(64)}  other.tar.gz\n${sum}  ${archive}\n` });
  await fetchPrometheus(folder, context);
  expect(readdirSync(folder).toSorted()).toEqual(["prometheus", "promtool"]);
  expect(readFileSync(join(folder, "promtool"), "utf8")).toBe("I am promtool");
});

it("refuses a release that is not what was published", async () => {
  serve({ [archive]: packed(), "sha256sums.txt": `${"0".repeat(64)}  ${archive}\n` });
  await expect(fetchPrometheus(folder, context)).rejects.toThrow(/is damaged: its SHA-256 is/);
});

it("says that there is no release for this machine, so that another way is taken", async () => {
  serve({ "sha256sums.txt": `${"0".repeat(64)}  prometheus-3.13.5.plan9-386.tar.gz\n` });
  await expect(fetchPrometheus(folder, context)).rejects.toThrow(ReleaseUnavailable);
  serve({});
  await expect(fetchPrometheus(folder, context)).rejects.toThrow(ReleaseUnavailable);
});

it.each([
  ["promtool, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5)", "2.42.0"],
  ["prometheus, version 3.13.5 (branch: HEAD, revision: abc)\n  go version: go1.26", "3.13.5"],
])("reads the version in %j", (printed, version) => {
  expect(prometheusVersion(printed)).toBe(version);
});

it("does not take something else for Prometheus", () => {
  expect(() => prometheusVersion("node_exporter, version 1.9.1")).toThrow(/not what Prometheus prints/);
});
