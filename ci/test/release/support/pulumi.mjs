// Stands in for `pulumi` where the engine's plugins can't be had: speaks the command line and the JSON of Pulumi 3.200,
// keeps a stack's configuration and history in the file that STAND_IN_STATE names, and "deploys" by noting which images
// are up. An image whose name is in the file's `broken` doesn't come up; `restless` stacks always find something to do.
import { readFileSync, writeFileSync } from "node:fs";

const file = process.env.STAND_IN_STATE ?? "";
const args = process.argv.slice(2);
const state = JSON.parse(readFileSync(file, "utf8"));
state.calls.push(args.join(" "));
const after = (/** @type {string} */ flag) =>
  args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined;
const end = (/** @type {number} */ code, /** @type {string} */ says = "") => {
  writeFileSync(file, JSON.stringify(state));
  (code === 0 ? process.stdout : process.stderr).write(says);
  process.exit(code);
};

if (!args.includes("--stack") || !args.includes("--non-interactive")) end(2, "which stack, and may I ask?");
switch (args.slice(0, 2).join(" ")) {
  case "config set": {
    const [, name = ""] = /^punctual:images\["(.+)"\]$/.exec(after("--path") ?? "") ?? [];
    state.images[name] = args[args.indexOf("--path") + 2];
    end(0);
    break;
  }
  case "stack output":
    end(0, `${state.url}\n`);
    break;
  case "stack history": {
    const size = Number(after("--page-size"));
    const start = (Number(after("--page")) - 1) * size;
    end(0, `${JSON.stringify(state.history.slice(start, start + size))}\n`);
    break;
  }
  case "refresh --preview-only":
    // The digest is the same as a preview's; that there are changes is told by the exit code.
    if (state.drift === "unreachable") end(255, "error: could not load credentials\n");
    process.stdout.write(JSON.stringify(state.drift ?? { steps: [], changeSummary: { same: 44 } }));
    end(state.drift ? 255 : 0, state.drift ? "error: no changes were expected but changes occurred\n" : "");
    break;
  default: {
    if (args[0] !== "up" || !args.includes("--yes")) end(2, `no such command here: ${args.join(" ")}`);
    const changes = JSON.stringify(state.up) !== JSON.stringify(state.images) || state.restless;
    const broken = Object.values(state.images).some((image) => state.broken.includes(image));
    state.history.unshift({
      version: 0,
      kind: "update",
      message: after("--message"),
      result: broken ? "failed" : "succeeded",
      resourceChanges: changes ? { same: 40, update: 4 } : { same: 44 },
      config: {
        "punctual:images": { value: JSON.stringify(state.images), objectValue: state.images, secret: false },
        "punctual:masterKey": { value: "[secret]", secret: true },
      },
    });
    if (broken) end(255, "error: update failed\n");
    state.up = { ...state.images };
    if (changes && args.includes("--expect-no-changes"))
      end(255, "error: no changes were expected but changes occurred\n");
    end(0);
  }
}
