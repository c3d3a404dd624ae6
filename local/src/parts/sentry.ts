import { X509Certificate } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readIfThere, writeWhole } from "../data/files.ts";
import type { PartContext } from "./context.ts";
import { childEnv } from "./env.ts";
import { answers } from "./http-health.ts";
import type { Part } from "./part.ts";

const CONFIGURATION = `apiVersion: dapr.io/v1alpha1
kind: Configuration
metadata:
  name: sentry
spec:
  mtls:
    enabled: true
`;

/** A root certificate that ends sooner than this is replaced at start: Dapr's live for one year. */
const RENEW_BEFORE_MS = 14 * 24 * 60 * 60 * 1000;

/** Dapr's certificate authority: gives each sidecar the identity that access control knows it by. */
export function sentryPart(context: PartContext): Part {
  const { ports, paths } = context;
  const credentials = paths.sentry;
  return {
    name: "sentry",
    needs: [],
    ports: [ports.sentry, ports.sentryHealth],
    logFormat: "dapr",
    kind: "infrastructure",
    stopWave: 3,
    stopSignal: "SIGTERM",
    async command() {
      mkdirSync(credentials, { recursive: true, mode: 0o700 });
      forgetExpiring(credentials);
      const configuration = join(credentials, "configuration.yaml");
      writeWhole(configuration, CONFIGURATION);
      return {
        file: context.tools.dapr.sentry,
        args: [
          ...["--mode", "standalone"],
          ...["--issuer-credentials", credentials],
          ...["--trust-domain", "localhost"],
          ...["--listen-address", "127.0.0.1"],
          ...["--port", String(ports.sentry)],
          ...["--healthz-port", String(ports.sentryHealth)],
          // 1.16.0 ignores its listen address: it would be open to the network, and nobody reads it here.
          "--enable-metrics=false",
          ...["--config", configuration],
          "--log-as-json",
          ...["--log-level", context.logLevel],
        ],
        cwd: credentials,
        env: childEnv({ NAMESPACE: "default" }),
      };
    },
    check: (signal) => answers(`http://127.0.0.1:${ports.sentryHealth}/healthz`, 200, signal),
  };
}

/** Lets sentry make new credentials when the present root is about to end. */
function forgetExpiring(credentials: string): void {
  const pem = readIfThere(join(credentials, "ca.crt"));
  if (pem === undefined || new X509Certificate(pem).validToDate.getTime() - Date.now() > RENEW_BEFORE_MS)
    return;
  rmSync(credentials, { recursive: true });
  mkdirSync(credentials, { mode: 0o700 });
}
