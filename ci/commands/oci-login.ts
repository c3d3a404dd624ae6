import { join } from "node:path";
import type { Command } from "commander";
import { CiFailed } from "../failure.ts";
import { needed } from "../github/client.ts";
import { ensureOciCli } from "../release/oci/cli.ts";
import { exchange, gitHubToken } from "../release/oci/exchange.ts";
import { writeProfile } from "../release/oci/profile.ts";
import { setVariables } from "../release/runner-files.ts";

/** `oci-login`: signs a workflow in to Oracle Cloud with GitHub's token, without any key that lasts. */
export function addOciLogin(program: Command): void {
  program
    .command("oci-login")
    .description("signs a workflow in to Oracle Cloud with GitHub's token (variables: docs/ci.md)")
    .action(async () => {
      const { env } = process;
      const get = (name: string) => needed(env, name);
      if (!env.ACTIONS_ID_TOKEN_REQUEST_URL) {
        throw new CiFailed("GitHub gives this job no token: it needs the permission id-token: write.");
      }
      const domain = {
        url: httpsUrl(get("OCI_DOMAIN_URL")),
        clientId: get("OCI_CLIENT_ID"),
        clientSecret: get("OCI_CLIENT_SECRET"),
      };
      const profile = {
        name: env.OCI_CLI_PROFILE || "DEFAULT",
        tenancy: get("OCI_TENANCY"),
        region: get("OCI_REGION"),
      };
      const subject = await gitHubToken({
        url: env.ACTIONS_ID_TOKEN_REQUEST_URL,
        bearer: get("ACTIONS_ID_TOKEN_REQUEST_TOKEN"),
        audience: env.OCI_AUDIENCE || "https://cloud.oracle.com",
      });
      const config = writeProfile(get("HOME"), profile, await exchange(subject, domain));
      setVariables(
        {
          OCI_CLI_CONFIG_FILE: config,
          OCI_CLI_PROFILE: profile.name,
          OCI_CLI_AUTH: "security_token",
        },
        env,
      );
      if (env.RUNNER_TEMP) await ensureOciCli(env, join(env.RUNNER_TEMP, "oci-cli"));
      console.error(`Signed in to ${profile.region}, for an hour.`);
    });
}

/** A session must not be asked for in the open; a machine's own address is for tests. */
function httpsUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" || url?.hostname === "127.0.0.1") return url;
  throw new CiFailed(
    `OCI_DOMAIN_URL must be the identity domain's https://… address, such as https://idcs-….identity.oraclecloud.com, but is "${text}".`,
  );
}
