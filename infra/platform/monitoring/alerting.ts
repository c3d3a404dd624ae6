import type * as k8s from "@pulumi/kubernetes";
import { ALERT_SECRETS, type AlertReceiver, type AlertsConfig } from "../../config/monitoring.ts";
import { required } from "../../config/required.ts";
import type { SecretValues } from "../../config/secrets.ts";
import type { PlatformContext } from "../context.ts";
import { createSecret } from "../create-secret.ts";
import { MONITORING_NAMESPACE } from "./namespaces.ts";

/** Addresses of receivers, one key each. */
const SECRET = "alert-receivers";
/** Where the Prometheus operator mounts `alertmanagerSpec.secrets`. */
const fileOf = (receiver: AlertReceiver) => `/etc/alertmanager/secrets/${SECRET}/${receiver}`;
/** The chart's own: alerts that go nowhere. */
const NOWHERE = "null";

const SUMMARIES = "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ end }}";
const RUNBOOK = "{{ (index .Alerts 0).Annotations.runbook_url }}";

/** Each receiver's integration (Alertmanager, "Configuration"). It reads its address from a file: no value holds a secret. */
const INTEGRATIONS: Readonly<Record<AlertReceiver, Record<string, unknown>>> = {
  webhook: { webhook_configs: [{ url_file: fileOf("webhook"), send_resolved: true }] },
  slack: {
    slack_configs: [
      { api_url_file: fileOf("slack"), send_resolved: true, title_link: RUNBOOK, text: SUMMARIES },
    ],
  },
  pagerduty: {
    pagerduty_configs: [
      {
        routing_key_file: fileOf("pagerduty"),
        send_resolved: true,
        details: { summaries: SUMMARIES },
        links: [{ href: RUNBOOK, text: "Runbook" }],
      },
    ],
  },
};

/** Alertmanager as the stack wants it: parts of the chart's values, and what must be there before. */
export interface Alerting {
  readonly values: { readonly config?: object; readonly alertmanagerSpec: { readonly secrets?: string[] } };
  readonly ready: k8s.core.v1.Secret[];
}

/** Sends alerts to whom the stack names; to nobody where it names none. */
export function provideAlerting(
  alerts: AlertsConfig | undefined,
  secrets: SecretValues,
  { labels, opts }: PlatformContext,
): Alerting {
  if (!alerts) return { values: { alertmanagerSpec: {} }, ready: [] };
  const { page, ticket } = alerts;
  const receivers = [...new Set([page, ...(ticket ? [ticket] : [])])];
  const addresses = receivers.map((each) => [each, required(secrets, ALERT_SECRETS[each])] as const);
  const secret = createSecret(
    SECRET,
    Object.fromEntries(addresses),
    { namespace: MONITORING_NAMESPACE, labels, opts },
    "Opaque",
  );
  return {
    values: {
      config: {
        route: {
          receiver: NOWHERE,
          group_by: ["namespace", "alertname"],
          routes: [
            // Ours, and in the words of the chart's own alerts.
            { receiver: page, matchers: ['severity =~ "page|critical"'] },
            ...(ticket ? [{ receiver: ticket, matchers: ['severity =~ "ticket|warning"'] }] : []),
          ],
        },
        receivers: [{ name: NOWHERE }, ...receivers.map((name) => ({ name, ...INTEGRATIONS[name] }))],
      },
      alertmanagerSpec: { secrets: [SECRET] },
    },
    ready: [secret],
  };
}
