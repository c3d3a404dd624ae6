import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheDir } from "@punctual/local/bootstrap/cache-dir";
import { cached } from "@punctual/local/tools/cache";
import { run } from "@punctual/local/tools/run";

/** Programs that a release needs, and a registry to try them on, as Go modules have them. */
const PROGRAMS = {
  cosign: { module: "github.com/sigstore/cosign/v3/cmd/cosign", version: "3.1.3" },
  oras: { module: "oras.land/oras/cmd/oras", version: "1.3.3" },
  crane: { module: "github.com/google/go-containerregistry/cmd/crane", version: "0.22.1" },
} as const;

/** Brings one into the user's cache folder; @returns its path. @throws CommandError when it can't be built */
export async function goProgram(
  name: keyof typeof PROGRAMS,
  report: (text: string) => void,
): Promise<string> {
  const { module, version } = PROGRAMS[name];
  const folder = await cached(
    {
      name: `${name}-${version}`,
      intact: async (at) => existsSync(join(at, name)),
      make: async (at) => {
        report(`builds ${name} ${version} (minutes, once)`);
        await run("go", ["install", "-trimpath", `${module}@v${version}`], {
          env: { ...process.env, GOBIN: at, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" },
        });
      },
    },
    { cache: cacheDir(process.env), report },
  );
  return join(folder, name);
}
