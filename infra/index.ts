import * as pulumi from "@pulumi/pulumi";
import { ContextError, probeContext } from "./clusters/probe.ts";
import { ConfigError, readConfig } from "./config.ts";
import type { Outputs } from "./outputs.ts";
import { deploy } from "./program.ts";

export const { url, address, kubeconfig, kubeconfigCommand, grafana, registry, firstToken, next } =
  await up();

async function up(): Promise<Outputs> {
  try {
    // Full names of the keys that are kept encrypted, as the engine tells the program.
    const secret = new Set<string>(JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]"));
    const config = readConfig({ values: pulumi.runtime.allConfig(), isSecret: (key) => secret.has(key) });
    return await deploy(config, probeContext);
  } catch (error) {
    // These messages say all: Pulumi shows a RunError without where it was thrown.
    const plain = error instanceof ConfigError || error instanceof ContextError;
    throw plain ? new pulumi.RunError(error.message) : error;
  }
}
