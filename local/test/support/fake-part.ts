import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Part } from "../../src/parts/part.ts";

/** What a fake part does differently from one that is up at once and stops when told. */
export interface FakePart extends Partial<Part> {
  readonly name: string;
  /** JavaScript that its process runs; `up()` makes it healthy, and it lives until stopped. */
  readonly script?: string;
}

/** A part that is a tiny Node.js process; it is healthy once its process has made a file in the folder. */
export function fakePart(folder: string, { script = "up()", ...own }: FakePart): Part {
  const mark = join(folder, `${own.name}.up`);
  const prelude = `const fs = require("node:fs");
    const log = (line) => fs.appendFileSync(${JSON.stringify(join(folder, "events"))}, line + "\\n");
    const up = () => { log(${JSON.stringify(`${own.name} up`)}); fs.writeFileSync(${JSON.stringify(mark)}, ""); };
    process.on("SIGTERM", () => { log(${JSON.stringify(`${own.name} stopped`)}); process.exit(0); });
    setInterval(() => {}, 1000);`;
  return {
    needs: [],
    ports: [],
    logFormat: "plain",
    kind: "service",
    stopWave: 1,
    stopSignal: "SIGTERM",
    command: async () => ({
      file: process.execPath,
      args: ["-e", `${prelude}\n${script}`],
      cwd: folder,
      env: { PATH: process.env.PATH ?? "" },
    }),
    async check() {
      if (!existsSync(mark)) throw new Error("not up yet");
    },
    ...own,
  };
}
