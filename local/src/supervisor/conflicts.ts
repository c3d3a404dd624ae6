import { createServer } from "node:net";
import findProcess from "find-process";
import { listens } from "../parts/listens.ts";
import { MAX_BASE_PORT, portsFrom } from "../parts/ports.ts";

/** A port that a part needs and somebody else has. */
export interface Conflict {
  readonly port: number;
  readonly part: string;
}

/** A port that is taken; the message names it, its holder and the way out. */
export class PortTaken extends Error {
  override name = "PortTaken";
}

/** Rejects with PortTaken when a port of a part is in use. */
export async function requireFreePorts(
  parts: readonly { name: string; ports: readonly number[] }[],
  basePort: number,
): Promise<void> {
  const wanted = parts.flatMap(({ name, ports }) => ports.map((port) => ({ part: name, port })));
  const taken = (
    await Promise.all(wanted.map(async (one) => ((await isFree(one.port)) ? [] : [one])))
  ).flat();
  if (taken.length === 0) return;
  const lines = await Promise.all(
    taken.map(async ({ port, part }) => `  port ${port}, for ${part}: ${await holderOf(port)}`),
  );
  const elsewhere = await freeBase(basePort);
  throw new PortTaken(
    `${taken.length === 1 ? "A port is" : "Ports are"} taken:\n${lines.join("\n")}\n` +
      `Stop what holds ${taken.length === 1 ? "it" : "them"}, or move all ports of Punctual: ` +
      `npm start -- --port ${elsewhere} (or PUNCTUAL_PORT=${elsewhere}).`,
  );
}

/** Whether nobody listens on a port of this machine, on loopback or on all addresses. */
async function isFree(port: number): Promise<boolean> {
  // Some systems let one listen on loopback beside another that listens on all addresses: so both are tried.
  return (await canListen(port, "127.0.0.1")) && !(await listens(port));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function holderOf(port: number): Promise<string> {
  try {
    const [holder] = await findProcess("port", port);
    if (holder) return `held by process ${holder.pid} (${(holder.cmd || holder.name).slice(0, 120)})`;
  } catch {
    // No tool to ask with; the port and the part are said anyway.
  }
  return "held by a process that can't be told from this account";
}

/** A base port, some way up, with nothing on the ports above it. */
async function freeBase(basePort: number): Promise<number> {
  for (let base = basePort + 100; base < basePort + 1000; base += 100) {
    const { sidecars, ...single } = portsFrom(base);
    const ports = [...Object.values(single), ...sidecars.flatMap((sidecar) => Object.values(sidecar))];
    if (base <= MAX_BASE_PORT && (await Promise.all(ports.map(isFree))).every(Boolean)) return base;
  }
  return basePort + 100;
}
