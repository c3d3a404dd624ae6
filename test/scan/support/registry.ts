import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A registry of container images on loopback. */
export interface Registry {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  stop(): Promise<void>;
}

/** Starts one that keeps images in memory. @param crane the program */
export async function startRegistry(crane: string): Promise<Registry> {
  const host = `127.0.0.1:${await freePort()}`;
  const child = spawn(crane, ["registry", "serve", "--address", host], { stdio: "ignore" });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  };
  try {
    await answers(child, host);
  } catch (error) {
    await stop();
    throw error;
  }
  return { host, stop };
}

async function answers(child: ChildProcess, host: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (
    !(await fetch(`http://${host}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`the registry ended with ${child.exitCode}`);
    if (performance.now() > deadline) throw new Error(`no registry answers on ${host}`);
    await delay(50);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
