import { reasonOf } from "../errors.ts";
import type { SidecarAddress } from "./client.ts";
import { DaprError } from "./error.ts";

const TIMEOUT_MS = 5_000;

/** A job to be run once. */
export interface Job {
  /** Unique within the app: scheduling a name again replaces it. */
  readonly name: string;
  readonly dueAt: Date;
  /** Comes back as the body of `POST /job/{name}`, at least once, never before `dueAt`. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Dapr's Jobs API, which the SDK doesn't have. */
export interface Jobs {
  /** Schedules a job, replacing one of the same name. */
  schedule(job: Job): Promise<void>;
  /** Reads a job; undefined when there is none (any more). */
  get(name: string): Promise<{ readonly dueAt: Date } | undefined>;
  /** Deletes a job; no error when there is none. */
  delete(name: string): Promise<void>;
}

/** Makes a Jobs client of this service's own sidecar. The callback comes to the app id that scheduled the job. */
export function createJobs(sidecar: SidecarAddress): Jobs {
  async function request(method: string, name: string, body?: object): Promise<Response> {
    const url = `http://127.0.0.1:${sidecar.port}/v1.0-alpha1/jobs/${encodeURIComponent(name)}`;
    const what = `${method} job ${name}`;
    try {
      const response = await fetch(url, {
        method,
        headers: { "content-type": "application/json", "dapr-api-token": sidecar.apiToken },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (response.ok || isMissing(response, method)) return response;
      const text = await response.text();
      // 1.16 answers 500 with this code for a name that it doesn't know.
      if (method !== "POST" && /not found/i.test(text)) return new Response(null, { status: 404 });
      throw new DaprError(what, `${response.status} ${text}`, response.status, text);
    } catch (error) {
      if (error instanceof DaprError) throw error;
      throw new DaprError(what, reasonOf(error), undefined, undefined, error);
    }
  }

  return {
    async schedule({ name, dueAt, data }) {
      await request("POST", name, {
        dueTime: dueAt.toISOString(),
        data,
        overwrite: true,
        // Without it a job is tried 4 times within 3 seconds and then lost.
        failurePolicy: { constant: { interval: "1s" } },
      });
    },
    async get(name) {
      const response = await request("GET", name);
      if (response.status === 404) return undefined;
      const { dueTime } = (await response.json()) as { dueTime: string };
      return { dueAt: new Date(dueTime) };
    },
    async delete(name) {
      await request("DELETE", name);
    },
  };
}

function isMissing(response: Response, method: string): boolean {
  return response.status === 404 && method !== "POST";
}
