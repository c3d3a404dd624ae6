import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheDir } from "@punctual/local/bootstrap/cache-dir";
import { ensurePrometheus } from "@punctual/local/tools/prometheus";
import { renderRules } from "@punctual/observability/rules/render";
import { DEFAULT_RUNBOOKS_URL } from "@punctual/observability/runbooks";
import { vi } from "vitest";
import { stringify } from "yaml";
import { type Prometheus, prometheusAt } from "../../platform/support/prometheus.ts";
import type { Job } from "./targets.ts";

/** Often, so that a test needn't wait. */
const INTERVAL = "5s";

/** A Prometheus on this machine that looks into the cluster through the API server. */
export interface ClusterPrometheus extends Prometheus {
  /** Has it scrape other targets of the same jobs, for instance after pods came and went. */
  retarget(jobs: readonly Job[]): void;
  stop(): Promise<void>;
}

/** Starts it with Punctual's rules. @param jobs everything that it is to scrape */
export async function startPrometheus(jobs: readonly Job[]): Promise<ClusterPrometheus> {
  const { prometheus } = await ensurePrometheus({ cache: cacheDir(process.env), report: console.log });
  const folder = mkdtempSync(join(tmpdir(), "punctual-prometheus-"));
  const started: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(started.map(ended));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const door = spawn("kubectl", ["proxy", "--port=0", "--address=127.0.0.1"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    started.push(door);
    const api = `127.0.0.1:${await said(door, /127\.0\.0\.1:(\d+)/)}`;
    const retarget = (now: readonly Job[]) => {
      for (const job of now) writeTargets(folder, api, job);
    };
    retarget(jobs);
    writeFileSync(join(folder, "rules.yml"), stringify(renderRules(DEFAULT_RUNBOOKS_URL)));
    writeFileSync(join(folder, "prometheus.yml"), stringify(configuration(jobs)));
    const port = await freePort();
    const server = spawn(
      prometheus,
      [
        "--config.file=prometheus.yml",
        "--storage.tsdb.path=data",
        `--web.listen-address=127.0.0.1:${port}`,
        "--log.level=warn",
      ],
      { cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
    );
    started.push(server);
    const url = `http://127.0.0.1:${port}`;
    await ready(url, server);
    return { ...prometheusAt(url), retarget, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configuration(jobs: readonly Job[]): object {
  return {
    global: { scrape_interval: INTERVAL, evaluation_interval: INTERVAL },
    rule_files: ["rules.yml"],
    scrape_configs: jobs.map(({ name, honorLabels, relabelings }) => ({
      job_name: name,
      honor_labels: honorLabels,
      file_sd_configs: [{ files: [`${name}.json`], refresh_interval: INTERVAL }],
      metric_relabel_configs: relabelings,
    })),
  };
}

function writeTargets(folder: string, api: string, { name, targets }: Job): void {
  const groups = targets.map(({ path, labels }) => ({
    targets: [api],
    labels: { __metrics_path__: path, ...labels },
  }));
  // Whole at once: Prometheus may read it at any moment.
  writeFileSync(join(folder, `${name}.new`), JSON.stringify(groups));
  renameSync(join(folder, `${name}.new`), join(folder, `${name}.json`));
}

/** What a program prints first that matches. @throws when it ends before */
async function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    const [, found] = pattern.exec(text) ?? [];
    if (found !== undefined) resolve(found);
  });
  child.once("error", reject);
  child.once("close", (code) => reject(new Error(`${child.spawnfile} ended with ${code}: ${text}`)));
  return promise;
}

/** Waits until it answers. @throws with what it said when it ends before */
async function ready(url: string, server: ChildProcess): Promise<void> {
  let errors = "";
  server.stderr?.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ends = new Promise<never>((_, reject) => {
    server.once("error", reject);
    server.once("close", (code) => reject(new Error(`Prometheus ended with ${code}:\n${errors}`)));
  });
  // It may also end later, when it is stopped.
  ends.catch(() => {});
  const answers = vi.waitFor(
    async () => {
      const answer = await fetch(`${url}/-/ready`);
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`Prometheus isn't ready: ${answer.status}`);
    },
    { timeout: 60_000, interval: 100 },
  );
  await Promise.race([answers, ends]);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once("close", () => resolve());
  child.kill();
  await promise;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
