import { dashboard } from "../render.ts";
import { APP_ID, NAMESPACE } from "../variables.ts";
import { PUBSUB_ROW, STATE_AND_CALLS_ROW } from "./building-blocks.ts";
import { CONTROL_PLANE_ROWS } from "./control-plane.ts";
import { RESILIENCY_ROW } from "./resiliency.ts";
import { HTTP_ROW, SIDECARS_ROW } from "./sidecars.ts";

/** Dapr: the sidecars, what goes through them, and the control plane. */
export const DAPR = dashboard({
  name: "punctual-dapr",
  title: "Punctual: Dapr",
  description:
    "Sidecars, pub/sub, state, calls and policies; in a cluster also scheduler, certificates and injector.",
  variables: [NAMESPACE, APP_ID],
  rows: [SIDECARS_ROW, PUBSUB_ROW, RESILIENCY_ROW, HTTP_ROW, STATE_AND_CALLS_ROW, ...CONTROL_PLANE_ROWS],
});
