import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { CommandError } from "@punctual/local/tools/run";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { IMAGES } from "../../infra/config/images.ts";
import { tell } from "../support/tell.ts";
import { goProgram } from "./support/go-tools.ts";
import { type Registry, startRegistry } from "./support/registry.ts";

const CLI = join(import.meta.dirname, "../../ci/cli.ts");

const tools = await Promise.all(
  (["cosign", "oras", "crane"] as const).map((name) => goProgram(name, console.log)),
).catch((error: unknown) => {
  if (!(error instanceof CommandError) || process.env.PUNCTUAL_SCAN_REQUIRED) throw error;
  console.log(`promoting a release is not tested: ${error.message}`);
  return undefined;
});

/** Real registries and a real Cosign; a key stands in for the workflow's identity, which only GitHub can certify. */
describe.skipIf(!tools)("promoting a release", () => {
  const folder = mkdtempSync(join(tmpdir(), "punctual-promote-"));
  const at = (name: string) => join(folder, name);
  const env = {
    PATH: [...new Set((tools ?? []).map((path) => dirname(path))), process.env.PATH].join(delimiter),
    COSIGN_PASSWORD: "",
    // Nobody's own settings or registries.
    HOME: folder,
    DOCKER_CONFIG: folder,
  };
  let source: Registry;
  let target: Registry;

  async function run(tool: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await tell(tool, args, "", { env, cwd: folder });
    if (code !== 0) throw new Error(`${tool} ${args.join(" ")} ended with ${code}:\n${stderr}`);
    return stdout.trim();
  }
  async function pushed(name: string): Promise<string> {
    writeFileSync(at("content"), name);
    await run("tar", "-cf", "layer.tar", "content");
    return run(
      "crane",
      "append",
      "--new_layer",
      "layer.tar",
      "--new_tag",
      `${source.host}/punctual/${name}:built`,
    );
  }
  async function sign(image: string, key: string): Promise<void> {
    const args = ["sign-image", ...image.split("@"), "--key", at(`${key}.key`)];
    const { code, stderr } = await tell(process.execPath, [CLI, ...args], "", { env });
    if (code !== 0) throw new Error(stderr);
  }
  async function promote(images: Record<string, string>, registry: string) {
    writeFileSync(at("images.json"), JSON.stringify(images));
    rmSync(at("promoted.json"), { force: true });
    const args = [
      "--images",
      at("images.json"),
      "--out",
      at("promoted.json"),
      "--public-key",
      at("ours.pub"),
    ];
    return tell(process.execPath, [CLI, "promote", ...args, "--registry", registry, "--tag", "abc"], "", {
      env,
    });
  }
  const tags = (registry: string, name: string) =>
    tell("crane", ["ls", `${registry}/${name}`], "", { env }).then(({ code, stdout }) =>
      code === 0 ? stdout.trim().split("\n") : [],
    );
  const verifies = async (image: string) => {
    const args = ["verify", "--key", at("ours.pub"), "--insecure-ignore-tlog=true", image];
    return (await tell("cosign", args, "", { env })).code === 0;
  };

  const images: Record<string, string> = {};
  beforeAll(async () => {
    const [, , crane = ""] = tools ?? [];
    source = await startRegistry(crane);
    target = await startRegistry(crane);
    await run("cosign", "generate-key-pair", "--output-key-prefix", "ours");
    await run("cosign", "generate-key-pair", "--output-key-prefix", "theirs");
    for (const name of IMAGES) {
      images[name] = await pushed(name);
      await sign(images[name], "ours");
    }
  });
  afterAll(async () => {
    await source?.stop();
    await target?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("copies each image by its digest, with a signature that can be checked there", async () => {
    const registry = `${target.host}/team/punctual`;
    const { code, stderr } = await promote(images, registry);
    expect(stderr).toContain(`doing:  setup in ${registry}`);
    expect(code).toBe(0);
    const promoted = JSON.parse(readFileSync(at("promoted.json"), "utf8")) as Record<string, string>;
    for (const name of IMAGES) {
      expect(promoted[name]).toBe(`${registry}/${name}@${images[name]?.split("@")[1]}`);
      expect(await run("crane", "digest", promoted[name] ?? "")).toBe(images[name]?.split("@")[1]);
      expect(await verifies(promoted[name] ?? ""), name).toBe(true);
      expect(await tags(registry, name)).toContain("abc");
    }
  });

  it("does it twice without an error", async () => {
    expect((await promote(images, `${target.host}/team/punctual`)).code).toBe(0);
  });

  it("checks images that stay where they are, and copies none", async () => {
    const { code, stderr } = await promote(images, `${source.host}/punctual`);
    expect(code).toBe(0);
    expect(stderr).not.toContain(" in ");
    expect(JSON.parse(readFileSync(at("promoted.json"), "utf8"))).toEqual(images);
  });

  it.each([
    ["unsigned", undefined],
    ["signed by somebody else", "theirs"],
  ])("refuses a release with an image that is %s, and copies nothing", async (kind, signer) => {
    const image = await pushed(`${kind.replaceAll(" ", "-")}`);
    if (signer !== undefined) await sign(image, signer);
    const registry = `${target.host}/${kind.replaceAll(" ", "-")}`;
    const { code, stderr } = await promote({ ...images, setup: image }, registry);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Could not: setup is signed$/m);
    expect(existsSync(at("promoted.json"))).toBe(false);
    for (const name of IMAGES) expect(await tags(registry, name)).toEqual([]);
  });
});
