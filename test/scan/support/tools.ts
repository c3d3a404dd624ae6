import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheDir } from "@punctual/local/bootstrap/cache-dir";
import { type CachedFolder, cached } from "@punctual/local/tools/cache";
import { CommandError, run } from "@punctual/local/tools/run";

/** A scanner in the user's cache folder. */
interface Scanner {
  readonly name: string;
  /** What it is installed with. */
  readonly needs: string;
  /** The program, below its folder. */
  readonly program: string;
  readonly folder: CachedFolder;
}

const KUBE_SCORE = "1.20.0";
const CHECKOV = "3.3.30";

const SCANNERS: readonly Scanner[] = [
  {
    name: "kube-score",
    needs: "Go",
    program: "kube-score",
    folder: {
      name: `kube-score-${KUBE_SCORE}`,
      intact: async (folder) => existsSync(join(folder, "kube-score")),
      make: async (folder) => {
        await run(
          "go",
          ["install", "-trimpath", `github.com/zegl/kube-score/cmd/kube-score@v${KUBE_SCORE}`],
          {
            env: { ...process.env, GOBIN: folder, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" },
          },
        );
      },
    },
  },
  {
    name: "checkov",
    needs: "Python 3 with venv and pip",
    // The folder is renamed once it is whole: what pip puts beside it names the old one.
    program: "bin/python",
    folder: {
      name: `checkov-${CHECKOV}`,
      // Python itself may have been replaced since.
      intact: async (folder) => (await run(join(folder, "bin/python"), ["-c", "import checkov.main"])) === "",
      make: async (folder) => {
        await run("python3", ["-m", "venv", folder]);
        await run(join(folder, "bin/python"), ["-m", "pip", "install", "--quiet", `checkov==${CHECKOV}`]);
      },
    },
  },
];

/** A scanner that is there, by the path of its program; or why it isn't. */
export type Found = { readonly path: string } | { readonly missing: string };

/** Brings the scanners, by name; the first time takes minutes. */
export async function findScanners(report: (text: string) => void): Promise<Record<string, Found>> {
  const context = { cache: cacheDir(process.env), report };
  const found: Record<string, Found> = {};
  for (const { name, needs, program, folder } of SCANNERS) {
    try {
      if (!existsSync(join(context.cache, folder.name))) report(`installs ${folder.name} (minutes, once)`);
      found[name] = { path: join(await cached(folder, context), program) };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const why = error.missing
        ? `${needs} isn't here`
        : `it can't be installed with ${needs}: ${error.message}`;
      found[name] = { missing: why };
    }
  }
  return found;
}
