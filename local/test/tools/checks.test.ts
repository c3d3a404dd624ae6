import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../src/data/paths.ts";
import { parseChecksums, sha256 } from "../../src/tools/checksum.ts";
import { javaMajor } from "../../src/tools/java.ts";
import { PINS } from "../../src/tools/pins.ts";
import { temporaryFolder } from "../support/temporary.ts";

it.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_401"', 8],
  ['openjdk version "21" 2023-09-19', 21],
  ["command not found", undefined],
])("reads %j as Java %s", (printed, major) => {
  expect(javaMajor(printed)).toBe(major);
});

it("computes a file's SHA-256", async () => {
  const path = join(temporaryFolder(), "file");
  writeFileSync(path, "abc");
  expect(await sha256(path)).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

it("refuses a checksum file that it does not understand", () => {
  expect(() => parseChecksums("md5 abc.jar\n")).toThrow(/Not a line of a checksum file/);
});

it("locks every jar that the pinned Kafka brings", () => {
  const names = parseChecksums(readFileSync(join(ROOT, "local/kafka/jars.sha256"), "utf8")).map(
    ({ name }) => name,
  );
  expect(names).toContain(`kafka_2.13-${PINS.kafka.version}.jar`);
  expect(readFileSync(join(ROOT, "local/kafka/pom.xml"), "utf8")).toContain(
    `<version>${PINS.kafka.version}</version>`,
  );
});

it("pins the same Dapr in the build as in the release", () => {
  expect(readFileSync(join(ROOT, "local/dapr-build/go.mod"), "utf8")).toContain(
    `github.com/dapr/dapr v${PINS.dapr.version}`,
  );
  expect(PINS.dapr.archive("daprd", "linux", "amd64")).toContain(`/v${PINS.dapr.version}/`);
});

it("names the same Prometheus in its version and its addresses", () => {
  const { version, releases, archive } = PINS.prometheus;
  expect(releases.endsWith(`/v${version}`)).toBe(true);
  expect(archive("linux", "amd64")).toContain(`-${version}.`);
});
