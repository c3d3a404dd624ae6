import type { Socket } from "node:net";
import { type AppError, errors } from "../errors.ts";
import { PROBLEM_JSON, toProblem } from "./problems.ts";

/** What Node's HTTP parser could not read, for whoever sent it. */
const PROBLEMS: Readonly<Record<string, () => AppError>> = {
  HPE_HEADER_OVERFLOW: () => errors.headersTooLarge("All headers together must stay below 16 kB."),
};

/** Answers what never becomes a request, and ends its connection: nobody knows where the next request would begin. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = (PROBLEMS[error.code ?? ""] ?? notHttp)();
  const body = JSON.stringify(toProblem(problem));
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `content-type: ${PROBLEM_JSON}`,
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

const notHttp = () => errors.badRequest("This isn't HTTP as RFC 9112 has it.");
