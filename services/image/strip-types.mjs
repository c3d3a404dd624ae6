// `node strip-types.mjs TO FOLDER...`: copies folders below TO, with the types taken out of TypeScript. Files keep their
// names, lines and columns, and can be read by any user, however they were checked out.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";

const [to, ...folders] = process.argv.slice(2);
if (to === undefined || folders.length === 0) throw new Error("usage: node strip-types.mjs TO FOLDER...");
process.umask(0o022);

for (const folder of folders) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const target = join(to, from);
    mkdirSync(dirname(target), { recursive: true });
    const content = readFileSync(from);
    writeFileSync(target, from.endsWith(".ts") ? stripTypeScriptTypes(content.toString()) : content);
  }
}
