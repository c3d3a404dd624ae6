import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { IMAGES } from "../../../infra/config/images.ts";
import { tell } from "../../../test/support/tell.ts";
import { readEnvironment } from "../../release/environment.ts";
import { release, standIn } from "./support/stand-in.ts";

vi.setConfig({ testTimeout: 60_000 });
const CLI = join(import.meta.dirname, "../../cli.ts");

test("images that were noted one by one make a release, and not before the last is there", async () => {
  const { folder, env } = standIn();
  const noted = join(folder, "noted");
  const out = join(folder, "images.json");
  const ci = (...args: string[]) =>
    tell(process.execPath, [CLI, ...args], "", { env: env as Record<string, string> });
  const note = (name: keyof ReturnType<typeof release>) =>
    ci("note-image", name, ...release("a")[name].split("@"), "--out", noted);
  for (const name of IMAGES.slice(1)) expect((await note(name)).code).toBe(0);
  const lacking = await ci("gather-images", noted, "--out", out);
  expect(lacking.code).toBe(1);
  expect(lacking.stderr).toContain(`"${IMAGES[0]}"`);
  await note(IMAGES[0]);
  expect((await ci("gather-images", noted, "--out", out)).code).toBe(0);
  expect(JSON.parse(readFileSync(out, "utf8"))).toEqual(release("a"));
});

test("GitHub's registry knows no capitals", async () => {
  const { env, folder } = standIn();
  const output = join(folder, "output");
  const given = { ...env, GITHUB_OUTPUT: output, GITHUB_REPOSITORY: "Acme/Punctual" } as Record<
    string,
    string
  >;
  await tell(process.execPath, [CLI, "image-name", "setup"], "", { env: given });
  expect(readFileSync(output, "utf8")).toBe("name=ghcr.io/acme/punctual/setup\n");
});

test("a stack's configuration can be told what runs", async () => {
  const machine = standIn();
  const images = release("b");
  machine.change((state) => {
    const config = { "punctual:images": { value: JSON.stringify(images), objectValue: images } };
    state.history = [
      { kind: "update", message: "", result: "failed" },
      { kind: "update", message: "", result: "succeeded", config },
    ];
  });
  await tell(process.execPath, [CLI, "deployed-images", "aks"], "", {
    env: machine.env as Record<string, string>,
  });
  expect(machine.read().images).toEqual(images);
});

test.each([
  ["team.azurecr.io/punctual", { az: "acr login --name team" }],
  ["europe-docker.pkg.dev/p/punctual", { gcloud: "auth configure-docker europe-docker.pkg.dev --quiet" }],
  [
    "ocir.eu-frankfurt-1.oci.oraclecloud.com/ns/punctual",
    {
      oci: "raw-request --http-method GET --target-uri https://ocir.eu-frankfurt-1.oci.oraclecloud.com/20180419/docker/token",
      docker:
        "login ocir.eu-frankfurt-1.oci.oraclecloud.com --username BEARER_TOKEN --password-stdin <short-lived",
    },
  ],
  ["ghcr.io/acme/punctual", { docker: "login ghcr.io --username me --password-stdin <a-password" }],
])("signs in to %s", async (registry, expected) => {
  const { folder, env } = standIn();
  const log = join(folder, "log");
  for (const tool of ["az", "gcloud", "oci", "docker"]) {
    const says = tool === "oci" ? `echo '{"data": {"token": "short-lived"}}'` : "true";
    const stdin = tool === "docker" ? ' "<$(cat)"' : "";
    const script = `#!/bin/sh\nPATH=/usr/bin:/bin\necho ${tool}: "$@"${stdin} >> '${log}'\n${says}\n`;
    writeFileSync(join(folder, "bin", tool), script, { mode: 0o755 });
  }
  const given = { ...env, PUNCTUAL_REGISTRY_USERNAME: "me", PUNCTUAL_REGISTRY_PASSWORD: "a-password" };
  const { code, stderr } = await tell(process.execPath, [CLI, "registry-login", registry], "", {
    env: given as Record<string, string>,
  });
  expect(code, stderr).toBe(0);
  const lines = Object.entries(expected).map(([tool, line]) => `${tool}: ${line}\n`);
  expect(readFileSync(log, "utf8")).toBe(lines.join(""));
});

test("an environment without a stack is not configured, which is no error", () => {
  expect(readEnvironment({ PUNCTUAL_STACK: "", PULUMI_BACKEND_URL: "x" })).toBeUndefined();
});

test("an environment names its stack, cloud and backend, or is refused with all that is wrong", () => {
  const complete = { PUNCTUAL_STACK: "aks", PUNCTUAL_CLOUD: "azure", PULUMI_BACKEND_URL: "azblob://state" };
  expect(readEnvironment(complete)).toEqual({ stack: "aks", cloud: "azure" });
  expect(() => readEnvironment({ PUNCTUAL_STACK: "eks", PUNCTUAL_CLOUD: "aws" })).toThrow(
    /PUNCTUAL_STACK: .*"aks".*\n {2}PUNCTUAL_CLOUD: .*"azure".*\n {2}PULUMI_BACKEND_URL: /,
  );
});
