import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { processIdentity } from "../../bootstrap/identity.mjs";
import { lockHolder, tryLock } from "../../bootstrap/lock.mjs";
import { type DataPaths, ROOT } from "../data/paths.ts";
import { ensureSecrets, givenSecrets, type Secrets, writeDaprSecrets } from "../data/secrets.ts";
import { clearState, readState, type State, writeState } from "../data/state.ts";
import { reasonOf } from "../failure.ts";
import { openLogHub, type RawLine } from "../logs/hub.ts";
import { type Ports, portsFrom } from "../parts/ports.ts";
import { allParts } from "../parts/registry.ts";
import type { Tools } from "../tools/prepare.ts";
import { requireFreePorts } from "./conflicts.ts";
import { type Snapshot, serveControl } from "./control.ts";
import { describeLeftovers, endLeftovers, findLeftovers } from "./leftovers.ts";
import { createSupervisor, PartFailed } from "./supervisor.ts";

/** Another supervisor has the data folder. */
export class AlreadyRunning extends Error {
  override name = "AlreadyRunning";
}

/** What a platform is made from. */
export interface PlatformOptions {
  readonly paths: DataPaths;
  readonly basePort: number;
  /** LOG_LEVEL of services and sidecars. */
  readonly logLevel: string;
  readonly tools: Tools;
  readonly say: (text: string) => void;
  readonly onLine: (line: RawLine) => void;
}

/** A platform that has the data folder for itself. */
export interface Platform {
  readonly url: string;
  readonly ports: Ports;
  readonly secrets: Secrets;
  snapshot(): Snapshot;
  /** Resolves when all parts are healthy; rejects, with the reason also in the snapshot. */
  start(): Promise<void>;
  /** Resolves when somebody asks to stop by the control server. */
  readonly stopAsked: Promise<void>;
  /** Stops all parts and lets go of the data folder. */
  stop(): Promise<void>;
  /** Kills all parts at once; `stop` then ends soon. */
  kill(): void;
}

/** Rejects with AlreadyRunning where a supervisor has the data folder. */
export function requireNotRunning(paths: DataPaths): void {
  const holder = lockHolder(paths.lock);
  if (holder) throw alreadyRunning(paths, holder.pid);
}

function alreadyRunning(paths: DataPaths, pid: number): AlreadyRunning {
  const url = readState(paths)?.url;
  return new AlreadyRunning(
    `Punctual already runs on ${paths.dir}: process ${pid}${url ? `, at ${url}` : ""}. ` +
      "`npm run local -- status` shows it, `npm run local -- stop` stops it; another one needs its own " +
      "--data-dir and --port.",
  );
}

/**
 * Takes the data folder, cleans up after a supervisor that was killed, and opens the control server.
 * Rejects with AlreadyRunning or PortTaken.
 */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { paths, basePort, say } = options;
  mkdirSync(paths.dir, { recursive: true, mode: 0o700 });
  const got = tryLock(paths.lock, "runs Punctual");
  if ("heldBy" in got) throw alreadyRunning(paths, got.heldBy.pid);
  const release = got.release;
  try {
    await cleanUp(paths, say);
    const given = givenSecrets(process.env);
    const secrets = ensureSecrets(paths);
    const ports = portsFrom(basePort);
    writeDaprSecrets(paths, secrets, ports, given);
    const context = { root: ROOT, paths, secrets, ports, tools: options.tools, logLevel: options.logLevel };
    const parts = allParts(context);
    await requireFreePorts([...parts, { name: "control", ports: [ports.control] }], basePort);
    return await open(options, { parts, ports, secrets, release });
  } catch (error) {
    release();
    throw error;
  }
}

async function open(
  { paths, basePort, say, onLine }: PlatformOptions,
  own: { parts: ReturnType<typeof allParts>; ports: Ports; secrets: Secrets; release: () => void },
): Promise<Platform> {
  const { ports, secrets } = own;
  const url = `http://127.0.0.1:${ports.chatApi}`;
  const logs = openLogHub(paths, onLine);
  const stopAsked = Promise.withResolvers<void>();
  let phase: Snapshot["phase"] = "starting";
  let failure: Snapshot["failure"] = null;
  const self = { pid: process.pid, identity: processIdentity(process.pid) ?? "" };
  let state: State = { supervisor: self, basePort, url, controlPort: ports.control, parts: {} };

  const supervisor = createSupervisor({
    parts: own.parts,
    logs,
    say,
    onProcess(part, pid) {
      const { stopWave, stopSignal } = part;
      const { [part.name]: _gone, ...others } = state.parts;
      const identity = pid === undefined ? undefined : processIdentity(pid);
      const present =
        pid !== undefined && identity !== undefined
          ? { [part.name]: { pid, identity, stopWave, stopSignal } }
          : {};
      state = { ...state, parts: { ...others, ...present } };
      writeState(paths, state);
    },
  });
  const snapshot = (): Snapshot => ({
    phase,
    failure,
    parts: supervisor.status().map((part) => ({ ...part, ports: [...part.ports] })),
  });
  const control: Server = await serveControl(ports.control, secrets.controlToken, {
    snapshot,
    restart: (part) => supervisor.restart(part),
    stop: () => stopAsked.resolve(),
  });
  writeState(paths, state);

  return {
    url,
    ports,
    secrets,
    snapshot,
    stopAsked: stopAsked.promise,
    kill: () => supervisor.kill(),
    async start() {
      try {
        await supervisor.start();
        if (phase === "starting") phase = "ready";
      } catch (error) {
        const message = reasonOf(error);
        if (phase === "starting")
          failure = { part: error instanceof PartFailed ? error.part : null, message };
        throw error;
      }
    },
    async stop() {
      phase = "stopping";
      await supervisor.stop();
      control.close();
      control.closeAllConnections();
      clearState(paths);
      logs.close();
      own.release();
    },
  };
}

/** Ends what a killed supervisor left running, and says so. */
async function cleanUp(paths: DataPaths, say: (text: string) => void): Promise<void> {
  const state = readState(paths);
  const found = describeLeftovers(paths);
  if (!state || found === undefined) return;
  say(found);
  await endLeftovers(findLeftovers(state));
  clearState(paths);
}
