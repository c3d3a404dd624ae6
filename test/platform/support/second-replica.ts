import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { APP_IDS, type AppId } from "@punctual/contracts/apps";
import { dataPaths, ROOT } from "@punctual/local/data/paths";
import type { Ports } from "@punctual/local/parts/ports";
import { SERVICES } from "@punctual/local/parts/registry";
import { servicePart } from "@punctual/local/parts/service";
import { freeBasePort } from "./free-ports.ts";
import type { Platform } from "./platform.ts";
import { startSidecar } from "./sidecar.ts";

/** One more replica of a service on a running platform, with a sidecar of its own. */
export interface SecondReplica {
  readonly url: string;
  /** Of the service's process; another one after each restart. */
  readonly pid: number;
  /** Ends the service by a signal and starts it again; its sidecar stays. */
  restart(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  stop(): Promise<void>;
}

/** What of a platform a replica is made from. */
type Joined = Pick<Platform, "dataDir" | "ports" | "secrets">;

const START_TIMEOUT_MS = 30_000;

/** Which service, and how. */
interface ReplicaOptions {
  /** chat-api unless given. */
  readonly appId?: AppId;
  /** For the service's process, such as `--inspect`. */
  readonly nodeArguments?: readonly string[];
}

/** Starts a second replica of a service as the platform runs its own, on other ports. */
export async function startSecondReplica(
  platform: Joined,
  { appId = APP_IDS.chatApi, nodeArguments = [] }: ReplicaOptions = {},
): Promise<SecondReplica> {
  const base = await freeBasePort();
  const own = { http: base + 1, grpc: base + 2, internalGrpc: base + 3, metrics: base + 4 };
  const found = SERVICES.find((each) => each.appId === appId);
  if (!found) throw new Error(`${appId} isn't among the services`);
  const [first, second, third] = platform.ports.sidecars;
  const sidecars: Ports["sidecars"] = [
    found.sidecar === 0 ? own : first,
    found.sidecar === 1 ? own : second,
    found.sidecar === 2 ? own : third,
  ];
  const ports: Ports = { ...platform.ports, sidecars };
  const row = { ...found, port: () => base };
  const { secrets, dataDir } = platform;
  const part = servicePart(row, { root: ROOT, paths: dataPaths(dataDir), secrets, ports, logLevel: "warn" });
  const { file, args, cwd, env } = await part.command(() => undefined);

  async function start() {
    const child = spawn(file, [...nodeArguments, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said = `${said}${chunk.toString()}`.slice(-20_000);
      });
    }
    const ended = once(child, "exit");
    try {
      await until(async () => {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
        await part.check(AbortSignal.timeout(1_000));
      });
    } catch (error) {
      child.kill("SIGKILL");
      throw new Error(`the second replica didn't start: ${said}`, { cause: error });
    }
    return { child, ended };
  }

  let run = await start();
  const end = async (signal: NodeJS.Signals) => {
    run.child.kill(signal);
    await run.ended;
  };
  const sidecar = await startSidecar(platform as Platform, {
    appId,
    appPort: base,
    ports: own,
    daprFolder: join(ROOT, "dapr"),
  });
  return {
    url: `http://127.0.0.1:${base}`,
    get pid() {
      return run.child.pid ?? 0;
    },
    async restart(signal) {
      await end(signal);
      run = await start();
    },
    async stop() {
      await end("SIGTERM");
      await sidecar.stop();
    },
  };
}

/** Waits until something works; throws its last failure. */
async function until(work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await setTimeout(50);
    }
  }
}
