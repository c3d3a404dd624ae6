import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fastifyPlugin from "fastify-plugin";
import { errors } from "../errors.ts";
import { sendProblem, toAppError } from "../http/problems.ts";
import { sameSecret } from "../http/token.ts";

/**
 * Refuses callers that don't show the sidecar's token (`APP_API_TOKEN`, header `dapr-api-token`): everything that only
 * Dapr may call, which is deliveries, jobs and what other services invoke.
 */
export function requireSidecar(appApiToken: string) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = request.headers["dapr-api-token"];
    if (typeof token !== "string" || !sameSecret(token, appApiToken)) {
      throw errors.unauthorized(
        "Only this service's sidecar may call this; it shows the header dapr-api-token.",
      );
    }
  };
}

/**
 * Error handler for deliveries: anything but a missing token becomes a 500, for Dapr tries those again, while a 404
 * would make it drop the event.
 */
export async function sendDeliveryProblem(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const error = toAppError(thrown);
  if (error.status === 401) return sendProblem(error, request, reply);
  return sendProblem(errors.internal(error.message, { cause: error.cause ?? error }), request, reply);
}

/** Lets Fastify take CloudEvents, and answers what a sidecar asks an app when it starts. */
export const daprChannelPlugin = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.addContentTypeParser(
      "application/cloudevents+json",
      { parseAs: "string" },
      app.getDefaultJsonParser("error", "error"),
    );
    // Subscriptions are declared in dapr/subscriptions/, none in code; actors aren't used.
    app.get("/dapr/subscribe", { schema: { hide: true } }, async () => []);
    app.get("/dapr/config", { schema: { hide: true } }, async () => ({}));
  },
  { name: "dapr-channel" },
);
