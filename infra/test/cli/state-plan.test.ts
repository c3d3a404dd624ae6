import { expect, test } from "vitest";
import { stackFiles } from "../../cli/data-dir.ts";
import { asShell } from "../../cli/shell.ts";
import { planState, type StateRequest } from "../../cli/state/plan.ts";
import { readConfig } from "../../config.ts";
import { readStackFile } from "../../plan/stack-file.ts";

const files = stackFiles("some", "/data");

function plan(target: string, rest: Partial<StateRequest> = {}) {
  const source = readStackFile(target);
  const planned = planState({
    stack: "some",
    config: readConfig(source),
    files,
    user: () => "ocid1.user.oc1..me",
    ...rest,
  });
  return { ...planned, shell: asShell(planned.steps) };
}

test("a laptop keeps state in a folder, behind a passphrase", () => {
  const { backend, secretsProvider, shell } = plan("minikube");
  expect(backend).toBe("file:///data/pulumi/state");
  expect(secretsProvider).toBe("passphrase");
  expect(shell).toContain("[ -e /data/pulumi/some/passphrase ] || (umask 077;");
  expect(shell).not.toMatch(/^(az|gcloud|oci) /m);
});

test("in Azure, the storage account has neither keys nor public access, TLS 1.2, versions and soft delete", () => {
  const { shell } = plan("aks");
  expect(shell).toMatch(/storage account create .*--allow-shared-key-access false/);
  expect(shell).toMatch(/storage account create .*--allow-blob-public-access false/);
  expect(shell).toMatch(/storage account create .*--min-tls-version TLS1_2 --https-only true/);
  expect(shell).toMatch(
    /blob-service-properties update .*--enable-versioning true --enable-delete-retention true/,
  );
  expect(shell).toMatch(/container-rm create .*--public-access off/);
  expect(shell).toMatch(/keyvault create .*--enable-purge-protection true/);
});

test("in Azure, state is a blob container's and secrets are encrypted by Key Vault", () => {
  const { backend, secretsProvider } = plan("aks");
  expect(backend).toMatch(/^azblob:\/\/state\?storage_account=punctual[0-9a-f]{12}$/);
  expect(secretsProvider).toMatch(/^azurekeyvault:\/\/punctual[0-9a-f]{12}\.vault\.azure\.net\/keys\/some$/);
});

test("every command in Azure names the subscription", () => {
  const { shell } = plan("aks");
  const commands = shell.split("\n").filter((line) => /\baz (?!ad )/.test(line));
  expect(commands.length).toBeGreaterThan(10);
  for (const command of commands) expect(command).toContain("--subscription 00000000-");
});

test("in Google Cloud, the bucket can't become public and knows older versions; secrets are encrypted by Cloud KMS", () => {
  const { backend, secretsProvider, shell } = plan("gke");
  expect(backend).toMatch(/^gs:\/\/punctual-state-[0-9a-f]{12}$/);
  expect(secretsProvider).toMatch(
    /^gcpkms:\/\/projects\/.+\/locations\/europe-west4\/keyRings\/punctual-state\/cryptoKeys\/some$/,
  );
  expect(shell).toMatch(/buckets create .*--uniform-bucket-level-access --public-access-prevention/);
  expect(shell).toContain(`buckets update ${backend} --versioning`);
});

test("in Oracle Cloud, the bucket is private, knows older versions and speaks S3, behind a passphrase", () => {
  const { backend, secretsProvider, shell } = plan("oke");
  expect(backend).toMatch(
    /^s3:\/\/punctual-state-[0-9a-f]{12}\?endpoint=https:\/\/\$\{namespace\}\.compat\.objectstorage\.eu-frankfurt-1\.oraclecloud\.com&region=eu-frankfurt-1&s3ForcePathStyle=true$/,
  );
  expect(secretsProvider).toBe("passphrase");
  expect(shell).toMatch(/bucket create .*--versioning Enabled --public-access-type NoPublicAccess/);
  expect(shell).toContain("--user-id ocid1.user.oc1..me");
  expect(shell).toContain("export AWS_REQUEST_CHECKSUM_CALCULATION='when_required'");
});

test.each(["aks", "gke", "oke"])(
  "%s: names are the same each time, and others for another account",
  (target) => {
    const source = readStackFile(target);
    const config = readConfig(source);
    if (config.target === "minikube") throw new Error("not a cloud");
    const other = {
      aks: { subscriptionId: "11111111-2222-4333-8444-555555555555" },
      gke: { project: "another-project" },
      oke: { compartmentId: "ocid1.compartment.oc1..another" },
    }[config.target];
    const elsewhere = { ...config, cluster: { ...config.cluster, ...other } } as typeof config;
    const name = (backend: string) => /punctual(-state-)?[0-9a-f]{12}/.exec(backend)?.[0];
    expect(name(plan(target).backend)).toBeDefined();
    expect(name(plan(target).backend)).toBe(name(plan(target).backend));
    expect(name(plan(target, { config: elsewhere }).backend)).not.toBe(name(plan(target).backend));
  },
);

test.each(["minikube", "aks", "gke", "oke"])("%s: every change is made only when it is missing", (target) => {
  const unguarded = plan(target).steps.filter((step) => step.kind === "run" && step.unless === undefined);
  expect(unguarded).toEqual([]);
});

test.each(["minikube", "aks", "gke", "oke"])("%s: no secret stands on a command line", (target) => {
  const sets = plan(target).steps.flatMap((step) =>
    step.kind === "run" && step.command.args.includes("--secret") ? [step.command] : [],
  );
  expect(sets).toHaveLength(1);
  for (const { args, stdin } of sets) {
    // The key, and no value after it.
    expect(args.slice(args.indexOf("--secret"))).toEqual([
      ...["--secret", "punctual:masterKey", "--stack", "some", "--non-interactive"],
    ]);
    expect(stdin).toBeDefined();
  }
  expect(plan(target).shell).toContain(
    "openssl rand -base64 32 | pulumi config set --secret punctual:masterKey",
  );
});

test("Pulumi Cloud needs no passphrase, only that one is signed in", () => {
  const { backend, secretsProvider, shell } = plan("aks", { backend: "https://api.pulumi.com" });
  expect(backend).toBe("https://api.pulumi.com");
  expect(secretsProvider).toBe("default");
  expect(shell).toContain("pulumi login https://api.pulumi.com");
  expect(shell).not.toContain("az ");
  expect(shell).not.toContain("PASSPHRASE_FILE");
});

test("a backend that exists gets a passphrase, unless a key is named", () => {
  const withPassphrase = plan("gke", { backend: "gs://theirs" });
  expect(withPassphrase.shell).toContain("PULUMI_CONFIG_PASSPHRASE_FILE='/data/pulumi/some/passphrase'");
  const withKey = plan("gke", { backend: "gs://theirs", secretsProvider: "gcpkms://a/key" });
  expect(withKey.shell).toContain("stack init --secrets-provider gcpkms://a/key");
  expect(withKey.shell).not.toContain("PASSPHRASE_FILE");
});

test("secrets that come from a vault are not made here", () => {
  const config = readConfig(readStackFile("oke"));
  const { shell } = plan("oke", {
    config: { ...config, secrets: { mode: "external-secrets", install: true } } as typeof config,
  });
  expect(shell).not.toContain("masterKey");
});
