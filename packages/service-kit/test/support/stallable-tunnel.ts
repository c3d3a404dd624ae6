import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a database on which nothing need arrive. */
export interface StallableTunnel {
  readonly url: string;
  /** From now on nothing gets through, and nobody is told. */
  stall(): void;
  /** Everything gets through again. */
  goOn(): void;
}

/** Opens a tunnel to a database, until the test is finished. */
export async function stallableTunnel(databaseUrl: string): Promise<StallableTunnel> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let stalled = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      // An end that is gone takes the other one along.
      socket.on("error", () => undefined);
      socket.on("close", () => [near, far].forEach((each) => void each.destroy()));
    }
    near.pipe(far).pipe(near);
    if (stalled) for (const socket of [near, far]) socket.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    stall() {
      stalled = true;
      for (const socket of sockets) socket.pause();
    },
    goOn() {
      stalled = false;
      for (const socket of sockets) socket.resume();
    },
  };
}
