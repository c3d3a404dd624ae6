import { createPublicKey, createVerify, generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test, vi } from "vitest";
import { tell } from "../../../test/support/tell.ts";

vi.setConfig({ testTimeout: 60_000 });
const CLI = join(import.meta.dirname, "../../cli.ts");
const TRUSTED = "https://cloud.oracle.com";
const SUBJECT = "repo:you/punctual:environment:production";
const github = generateKeyPairSync("rsa", { modulusLength: 2048 });
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function jwt(payload: object): string {
  const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(payload)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), github.privateKey).toString("base64url")}`;
}

/** A claim of a token that GitHub signed; undefined where it didn't. */
function claims(token: string): Record<string, unknown> | undefined {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const ours = createVerify("sha256")
    .update(`${header}.${payload}`)
    .verify(github.publicKey, signature, "base64url");
  return ours ? JSON.parse(Buffer.from(payload, "base64url").toString()) : undefined;
}

/** GitHub's token service and an identity domain in one, each with its real protocol. */
async function services() {
  const bound: string[] = [];
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)));
  });
  async function answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/github") {
      if (request.headers.authorization !== "Bearer of-the-job") return { status: 401, body: {} };
      const aud = url.searchParams.get("audience");
      return { status: 200, body: { value: jwt({ aud, sub: SUBJECT, iss: "github" }) } };
    }
    const form = new URLSearchParams(await text(request));
    const refuse = (description: string) => ({
      status: 400,
      body: { error: "invalid_request", error_description: description },
    });
    const basic = `Basic ${Buffer.from("client:secret").toString("base64")}`;
    if (url.pathname !== "/oauth2/v1/token" || request.method !== "POST") return { status: 404, body: {} };
    if (request.headers.authorization !== basic) return { status: 401, body: { error: "invalid_client" } };
    if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:token-exchange")
      return refuse("grant_type");
    if (form.get("requested_token_type") !== "urn:oci:token-type:oci-upst")
      return refuse("requested_token_type");
    if (form.get("subject_token_type") !== "jwt") return refuse("subject_token_type");
    const token = claims(form.get("subject_token") ?? "");
    if (token === undefined) return refuse("The signature is not the issuer's.");
    if (token.aud !== TRUSTED) return refuse(`No trust accepts the audience ${token.aud}.`);
    if (token.sub !== SUBJECT) return refuse("No trust accepts the subject.");
    const key = createPublicKey({
      key: Buffer.from(form.get("public_key") ?? "", "base64"),
      format: "der",
      type: "spki",
    });
    bound.push(key.export({ type: "spki", format: "pem" }).toString());
    return { status: 200, body: { token: "a-session" } };
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bound };
}

async function login(url: string, change: Record<string, string> = {}) {
  const home = mkdtempSync(join(tmpdir(), "punctual-oci-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const variables = join(home, "variables");
  const run = () =>
    tell(process.execPath, [CLI, "oci-login"], "", {
      env: {
        HOME: home,
        GITHUB_ENV: variables,
        ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/github?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: "of-the-job",
        OCI_DOMAIN_URL: url,
        OCI_CLIENT_ID: "client",
        OCI_CLIENT_SECRET: "secret",
        OCI_TENANCY: "ocid1.tenancy.oc1..mine",
        OCI_REGION: "eu-frankfurt-1",
        ...change,
      },
    });
  return { home, variables, run };
}

test("GitHub's token becomes a session that is bound to a fresh key, for this user alone", async () => {
  const { url, bound } = await services();
  const { home, variables, run } = await login(url);
  const { code, stdout, stderr } = await run();
  expect(code, stderr).toBe(0);
  const config = readFileSync(join(home, ".oci/config"), "utf8");
  const field = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(config)?.[1] ?? "";
  expect(readFileSync(field("security_token_file"), "utf8")).toBe("a-session");
  expect(
    createPublicKey(readFileSync(field("key_file"), "utf8")).export({ type: "spki", format: "pem" }),
  ).toBe(bound[0]);
  expect(field("fingerprint")).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  for (const path of [join(home, ".oci/config"), field("key_file"), field("security_token_file")]) {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
  expect(readFileSync(variables, "utf8")).toContain("OCI_CLI_AUTH=security_token\n");
  expect(stdout + stderr).not.toContain("a-session");

  expect((await run()).code).toBe(0);
  expect(bound[1]).not.toBe(bound[0]);
});

test.each([
  [
    "an audience that nobody trusts",
    { OCI_AUDIENCE: "https://elsewhere" },
    /refuses with 400: .*audience https:\/\/elsewhere.*\nDo the trust's issuer, audience/,
  ],
  ["a client that isn't the trust's", { OCI_CLIENT_SECRET: "wrong" }, /refuses with 401: .*invalid_client/],
  [
    "a job without the right to a token",
    { ACTIONS_ID_TOKEN_REQUEST_URL: "" },
    /needs the permission id-token: write/,
  ],
  ["a variable that is missing", { OCI_TENANCY: "" }, /OCI_TENANCY is not set/],
  [
    "a domain without TLS",
    { OCI_DOMAIN_URL: "http://idcs.example.com" },
    /must be the identity domain's https/,
  ],
])("%s is refused, and nothing is written", async (_, change, message) => {
  const { url } = await services();
  const { home, run } = await login(url, change);
  const { code, stderr } = await run();
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
  expect(() => statSync(join(home, ".oci/config"))).toThrow();
});

test("a person's own configuration is never touched", async () => {
  const { url } = await services();
  const { home, run } = await login(url);
  mkdirSync(join(home, ".oci"));
  writeFileSync(join(home, ".oci/config"), "[DEFAULT]\nmine");
  expect((await run()).stderr).toContain("is there already, and not from here");
  expect(readFileSync(join(home, ".oci/config"), "utf8")).toBe("[DEFAULT]\nmine");
});
