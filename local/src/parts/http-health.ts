import { get } from "node:http";

/** How much of a refusal is told. */
const REASON_LENGTH = 200;

/** Resolves when a GET is answered with the status; rejects with what came instead. Each call connects anew. */
export function answers(url: string, status: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, signal }, (response) => {
      if (response.statusCode === status) {
        response.resume();
        resolve();
        return;
      }
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("error", reject);
      response.on("end", () =>
        reject(new Error(`answers ${response.statusCode} ${body.slice(0, REASON_LENGTH)}`)),
      );
    });
    request.on("error", (error) =>
      reject("code" in error && error.code === "ECONNREFUSED" ? new Error("does not listen yet") : error),
    );
  });
}
