import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { dataPaths } from "../../src/data/paths.ts";
import { grafanaFiles } from "../../src/observe/grafana-files.ts";
import { portsFrom } from "../../src/parts/ports.ts";

const DIR = `/it's; a "folder" #1`;
const paths = dataPaths(DIR);
const files = new Map(grafanaFiles(paths, portsFrom(8080), "Punctual").map(({ path, text }) => [path, text]));

/** Sections of an ini file, with the values as they stand there. */
function readIni(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const name = /^\[(.+)\]$/.exec(line)?.[1];
    if (name !== undefined) {
      section = {};
      sections[name] = section;
    }
    const [key, value] = line.split(/ = (.*)/);
    if (key !== undefined && value !== undefined) section[key] = value.replace(/^"""(.*)"""$/, "$1");
  }
  return sections;
}

describe("Grafana", () => {
  const settings = readIni(files.get("grafana.ini") ?? "");

  it("listens on this machine alone, to its own name", () => {
    expect(settings.server).toEqual({
      http_addr: "127.0.0.1",
      http_port: "8112",
      domain: "127.0.0.1",
      enforce_domain: "true",
    });
  });

  it("lets everybody look and nobody change anything", () => {
    expect(settings["auth.anonymous"]).toEqual({ enabled: "true", org_role: "Viewer" });
    expect(settings.security).toMatchObject({ disable_initial_admin_creation: "true" });
    expect(settings.auth).toEqual({ disable_login_form: "true" });
  });

  it("calls nobody's home", () => {
    for (const value of Object.values(settings.analytics ?? {})) expect(value).toBe("false");
    expect(Object.keys(settings.analytics ?? {})).toHaveLength(4);
    expect(settings).toMatchObject({
      news: { news_feed_enabled: "false" },
      plugins: { preinstall_disabled: "true" },
      snapshots: { external_enabled: "false" },
    });
  });

  it("keeps what it writes in its folder, whatever that is called", () => {
    for (const path of Object.values(settings.paths ?? {}))
      expect(path.startsWith(`${DIR}/grafana/`)).toBe(true);
    expect(settings.paths?.provisioning).toBe(join(paths.grafana, "provisioning"));
  });

  it("has Prometheus as its datasource, by the uid that dashboards begin with", () => {
    expect(parse(files.get("provisioning/datasources/prometheus.yaml") ?? "")).toMatchObject({
      apiVersion: 1,
      datasources: [
        {
          uid: "prometheus",
          type: "prometheus",
          url: "http://127.0.0.1:8111",
          isDefault: true,
          editable: false,
        },
      ],
    });
  });

  it("takes the dashboards from its folder", () => {
    expect(parse(files.get("provisioning/dashboards/punctual.yaml") ?? "")).toMatchObject({
      apiVersion: 1,
      providers: [{ type: "file", folder: "Punctual", options: { path: join(paths.grafana, "dashboards") } }],
    });
  });
});
