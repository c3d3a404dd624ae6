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

// renovate: datasource=go depName=github.com/zegl/kube-score
const KUBE_SCORE = "1.20.0";
// renovate: datasource=pypi depName=checkov
const CHECKOV = "3.3.30";
// renovate: datasource=go depName=github.com/rhysd/actionlint
const ACTIONLINT = "1.7.12";
// renovate: datasource=pypi depName=zizmor
const ZIZMOR = "1.32.0";

const SCANNERS: readonly Scanner[] = [
  goProgram("kube-score", KUBE_SCORE, "github.com/zegl/kube-score/cmd/kube-score"),
  goProgram("actionlint", ACTIONLINT, "github.com/rhysd/actionlint/cmd/actionlint"),
  {
    name: "checkov",
    needs: "Python 3 with venv and pip",
    // The folder is renamed once it is whole: what pip puts beside it names the old one.
    program: "bin/python",
    folder: {
      name: `checkov-${CHECKOV}`,
      // Python itself may have been replaced since.
      intact: async (folder) => (await run(join(folder, "bin/python"), ["-c", "import checkov.main"])) === "",
      make: (folder) => pip(folder, `checkov==${CHECKOV}`),
    },
  },
  {
    name: "zizmor",
    needs: "Python 3 with venv and pip",
    program: "bin/zizmor",
    folder: {
      name: `zizmor-${ZIZMOR}`,
      intact: async (folder) => existsSync(join(folder, "bin/zizmor")),
      make: (folder) => pip(folder, `zizmor==${ZIZMOR}`),
    },
  },
];

/** A program that Go builds from its module. */
function goProgram(name: string, version: string, path: string): Scanner {
  return {
    name,
    needs: "Go",
    program: name,
    folder: {
      name: `${name}-${version}`,
      intact: async (folder) => existsSync(join(folder, name)),
      make: async (folder) => {
        const env = { ...process.env, GOBIN: folder, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" };
        await run("go", ["install", "-trimpath", `${path}@v${version}`], { env });
      },
    },
  };
}

/** Installs a package into a virtual environment of its own. */
async function pip(folder: string, requirement: string): Promise<void> {
  await run("python3", ["-m", "venv", folder]);
  await run(join(folder, "bin/python"), ["-m", "pip", "install", "--quiet", requirement]);
}

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
