import { createServer } from "node:net";

/** Ports that a platform takes, from its base port on. */
const SPAN = 33;
/** Below Linux's ephemeral ports, so that an outgoing connection doesn't take one meanwhile. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Finds a base port with all of a platform's ports free. */
export async function freeBasePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const base = LOWEST + Math.floor((Math.random() * (HIGHEST - LOWEST)) / SPAN) * SPAN;
    if (await closedPorts(base)) return base;
  }
  throw new Error(`no ${SPAN} free ports in a row between ${LOWEST} and ${HIGHEST}`);
}

/** Whether nothing listens on any of a platform's ports. */
export async function closedPorts(base: number): Promise<boolean> {
  const free = await Promise.all(Array.from({ length: SPAN }, (_, i) => isFree(base + i)));
  return free.every(Boolean);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
