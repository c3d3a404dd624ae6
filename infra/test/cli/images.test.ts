import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ImagesOptions, images } from "../../cli/images.ts";
import { IMAGES } from "../../config/images.ts";
import { type Answer, machine } from "./fake-tools.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** A clone with two files to build from, and one that is deleted but not yet for Git. */
const GIT: readonly Answer[] = [
  { when: "ls-files", says: "package.json\0services/a.ts\0services/gone.ts\0services/test/a.test.ts\0" },
  { when: "rev-parse", says: COMMIT },
];
/** A stack that knows no images until they are set. */
const PULUMI: readonly Answer[] = [
  { when: "stack output registry", says: "registry.example/team/punctual" },
  { when: "config get", fails: "not found" },
];
/** A registry that has an image once it was built. */
const DOCKER: readonly Answer[] = [
  ...IMAGES.map((name) => ({
    when: `inspect registry.example/team/punctual/${name}:`,
    fails: "not found",
    before: `SERVICE=${name}`,
  })),
  { when: "{{.Manifest.Digest}}", says: DIGEST },
];
const OPTIONS: ImagesOptions = { platform: "linux/amd64", extra: [] };

function prepared(
  tools: readonly string[],
  answers: readonly Answer[],
  variables: Readonly<Record<string, string>> = {},
) {
  const one = machine(["git", ...tools], [...answers, ...GIT], variables);
  mkdirSync(join(one.home, "services", "test"), { recursive: true });
  const write = (path: string, text: string) => writeFileSync(join(one.home, path), text);
  write("package.json", "{}");
  write("services/a.ts", "1");
  write("services/test/a.test.ts", "1");
  return { ...one, write };
}

const cloud = () => prepared(["docker", "pulumi"], [...DOCKER, ...PULUMI]);
const laptop = (more: readonly Answer[] = []) => prepared(["minikube", "pulumi"], [...more, ...PULUMI]);

/** The tag that an image was built with. */
const tagIn = (lines: readonly string[]) => /chat-api:(src-[0-9a-f]{16})\b/.exec(lines.join("\n"))?.[1];

test("each image is built with its service, pushed to the stack's registry, and named by its digest", async () => {
  const { place, lines } = cloud();
  await images("oke", OPTIONS, place);
  for (const name of IMAGES) {
    expect(lines()).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^docker buildx build --file services/Dockerfile --platform linux/amd64 --build-arg SERVICE=${name} .*--tag registry\\.example/team/punctual/${name}:src-[0-9a-f]{16} --push \\.$`,
        ),
      ),
    );
    expect(lines()).toContain(
      `pulumi config set --path punctual:images["${name}"] registry.example/team/punctual/${name}@${DIGEST} --stack oke --non-interactive`,
    );
  }
});

test("images carry the commit they were built from, and that files differ from it", async () => {
  const clean = cloud();
  await images("oke", OPTIONS, clean.place);
  expect(clean.lines().join("\n")).toContain(`--build-arg REVISION=${COMMIT} `);

  const dirty = prepared(["docker", "pulumi"], [{ when: "status", says: " M a" }, ...DOCKER, ...PULUMI]);
  await images("oke", OPTIONS, dirty.place);
  expect(dirty.lines().join("\n")).toContain(`--build-arg REVISION=${COMMIT}-dirty `);
});

test("the stack is told only when every image is there", async () => {
  const { place, lines } = prepared(
    ["docker", "pulumi"],
    [{ when: "SERVICE=setup", fails: "(a build that fails, in a test)" }, ...DOCKER, ...PULUMI],
  );
  await expect(images("oke", OPTIONS, place)).rejects.toThrow(/^Could not: setup in the registry/);
  expect(lines().filter((line) => line.includes("config set"))).toEqual([]);
});

test("what was built before, pushed and named, is left as it is", async () => {
  const named = IMAGES.map((name) => ({
    when: `config get --path punctual:images["${name}"]`,
    says: `registry.example/team/punctual/${name}@${DIGEST}`,
  }));
  const { place, lines } = prepared(
    ["docker", "pulumi"],
    [...named, { when: "{{.Manifest.Digest}}", says: DIGEST }, ...PULUMI],
  );
  await images("oke", OPTIONS, place);
  expect(lines().filter((line) => /buildx build|config set/.test(line))).toEqual([]);
});

test("the tag changes with what images are made of and how, and with nothing else", async () => {
  const tagOf = async (change: (write: (path: string, text: string) => void) => void, options = OPTIONS) => {
    const { place, lines, write } = cloud();
    change(write);
    await images("oke", options, place);
    return tagIn(lines());
  };
  const tag = await tagOf(() => undefined);
  expect(tag).toBeDefined();
  expect(await tagOf((write) => write("services/test/a.test.ts", "2"))).toBe(tag);
  expect(await tagOf((write) => write("services/a.ts", "2"))).not.toBe(tag);
  expect(await tagOf(() => undefined, { ...OPTIONS, platform: "linux/arm64" })).not.toBe(tag);
  expect(await tagOf(() => undefined, { ...OPTIONS, extra: ["--no-cache"] })).not.toBe(tag);
});

test("in a Minikube, images are built in its node and named by a tag", async () => {
  const { place, lines } = laptop();
  await images("minikube", OPTIONS, place);
  const tag = tagIn(lines());
  expect(lines()).toContainEqual(
    expect.stringMatching(
      /^minikube --profile minikube image build --file services\/Dockerfile --build-opt build-arg=SERVICE=chat-api /,
    ),
  );
  expect(lines()).toContain(
    `pulumi config set --path punctual:images["setup"] docker.io/punctual/setup:${tag} --stack minikube --non-interactive`,
  );
});

test("what the node has already isn't built again", async () => {
  const first = laptop();
  await images("minikube", OPTIONS, first.place);
  const tag = tagIn(first.lines());
  const second = laptop([
    { when: "image ls", says: IMAGES.map((name) => `docker.io/punctual/${name}:${tag}`).join("\n") },
  ]);
  await images("minikube", OPTIONS, second.place);
  expect(second.lines().filter((line) => line.includes("image build"))).toEqual([]);
});

test("Podman builds where there is no Docker", async () => {
  const { place, lines } = prepared(
    ["podman", "pulumi"],
    [{ when: "manifest push", writes: { argument: "--digestfile", text: DIGEST } }, ...PULUMI],
  );
  await images("oke", OPTIONS, place);
  expect(lines()).toContainEqual(
    expect.stringMatching(/^podman build .*--manifest registry\.example\/team\/punctual\/notifier:/),
  );
  expect(lines()).toContain(
    `pulumi config set --path punctual:images["notifier"] registry.example/team/punctual/notifier@${DIGEST} --stack oke --non-interactive`,
  );
});

test.each([
  ["teamregistry.azurecr.io/punctual", ["az"], "az acr login --name teamregistry"],
  [
    "europe-west4-docker.pkg.dev/project/punctual",
    ["gcloud"],
    "gcloud auth configure-docker europe-west4-docker.pkg.dev --quiet",
  ],
])("Docker is signed in to %s first", async (registry, tools, command) => {
  const { place, lines } = prepared(
    ["docker", "pulumi", ...tools],
    [{ when: "{{.Manifest.Digest}}", says: DIGEST }, ...PULUMI],
  );
  await images("oke", { ...OPTIONS, registry }, place);
  const all = lines();
  expect(all).toContain(command);
  expect(all.indexOf(command)).toBeLessThan(all.findIndex((line) => line.startsWith("docker")));
});

test("a registry that is named goes before the stack's own, also for a Minikube", async () => {
  const { place, lines } = prepared(
    ["docker", "pulumi"],
    [{ when: "{{.Manifest.Digest}}", says: DIGEST }, ...PULUMI],
  );
  await images("minikube", { ...OPTIONS, registry: "ghcr.io/you/punctual" }, place);
  expect(lines()).toContainEqual(expect.stringContaining(`ghcr.io/you/punctual/setup@${DIGEST}`));
  expect(lines()).not.toContainEqual(expect.stringContaining("stack output"));
});

test.each(["none of this stack's own", "punctual", "https://ghcr.io/you"])(
  '"%s" is no registry',
  async (registry) => {
    const { place } = cloud();
    await expect(images("oke", { ...OPTIONS, registry }, place)).rejects.toThrow(
      /is no registry to push to: name one with --registry/,
    );
  },
);

test("a stack that was never deployed is said to have no registry yet", async () => {
  const { place } = prepared(["docker", "pulumi"], [{ when: "stack output", fails: "error: no outputs" }]);
  await expect(images("oke", OPTIONS, place)).rejects.toThrow(/pulumi up --stack oke first.*\n.*no outputs/);
});

test("neither Docker nor Podman: said with where it is to be had", async () => {
  const { place } = prepared(["pulumi"], PULUMI);
  await expect(images("oke", OPTIONS, place)).rejects.toThrow(
    /docker is not installed: .*https:\/\/docs\.docker\.com/,
  );
});

test("Pulumi finds the stack by what init left, unless a backend is chosen", async () => {
  const left = "unset PULUMI_CONFIG_PASSPHRASE\nexport PULUMI_BACKEND_URL='file:///it'\\''s here'\n";
  const backendOf = async (variables: Readonly<Record<string, string>>) => {
    const { place, home, call } = prepared(["minikube", "pulumi"], PULUMI, variables);
    const folder = join(home, ".local/share/punctual/pulumi/minikube");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "variables.sh"), left);
    await images("minikube", OPTIONS, place);
    const { env } = call("set");
    return [env.PULUMI_BACKEND_URL, env.PULUMI_CONFIG_PASSPHRASE];
  };
  expect(await backendOf({ PULUMI_CONFIG_PASSPHRASE: "x" })).toEqual(["file:///it's here", undefined]);
  expect(await backendOf({ PULUMI_BACKEND_URL: "file:///chosen" })).toEqual(["file:///chosen", undefined]);
});

test("credentials that nodes need and the stack lacks are told of", async () => {
  const missing = cloud();
  expect(await images("oke", OPTIONS, missing.place)).toMatch(
    /nodes pull from registry\.example\/team\/punctual with punctual:registryCredentials, which isn't set/,
  );
  const set = prepared(
    ["docker", "pulumi"],
    [{ when: "config get punctual:registryCredentials", says: "{}" }, ...DOCKER, ...PULUMI],
  );
  expect(await images("oke", OPTIONS, set.place)).not.toContain("registryCredentials");
});

test("a dry run changes nothing", async () => {
  const { place, lines } = cloud();
  const shell = await images("oke", { ...OPTIONS, dryRun: true }, place);
  expect(shell).toContain("docker buildx build");
  expect(lines().filter((line) => /build|set/.test(line))).toEqual([]);
});
