import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { z } from "zod";
import { reasonOf } from "../failure.ts";

const partSchema = z.object({
  name: z.string(),
  pid: z.int().nullable(),
  ports: z.array(z.int()),
  phase: z.enum(["waiting", "starting", "healthy", "unhealthy", "restarting", "stopped"]),
  detail: z.string(),
  restarts: z.int(),
});

/** What a supervisor tells of itself. */
export const snapshotSchema = z.object({
  phase: z.enum(["starting", "ready", "stopping"]),
  /** Why it gave up starting, if it did. */
  failure: z.object({ part: z.string().nullable(), message: z.string() }).nullable(),
  parts: z.array(partSchema),
});
/** What a supervisor tells of itself. */
export type Snapshot = z.infer<typeof snapshotSchema>;

/** What can be asked of a supervisor. */
export interface Controlled {
  snapshot(): Snapshot;
  /** Rejects with a plain message. */
  restart(part: string): Promise<void>;
  /** Begins to stop; does not wait. */
  stop(): void;
}

/** Serves the supervisor's control on loopback: `GET /status`, `POST /restart/<part>`, `POST /stop`, with a bearer token. */
export async function serveControl(port: number, token: string, controlled: Controlled): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json", connection: "close" });
      response.end(JSON.stringify(body));
    };
    if (!authorised(request, token)) {
      answer(401, { message: "The token is wrong." });
      return;
    }
    const path = `${request.method} ${request.url}`;
    const part = /^POST \/restart\/([a-z-]+)$/.exec(path)?.[1];
    if (path === "GET /status") answer(200, controlled.snapshot());
    else if (path === "POST /stop") {
      controlled.stop();
      answer(202, { message: "stopping" });
    } else if (part !== undefined) {
      controlled.restart(part).then(
        () => answer(200, { message: "restarted" }),
        (error: unknown) => answer(500, { message: reasonOf(error) }),
      );
    } else answer(404, { message: `Nothing at ${path}.` });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  return server;
}

function authorised(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
