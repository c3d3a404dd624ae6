import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { IMAGES, type Images } from "../../../../infra/config/images.ts";

/** A stack as the stand-in for `pulumi` keeps it. */
interface StandInState {
  images: Partial<Images>;
  /** What is deployed. */
  up: Partial<Images>;
  history: { message: string; kind: string; result: string; [field: string]: unknown }[];
  calls: string[];
  broken: string[];
  restless: boolean;
  url: string;
  /** What a look finds: a digest as Pulumi prints it, or that it can't look; nothing by default. */
  drift?: object | "unreachable";
}

/** A machine whose `pulumi` is the stand-in. */
export interface StandIn {
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  read(): StandInState;
  change(change: (state: StandInState) => void): void;
}

const PROGRAM = join(import.meta.dirname, "pulumi.mjs");

/** Makes one, in a folder that is removed when the test is over. */
export function standIn(): StandIn {
  const folder = mkdtempSync(join(tmpdir(), "punctual-ci-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "state.json");
  const empty: StandInState = {
    images: {},
    up: {},
    history: [],
    calls: [],
    broken: [],
    restless: false,
    url: "https://tasks.example.com",
  };
  writeFileSync(file, JSON.stringify(empty));
  mkdirSync(join(folder, "bin"));
  const program = join(folder, "bin", "pulumi");
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
  chmodSync(program, 0o755);
  const read = () => JSON.parse(readFileSync(file, "utf8")) as StandInState;
  return {
    folder,
    env: {
      PATH: `${join(folder, "bin")}:${process.env.PATH}`,
      HOME: folder,
      PULUMI_BACKEND_URL: "file:///nowhere",
      STAND_IN_STATE: file,
    },
    read,
    change(change) {
      const state = read();
      change(state);
      writeFileSync(file, JSON.stringify(state));
    },
  };
}

/** Images of a release: digests made of one hexadecimal digit. */
export const release = (digit: string): Images =>
  Object.fromEntries(
    IMAGES.map((name) => [name, `ghcr.io/you/punctual/${name}@sha256:${digit.repeat(64)}`]),
  ) as Images;
