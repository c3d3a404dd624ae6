import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** An open stream, over a bare socket: a thousand of them must cost their client little. */
export interface Listener {
  /** Resolves with the time (of `performance.now`) when this text first came. */
  seen(text: string): Promise<number>;
  close(): void;
}

/** Opens a stream at a replica; resolves once it has begun. */
export async function openListener(url: string, token: string): Promise<Listener> {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect(Number(port), hostname).setEncoding("utf8").setNoDelay();
  let waiting: { readonly text: string; readonly found: (at: number) => void } | undefined;
  let recent = "";
  socket.on("data", (chunk: string) => {
    recent = (recent + chunk).slice(-10_000);
    if (!waiting || !recent.includes(waiting.text)) return;
    waiting.found(performance.now());
    waiting = undefined;
  });
  const seen = (text: string) =>
    new Promise<number>((found) => {
      if (recent.includes(text)) found(performance.now());
      else waiting = { text, found };
    });
  await once(socket, "connect");
  socket.write(`GET /api/stream HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  const failed = once(socket, "close").then(() =>
    Promise.reject(new Error(`no stream was opened: ${recent}`)),
  );
  await Promise.race([seen("event: hello"), failed]);
  failed.catch(() => undefined);
  return { seen, close: () => socket.destroy() };
}
