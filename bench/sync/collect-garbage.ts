/** Makes a process that runs with `--inspect=127.0.0.1:port` collect its garbage, all of it. */
export async function collectGarbage(port: number): Promise<void> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const url = targets[0]?.webSocketDebuggerUrl;
  if (!url) throw new Error(`no process is to be inspected at port ${port}`);
  const socket = new WebSocket(url);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener("error", () => reject(new Error("the inspector hung up")));
  socket.addEventListener("open", () => socket.send('{"id":1,"method":"HeapProfiler.collectGarbage"}'));
  socket.addEventListener("message", () => resolve());
  try {
    await promise;
  } finally {
    socket.close();
  }
}
