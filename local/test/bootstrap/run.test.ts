import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary.ts";

const MODULE = resolve(import.meta.dirname, "../../bootstrap/run.mjs");

/** Runs a target through the bootstrap's last step, in a process of its own. */
function start(root: string, target: string, ...args: string[]) {
  const options = `{ root: ${JSON.stringify(root)}, node: process.execPath, target: ${JSON.stringify(target)},
    args: ${JSON.stringify(args)}, env: process.env }`;
  const script = `import { run } from ${JSON.stringify(MODULE)}; process.exitCode = await run(${options});`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function outcome(child: ReturnType<typeof start>) {
  let output = "";
  child.stdout.on("data", (text: Buffer) => {
    output += text.toString();
  });
  const [code] = await once(child, "close");
  return { code, output };
}

it("gives a script its arguments, and its exit code back", async () => {
  const root = temporaryFolder();
  writeFileSync(
    join(root, "say.ts"),
    "const a: string[] = process.argv.slice(2); console.log(a.join()); process.exit(5);",
  );
  expect(await outcome(start(root, "say.ts", "a b", "c"))).toEqual({ code: 5, output: "a b,c\n" });
});

it("runs an installed command by its name", async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "node_modules", ".bin"), { recursive: true });
  writeFileSync(join(root, "node_modules", ".bin", "hello"), "#!/usr/bin/env node\nconsole.log('hello')", {
    mode: 0o755,
  });
  expect(await outcome(start(root, "hello"))).toEqual({ code: 0, output: "hello\n" });
});

it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "hands %s on and waits for the script to end",
  async (signal) => {
    const root = temporaryFolder();
    writeFileSync(
      join(root, "wait.mjs"),
      `process.on("${signal}", () => setTimeout(() => { console.log("cleaned up"); process.exit(9); }, 200));
     setInterval(() => {}, 1000); console.log("up");`,
    );
    const child = start(root, "wait.mjs");
    const ended = outcome(child);
    await once(child.stdout, "data");
    child.kill(signal);
    expect(await ended).toEqual({ code: 9, output: "up\ncleaned up\n" });
  },
);
