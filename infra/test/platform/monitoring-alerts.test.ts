import { expect, test } from "vitest";
import { PLACEHOLDERS } from "../../plan/placeholders.ts";
import { planStack } from "../../plan/plan.ts";
import { only, stringsOf } from "../support/find.ts";
import { waitsFor } from "../support/graph.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:monitoring": JSON.stringify({
    mode: "install",
    alerts: { page: "pagerduty", ticket: "slack" },
  }),
}));
const release = only(resources, "kubernetes:helm.sh/v3:Release", "kube-prometheus-stack");
const { alertmanager } = release.inputs.values as {
  alertmanager: {
    config: { route: object; receivers: Record<string, unknown>[] };
    alertmanagerSpec: { secrets: string[]; storage: object };
  };
};
const secret = only(resources, "kubernetes:core/v1:Secret", "alert-receivers");

test("alerts go by their severity, the chart's own too; all others go nowhere", () => {
  expect(alertmanager.config.route).toMatchObject({
    receiver: "null",
    routes: [
      { receiver: "pagerduty", matchers: ['severity =~ "page|critical"'] },
      { receiver: "slack", matchers: ['severity =~ "ticket|warning"'] },
    ],
  });
  expect(alertmanager.config.receivers.map(({ name }) => name)).toEqual(["null", "pagerduty", "slack"]);
});

test("addresses are files from a Secret, and in no value of a chart", () => {
  expect(stringsOf(secret)).toEqual({
    pagerduty: PLACEHOLDERS["punctual:alertsPagerdutyKey"],
    slack: PLACEHOLDERS["punctual:alertsSlackUrl"],
  });
  expect(secret.secretInputs).toContain("stringData");
  expect(secret.inputs.metadata).toMatchObject({ namespace: "monitoring" });
  expect(alertmanager.alertmanagerSpec).toMatchObject({ secrets: ["alert-receivers"], storage: {} });
  expect(alertmanager.config.receivers).toMatchObject([
    {},
    { pagerduty_configs: [{ routing_key_file: "/etc/alertmanager/secrets/alert-receivers/pagerduty" }] },
    { slack_configs: [{ api_url_file: "/etc/alertmanager/secrets/alert-receivers/slack" }] },
  ]);
  for (const value of Object.values(stringsOf(secret))) {
    expect(JSON.stringify(release.inputs)).not.toContain(value);
  }
});

test("Alertmanager starts when its Secret is there", () => {
  expect(waitsFor(release, resources)).toContain("kubernetes:core/v1:Secret alert-receivers");
});
