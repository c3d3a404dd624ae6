import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const STRIP = fileURLToPath(new URL("../strip-types.mjs", import.meta.url));
const LOAD = new URL("../load-stripped.mjs", import.meta.url).href;
const COMPILER = "NativeModule internal/deps/amaro/dist/index";

const LIBRARY = `interface Named { readonly name: string }
export function greet(who: Named): string {
  if ((who as Named).name === "") throw new Error("nobody");
  return \`Hello, \${who.name}\`;
}
`;
const MAIN = `import { greet } from "./library.ts";
const compiled: boolean = process.moduleLoadList.includes(${JSON.stringify(COMPILER)});
console.log(greet({ name: process.argv[2] ?? "" }), compiled);
`;

/** Sources as they are checked out, and what is made of them. */
async function strip(): Promise<{ from: string; to: string }> {
  const folder = await mkdtemp(join(tmpdir(), "punctual-image-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  mkdirSync(join(folder, "service", "src"), { recursive: true });
  writeFileSync(join(folder, "service", "package.json"), '{"type":"module"}', { mode: 0o600 });
  writeFileSync(join(folder, "service", "src", "library.ts"), LIBRARY, { mode: 0o600 });
  writeFileSync(join(folder, "service", "src", "main.ts"), MAIN, { mode: 0o600 });
  await promisify(execFile)(process.execPath, [STRIP, "image", "service"], { cwd: folder });
  return { from: join(folder, "service"), to: join(folder, "image", "service") };
}

async function run(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  return stdout.trim();
}

test("what was stripped runs under its own name, without the compiler", async () => {
  const { from, to } = await strip();
  expect(await run(to, `--import=${LOAD}`, "src/main.ts", "Ada")).toBe("Hello, Ada false");
  // The same words mean something only if sources do load it.
  expect(await run(from, "src/main.ts", "Ada")).toBe("Hello, Ada true");
});

test("it runs also where nobody says how to load it", async () => {
  const { to } = await strip();
  expect(await run(to, "src/main.ts", "Ada")).toBe("Hello, Ada true");
});

test("stacks name the lines and columns of the sources", async () => {
  const { to } = await strip();
  const column = (LIBRARY.split("\n")[2] ?? "").indexOf("new Error") + 1;
  await expect(run(to, `--import=${LOAD}`, "src/main.ts")).rejects.toThrow(`library.ts:3:${column}`);
});

test("other files are the same, and any user may read all of them", async () => {
  const { from, to } = await strip();
  expect(readFileSync(join(to, "package.json"), "utf8")).toBe(
    readFileSync(join(from, "package.json"), "utf8"),
  );
  for (const file of ["package.json", "src/main.ts"]) {
    expect(statSync(join(to, file)).mode & 0o777).toBe(0o644);
  }
});
