import { APP_IDS } from "@punctual/contracts/apps";
import { tell } from "../../support/tell.ts";
import type { Door } from "./door.ts";
import { kubectl } from "./kubectl.ts";

/**
 * Metrics that are shown once something happened, and it did: sidecars came, and in {@link cause} one is refused, and a
 * job made that nobody takes.
 */
export const CAUSED = new Set([
  "dapr_grpc_io_client_completed_rpcs",
  "dapr_grpc_io_client_roundtrip_latency_bucket",
  "dapr_injector_sidecar_injection_failed_total",
  "dapr_operator_service_created_total",
  "dapr_scheduler_jobs_created_total",
  "dapr_scheduler_jobs_failed_total",
  "dapr_scheduler_sidecars_connected",
  "dapr_scheduler_trigger_latency_bucket",
]);

/** Gives occasion to what is counted in the control plane only when it happens. */
export async function cause(namespace: string): Promise<void> {
  await makeJob(namespace);
  await refuseSidecar(namespace);
}

/** Has the sidecar of notifier make a job that is due at once. notifier knows no job, so that it fails. */
async function makeJob(namespace: string): Promise<void> {
  const request = `fetch("http://127.0.0.1:" + process.env.DAPR_HTTP_PORT + "/v1.0-alpha1/jobs/tick", {
    method: "POST",
    headers: { "content-type": "application/json", "dapr-api-token": process.env.DAPR_API_TOKEN },
    body: JSON.stringify({ dueTime: "1s", data: "a test", overwrite: true }),
  }).then(async (answer) => { if (!answer.ok) throw new Error(answer.status + " " + await answer.text()) })`;
  const inside = [
    `deployment/${APP_IDS.notifier}`,
    "-c",
    APP_IDS.notifier,
    "--",
    "/nodejs/bin/node",
    "-e",
    request,
  ];
  await kubectl(["-n", namespace, "exec", ...inside]);
}

/** Asks for a pod whose app id Dapr doesn't take, which the injector refuses. A dry run: it would not be kept. */
async function refuseSidecar(namespace: string): Promise<void> {
  const annotations = { "dapr.io/enabled": "true", "dapr.io/app-id": "no.app" };
  const spec = { containers: [{ name: "app", image: "none" }] };
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "refused", annotations }, spec };
  const asked = ["-n", namespace, "create", "--dry-run=server", "-f", "-"];
  const { code, stderr } = await tell("kubectl", asked, JSON.stringify(pod));
  if (code === 0 || !stderr.includes("invalid app id")) throw new Error(`it wasn't refused: ${stderr}`);
}

/** Does what people do, so that whatever is counted has been counted once. */
export async function workThrough(door: Door): Promise<void> {
  const ask = async (path: string, options?: Parameters<Door["fetch"]>[1]) => {
    const response = await door.fetch(path, options);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { id: number; conversation_id: string };
  };
  const due = new Date(Date.now() + 60 * 60 * 1000).toISOString();
  const { id } = await ask("/api/tasks", { body: { title: "Water the plants", due_at: due } });
  await ask(`/api/tasks/${id}/complete`, { method: "POST" });
  const { conversation_id: conversation } = await ask("/api/chat", { body: { message: "add call mom" } });
  await ask(`/api/chat/${conversation}`);
  await ask("/api/notifications/test", { method: "POST" });
}
