import * as pulumi from "@pulumi/pulumi";
import { probeContext } from "./clusters/probe.ts";
import { readConfig } from "./config.ts";
import { deploy } from "./program.ts";

const config = readConfig({
  values: pulumi.runtime.allConfig(),
  isSecret: (key) => secretKeys().has(key),
});
const outputs = await deploy(config, probeContext);

export const { url, address, kubeconfig, kubeconfigCommand, grafana, registry, firstToken, next } = outputs;

/** Full names of the keys that are kept encrypted, as the engine tells the program. */
function secretKeys(): ReadonlySet<string> {
  return new Set(JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]"));
}
