import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { init } from "../../cli/init.ts";
import { type Answer, machine } from "./fake-tools.ts";

/** A Pulumi that knows a stack, and its key, once they were made. */
const PULUMI: readonly Answer[] = [
  { when: "stack --show-name", fails: "error: no stack named", before: "stack init" },
  { when: "config get punctual:masterKey", fails: "error: not found", before: "config set --secret" },
];

/** A cloud in which everything exists once it was created. */
const missingUntil = (when: string, made: string): Answer => ({ when, fails: "not found", before: made });

const AZURE: readonly Answer[] = [
  ...PULUMI,
  { when: "signed-in-user", says: "me-id" },
  missingUntil("group show", "group create"),
  missingUntil("storage account show", "storage account create"),
  { when: "blob-service-properties show", says: "false", before: "blob-service-properties update" },
  { when: "blob-service-properties show", says: "true" },
  missingUntil("container-rm show", "container-rm create"),
  { when: "role assignment list --role Storage", says: "0", before: "create --role Storage" },
  { when: "role assignment list --role Key", says: "0", before: "create --role Key" },
  { when: "role assignment list", says: "1" },
  missingUntil("keyvault show", "keyvault create"),
  missingUntil("keyvault key show", "keyvault key create"),
];

const GOOGLE: readonly Answer[] = [
  ...PULUMI,
  { when: "config.name=cloudkms", says: "cloudkms.googleapis.com" },
  { when: "config.name=storage", says: "", before: "enable storage" },
  { when: "config.name=storage", says: "storage.googleapis.com" },
  { when: "versioning_enabled", says: "", before: "--versioning" },
  { when: "versioning_enabled", says: "True" },
  missingUntil("buckets describe", "buckets create"),
  missingUntil("keyrings describe", "keyrings create"),
  missingUntil("keys describe", "keys create"),
];

const ORACLE: readonly Answer[] = [
  ...PULUMI,
  { when: "os ns get", says: "tenancynamespace" },
  { when: "region-subscription", says: "eu-amsterdam-1" },
  missingUntil("bucket get", "bucket create"),
  { when: "customer-secret-key create", says: '{"data": {"id": "key-id", "key": "the-secret-key"}}' },
];

const CLOUDS = { minikube: PULUMI, aks: AZURE, gke: GOOGLE, oke: ORACLE };
const TOOLS = { minikube: [], aks: ["az"], gke: ["gcloud"], oke: ["oci"] };
const targets = Object.keys(CLOUDS) as (keyof typeof CLOUDS)[];
const prepared = (target: keyof typeof CLOUDS) =>
  machine(["pulumi", ...TOOLS[target]], CLOUDS[target], { OCI_CLI_USER: "ocid1.user.oc1..me" });

test.each(targets)("%s: state, stack and key are made, the second time nothing", async (target) => {
  const { place, lines, calls } = prepared(target);
  await init(target, {}, place);
  const made = lines().filter((line) => /create|init|set |update|enable /.test(line));
  expect(made.some((line) => line.startsWith("pulumi stack init --secrets-provider"))).toBe(true);
  expect(made.at(-1)).toMatch(/^pulumi config set --secret punctual:masterKey/);

  const first = calls().length;
  await init(target, {}, place);
  const second = lines()
    .slice(first)
    .filter((line) => !/ (show|get|list|describe)|--show-name|config get/.test(line));
  expect(second).toEqual([]);
});

test("the key goes in through stdin: 32 bytes in base64, another each time", async () => {
  const keys = await Promise.all(
    [1, 2].map(async () => {
      const { place, call } = prepared("minikube");
      await init("minikube", {}, place);
      return call("--secret").stdin;
    }),
  );
  for (const key of keys) expect(Buffer.from(key, "base64")).toHaveLength(32);
  expect(keys[0]).not.toBe(keys[1]);
});

test("Pulumi is told where state and passphrase are, and no other passphrase", async () => {
  const { place, call, home } = machine(["pulumi"], PULUMI, { PULUMI_CONFIG_PASSPHRASE: "another" });
  await init("minikube", {}, place);
  const { env } = call("init");
  expect(env.PULUMI_BACKEND_URL).toBe(`file://${home}/.local/share/punctual/pulumi/state`);
  expect(env.PULUMI_CONFIG_PASSPHRASE_FILE).toBe(
    join(home, ".local/share/punctual/pulumi/minikube/passphrase"),
  );
  expect(env.PULUMI_CONFIG_PASSPHRASE).toBeUndefined();
});

test("the passphrase is for its owner alone, and never overwritten", async () => {
  const { place, home } = prepared("minikube");
  const file = join(home, ".local/share/punctual/pulumi/minikube/passphrase");
  await init("minikube", {}, place);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(Buffer.from(readFileSync(file, "utf8"), "base64")).toHaveLength(32);

  writeFileSync(file, "mine");
  await init("minikube", {}, place);
  expect(readFileSync(file, "utf8")).toBe("mine");
});

test("keys of the bucket are kept in a file for their owner alone, and shown nowhere", async () => {
  const { place, home, said, lines } = prepared("oke");
  const next = await init("oke", {}, place);
  const file = join(home, ".local/share/punctual/pulumi/oke/bucket-keys");
  expect(readFileSync(file, "utf8")).toBe(
    "[punctual]\naws_access_key_id = key-id\naws_secret_access_key = the-secret-key\n",
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect([...said, next, ...lines()].join("\n")).not.toContain("the-secret-key");
  expect(lines()).toContainEqual(
    expect.stringMatching(/customer-secret-key create .*--region eu-amsterdam-1/),
  );
});

test("answers of a cloud find their way into the backend's URL", async () => {
  const { place, call } = prepared("oke");
  const next = await init("oke", {}, place);
  const { env } = call("init");
  expect(env.PULUMI_BACKEND_URL).toContain("https://tenancynamespace.compat.objectstorage.eu-frankfurt-1");
  expect(next).toContain("https://tenancynamespace.compat");
});

test("a right that isn't known everywhere yet is waited for", async () => {
  const slow: Answer = { when: "keyvault key create", fails: "Forbidden", before: "keyvault key create" };
  const { place, lines } = machine(["pulumi", "az"], [slow, ...AZURE]);
  await init("aks", {}, place);
  expect(lines().filter((line) => line.includes("keyvault key create"))).toHaveLength(2);
});

test("a missing tool is named with where it is to be had, before anything is done", async () => {
  const { place, calls, home } = machine(["pulumi"], AZURE);
  await expect(init("aks", {}, place)).rejects.toThrow(
    /^Nothing was done\.\n {2}az is not installed: the Azure CLI is at https:\/\/learn\.microsoft\.com\/\S+$/,
  );
  expect(calls()).toEqual([]);
  expect(existsSync(join(home, ".local"))).toBe(false);
});

test("a step that fails says what it was for, what the tool said, and how to sign in", async () => {
  const { place } = machine(
    ["pulumi", "gcloud"],
    [{ when: "buckets create", fails: "ERROR: 403 forbidden" }, ...GOOGLE],
  );
  const failed = init("gke", {}, place);
  await expect(failed).rejects.toThrow(/^Could not: a bucket that can't become public/);
  await expect(failed).rejects.toThrow(/ERROR: 403 forbidden/);
  await expect(failed).rejects.toThrow(/gcloud auth login/);
});

test("a dry run does nothing, and needs no tool", async () => {
  const { place, home } = machine([], []);
  const shell = await init("oke", { dryRun: true }, place);
  expect(shell).toContain("oci os bucket create");
  expect(existsSync(join(home, ".local"))).toBe(false);
});

test("a stack that has no file is refused, with those that have", async () => {
  const { place } = machine([], []);
  await expect(init("nowhere", {}, place)).rejects.toThrow(
    /There is no stack "nowhere"; there are: .*minikube.*stacks\/Pulumi\.nowhere\.yaml/,
  );
});

test("who signs in to Oracle Cloud is read from its own configuration", async () => {
  const { place, home, lines } = machine(["pulumi", "oci"], ORACLE, { OCI_CLI_PROFILE: "WORK" });
  mkdirSync(join(home, ".oci"));
  writeFileSync(
    join(home, ".oci", "config"),
    "[DEFAULT]\nuser=ocid1.user.oc1..home\nregion=x\n\n[WORK]\nuser = ocid1.user.oc1..work\n",
  );
  await init("oke", {}, place);
  expect(lines()).toContainEqual(expect.stringContaining("--user-id ocid1.user.oc1..work"));
});

test("an OCI CLI that was never set up is said to be", async () => {
  const { place } = machine(["pulumi", "oci"], ORACLE);
  await expect(init("oke", {}, place)).rejects.toThrow(/oci setup config/);
});
