import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findGrafana } from "../../src/tools/grafana.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** A folder with empty files. */
function installed(...files: readonly string[]): string {
  const folder = realpathSync(temporaryFolder());
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), "", { mode: 0o755 });
  }
  return folder;
}

/** What is found with one folder on PATH, and packages' own in another. */
const find = (onPath: string, packaged = "/nowhere") =>
  findGrafana({ PATH: `/also/not:${onPath}` }, packaged);

describe("finds Grafana", () => {
  it("as its archive lays it out", () => {
    const home = installed("bin/grafana", "bin/grafana-server", "conf/defaults.ini");
    expect(find(join(home, "bin"))).toEqual({ grafana: join(home, "bin/grafana"), args: ["server"], home });
  });

  it("as Homebrew does, through a link", () => {
    const cellar = installed("bin/grafana", "share/grafana/conf/defaults.ini");
    const bin = temporaryFolder();
    symlinkSync(join(cellar, "bin/grafana"), join(bin, "grafana"));
    expect(find(bin)).toEqual({
      grafana: join(cellar, "bin/grafana"),
      args: ["server"],
      home: join(cellar, "share/grafana"),
    });
  });

  it("as packages do, past their script", () => {
    const usr = installed("sbin/grafana", "share/grafana/bin/grafana", "share/grafana/conf/defaults.ini");
    const expected = {
      grafana: join(usr, "share/grafana/bin/grafana"),
      args: ["server"],
      home: join(usr, "share/grafana"),
    };
    expect(find(join(usr, "sbin"))).toEqual(expected);
    expect(find("/nowhere", join(usr, "share/grafana/bin"))).toEqual(expected);
  });

  it("by its older name", () => {
    const home = installed("bin/grafana-server", "conf/defaults.ini");
    expect(find(join(home, "bin"))).toEqual({ grafana: join(home, "bin/grafana-server"), args: [], home });
  });
});

it("finds none where there is none, or something else of that name", () => {
  expect(find("/nowhere")).toBeUndefined();
  expect(find(join(installed("bin/grafana"), "bin"))).toBeUndefined();
  expect(findGrafana({}, "/nowhere")).toBeUndefined();
});
