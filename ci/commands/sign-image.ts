import type { Command } from "commander";
import { commandPlace } from "../release/place.ts";
import { mustRun } from "../release/tool.ts";

/** `sign-image IMAGE`: signs an image as the workflow that runs, which Sigstore certifies: no key is kept. */
export function addSignImage(program: Command): void {
  program
    .command("sign-image")
    .description("signs an image as the workflow that runs, or with a key")
    .argument("<repository>", "host/path/name")
    .argument("<digest>", "sha256:…")
    .option("--key <file>", "sign with this instead, and publish nothing")
    .action(async (repository: string, digest: string, { key }: { key?: string }) => {
      const by = key === undefined ? [] : ["--key", key, "--use-signing-config=false", "--tlog-upload=false"];
      const command = { tool: "cosign", args: ["sign", "--yes", ...by, `${repository}@${digest}`] };
      await mustRun(command, commandPlace(process.env));
      console.log(`${repository}@${digest} is signed.`);
    });
}
