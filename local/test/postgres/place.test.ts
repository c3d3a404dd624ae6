import { chmodSync, existsSync, mkdirSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dataPaths } from "../../src/data/paths.ts";
import { canReach, postgresAccount } from "../../src/postgres/account.ts";
import { outsideFolders, placePostgres } from "../../src/postgres/place.ts";
import { temporaryFolder } from "../support/temporary.ts";

const PASSWD = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n";
const NOBODY = { name: "nobody", uid: 65534, gid: 65534 };

/** A machine in small: a home folder with the clone's data and programs, and a place outside it. */
function machine(homeMode: number) {
  const top = temporaryFolder();
  chmodSync(top, 0o755);
  const home = join(top, "home");
  const paths = dataPaths(join(home, "data"));
  mkdirSync(paths.dir, { recursive: true });
  const programs = join(home, "native");
  mkdirSync(join(programs, "bin"), { recursive: true });
  for (const name of ["postgres", "initdb"])
    writeFileSync(join(programs, "bin", name), name, { mode: 0o755 });
  chmodSync(home, homeMode);
  const bin = join(programs, "bin");
  const tools = { home: programs, postgres: join(bin, "postgres"), initdb: join(bin, "initdb") };
  return { paths, tools, outside: join(top, "var") };
}

describe("postgresAccount", () => {
  it("is our own unless we are root", () => {
    expect(postgresAccount(1000)).toBeUndefined();
  });
  it("is postgres where there is one, else nobody", () => {
    expect(postgresAccount(0, () => `${PASSWD}postgres:x:101:104::/:/bin/sh`)?.uid).toBe(101);
    expect(postgresAccount(0, () => PASSWD)).toEqual(NOBODY);
    expect(() => postgresAccount(0, () => "")).toThrow(/does not run as root/);
  });
});

describe("placePostgres", () => {
  it("leaves everything in its place for an ordinary user", () => {
    const { paths, tools, outside } = machine(0o700);
    expect(placePostgres(paths, tools, undefined, outside)).toEqual({ data: paths.postgres, tools });
    expect(existsSync(outside)).toBe(false);
  });

  it("leaves everything in its place where the lent account can reach it", () => {
    const { paths, tools, outside } = machine(0o755);
    expect(placePostgres(paths, tools, NOBODY, outside)).toEqual({ data: paths.postgres, tools });
    expect(canReach(paths.postgres, NOBODY)).toBe(true);
  });

  it("keeps data and programs outside a home that the lent account may not enter", () => {
    const { paths, tools, outside } = machine(0o700);
    const place = placePostgres(paths, tools, NOBODY, outside);
    expect(readlinkSync(paths.postgres)).toBe(place.data);
    for (const path of [place.data, place.tools.postgres, place.tools.initdb]) {
      expect(path.startsWith(outside)).toBe(true);
      expect(canReach(path, NOBODY)).toBe(true);
    }
    expect(statSync(place.tools.postgres).mode & 0o777).toBe(0o755);
    expect(placePostgres(paths, tools, NOBODY, outside)).toEqual(place);
    expect(outsideFolders(paths, outside)).toHaveLength(1);
  });

  it("begins anew where the folder outside was removed", () => {
    const { paths, tools, outside } = machine(0o700);
    placePostgres(paths, tools, NOBODY, outside);
    rmSync(outside, { recursive: true });
    expect(existsSync(placePostgres(paths, tools, NOBODY, outside).tools.postgres)).toBe(true);
  });
});
