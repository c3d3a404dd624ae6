import { join } from "node:path";
import { stringify } from "yaml";
import type { DataPaths } from "../data/paths.ts";
import type { Ports } from "../parts/ports.ts";

/** A file that Grafana reads, in its own folder. */
interface GrafanaFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly text: string;
}

/** Where its settings are, relative to its folder. */
export const GRAFANA_INI = "grafana.ini";
/** Where dashboards are, relative to its folder. */
export const GRAFANA_DASHBOARDS = "dashboards";

/**
 * Everything that Grafana is set up by, dashboards apart (grafana.com/docs/grafana/latest: "Configure Grafana" and
 * "Provision Grafana").
 *
 * @param folder the folder that dashboards are shown in
 */
export function grafanaFiles(paths: DataPaths, ports: Ports, folder: string): readonly GrafanaFile[] {
  const dir = paths.grafana;
  const datasources = {
    apiVersion: 1,
    datasources: [
      {
        name: "Prometheus",
        uid: "prometheus",
        type: "prometheus",
        access: "proxy",
        url: `http://127.0.0.1:${ports.prometheus}`,
        isDefault: true,
        editable: false,
        jsonData: { timeInterval: "5s", httpMethod: "POST" },
      },
    ],
  };
  const providers = {
    apiVersion: 1,
    providers: [
      {
        name: "punctual",
        type: "file",
        folder,
        allowUiUpdates: false,
        disableDeletion: false,
        options: { path: join(dir, GRAFANA_DASHBOARDS) },
      },
    ],
  };
  return [
    { path: GRAFANA_INI, text: ini(settings(dir, ports.grafana)) },
    { path: join("provisioning", "datasources", "prometheus.yaml"), text: stringify(datasources) },
    { path: join("provisioning", "dashboards", "punctual.yaml"), text: stringify(providers) },
  ];
}

type Settings = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** Keys that a version doesn't know are passed over by it. */
function settings(dir: string, port: number): Settings {
  return {
    paths: {
      data: join(dir, "data"),
      logs: join(dir, "data", "log"),
      plugins: join(dir, "data", "plugins"),
      provisioning: join(dir, "provisioning"),
    },
    server: { http_addr: "127.0.0.1", http_port: port, domain: "127.0.0.1", enforce_domain: true },
    // Everybody on this machine may look; there is nobody who may change anything, and no password to be guessed.
    "auth.anonymous": { enabled: true, org_role: "Viewer" },
    auth: { disable_login_form: true },
    "auth.basic": { enabled: false },
    security: { disable_initial_admin_creation: true, disable_gravatar: true },
    // It talks to nobody but Prometheus.
    analytics: {
      reporting_enabled: false,
      check_for_updates: false,
      check_for_plugin_updates: false,
      feedback_links_enabled: false,
    },
    news: { news_feed_enabled: false },
    plugins: { preinstall_disabled: true, plugin_admin_enabled: false, public_key_retrieval_disabled: true },
    snapshots: { external_enabled: false },
    // Alerts are Prometheus's.
    unified_alerting: { enabled: false },
    log: { mode: "console" },
    "log.console": { format: "text" },
  };
}

/** As go-ini reads it: three quotes keep what else would be a comment or a variable's beginning. */
function ini(sections: Settings): string {
  return Object.entries(sections)
    .map(([section, values]) => {
      const lines = Object.entries(values).map(
        ([key, value]) => `${key} = ${typeof value === "string" ? `"""${value}"""` : value}`,
      );
      return `[${section}]\n${lines.join("\n")}\n`;
    })
    .join("\n");
}
