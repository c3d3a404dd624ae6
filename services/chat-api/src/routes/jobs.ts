import { setTimeout as delay } from "node:timers/promises";
import { requireSidecar, sendDeliveryProblem } from "@punctual/service-kit/dapr/channel";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Firer } from "../reminders/fire.ts";
import { reminderJob } from "../reminders/job.ts";

/** Dapr keeps due times in whole seconds, so that a job comes up to a second early. */
const MOST_EARLY_MS = 1_500;

/**
 * `/job/{name}`: where the sidecar brings jobs that are due. It tries again what fails; what is answered otherwise is
 * done, also a job that no reminder waits for any more.
 */
export const jobRoutes: FastifyPluginAsyncZod<{ firer: Pick<Firer, "fire">; appApiToken: string }> = async (
  app,
  { firer, appApiToken },
) => {
  app.addHook("onRequest", requireSidecar(appApiToken));
  app.setErrorHandler(sendDeliveryProblem);
  app.post("/job/*", { schema: { hide: true } }, async (request, reply) => {
    const job = reminderJob.safeParse(dataOf(request.body)).data;
    if (job) {
      const early = Date.parse(job.remind_at) - Date.now();
      if (early > 0) await delay(Math.min(early, MOST_EARLY_MS));
      await firer.fire(job);
    }
    return reply.code(200).send();
  });
};

/** Data comes as it was given, or in the envelope of a protobuf Any. */
function dataOf(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("value" in body)) return body;
  const { value } = body;
  return typeof value === "string" ? parsed(value) : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
