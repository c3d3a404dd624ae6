import { z } from "zod";
import { signIn } from "../../infra/cli/images/registries.ts";
import { type Place, runSteps } from "../../infra/cli/run-steps.ts";
import { needed } from "../github/client.ts";
import { mustRun } from "./tool.ts";

const ORACLE = /^(ocir\.[a-z0-9-]+\.oci\.oraclecloud\.com|[a-z0-9-]+\.ocir\.io)$/;
const bearer = z.looseObject({ data: z.looseObject({ token: z.string().min(1) }) });

/**
 * Signs Docker, and with it Cosign and ORAS, in to a registry: by its cloud's own tool where the job is signed in to that
 * cloud, else by PUNCTUAL_REGISTRY_USERNAME and PUNCTUAL_REGISTRY_PASSWORD.
 *
 * @param registry `host/path`
 * @throws CiFailed, CliError
 */
export async function signInTo(registry: string, place: Place): Promise<void> {
  const host = registry.split("/")[0] ?? registry;
  const steps = signIn(registry);
  if (steps.length > 0) {
    await runSteps(steps, place);
    return;
  }
  const { username, password } = ORACLE.test(host)
    ? // Of whom the OCI CLI is signed in as; good for an hour.
      { username: "BEARER_TOKEN", password: await oracleToken(host, place) }
    : {
        username: needed(place.env, "PUNCTUAL_REGISTRY_USERNAME"),
        password: needed(place.env, "PUNCTUAL_REGISTRY_PASSWORD"),
      };
  await mustRun(
    {
      tool: "docker",
      args: ["login", host, "--username", username, "--password-stdin"],
      stdin: { make: () => password, shell: 'printf %s "$PUNCTUAL_REGISTRY_PASSWORD"' },
    },
    place,
  );
}

async function oracleToken(host: string, place: Place): Promise<string> {
  const args = [
    "raw-request",
    "--http-method",
    "GET",
    "--target-uri",
    `https://${host}/20180419/docker/token`,
  ];
  return bearer.parse(JSON.parse(await mustRun({ tool: "oci", args }, place))).data.token;
}
