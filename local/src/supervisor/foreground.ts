import type { DataPaths } from "../data/paths.ts";
import { reasonOf } from "../failure.ts";
import type { RawLine } from "../logs/hub.ts";
import type { Level } from "../logs/parse.ts";
import { linePrinter, wantsColour } from "../logs/printer.ts";
import { observedAt } from "../observe/addresses.ts";
import { LOG_SOURCES } from "../parts/registry.ts";
import { END_SIGNALS } from "../signals.ts";
import type { Tools } from "../tools/prepare.ts";
import { readyBlock } from "../ui/ready.ts";
import { watchStart } from "../ui/watch-start.ts";
import { openPlatform, type Platform } from "./platform.ts";

/** A second Ctrl-C within this is the first one, delivered again by npm or the bootstrap. */
const SAME_SIGNAL_MS = 1000;

/**
 * Keeps a terminal that was closed, or a defect of ours, from ending this process before its parts: what can't be
 * written is dropped, and an error that nobody caught stops everything in the usual order.
 */
function surviveUntilStopped(platform: Platform): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const onDefect = (error: unknown) => {
    console.error(error);
    const exit = () => process.exit(1);
    platform.stop().then(exit, exit);
  };
  process.once("uncaughtException", onDefect);
  process.once("unhandledRejection", onDefect);
}

/** Runs the platform in this process until a signal or the `stop` command ends it. */
export async function runForeground(settings: {
  paths: DataPaths;
  basePort: number;
  level: Level | undefined;
  tools: Tools;
}): Promise<void> {
  const { paths, level } = settings;
  const colour = wantsColour(process.stdout, process.env);
  const print = linePrinter(LOG_SOURCES, level, colour);
  // Live progress redraws the terminal: until it is done, lines go to the files only.
  let quiet = false;
  const show = (raw: RawLine) => {
    const text = quiet ? undefined : print(raw);
    if (text !== undefined) console.log(text);
  };
  const say = (text: string) => show({ part: "supervisor", at: new Date(), line: text });

  const platform = await openPlatform({
    paths,
    basePort: settings.basePort,
    logLevel: level === "debug" ? "debug" : "info",
    tools: settings.tools,
    say,
    onLine: show,
  });
  surviveUntilStopped(platform);
  const signalled = whenSignalled(platform);
  quiet = process.stdout.isTTY === true;
  const started = platform.start();
  const up = Promise.all([started, watchStart(async () => platform.snapshot())]);
  let failure: unknown;
  try {
    await Promise.race([up, signalled, platform.stopAsked]);
    quiet = false;
    if (platform.snapshot().phase === "ready") {
      const observed = observedAt(settings.tools.observe, platform.ports);
      console.log(readyBlock({ url: platform.url, paths, detached: false, colour, observed }));
    }
    await Promise.race([signalled, platform.stopAsked]);
  } catch (error) {
    failure = error;
  }
  quiet = false;
  say("stopping");
  const began = Date.now();
  await platform.stop();
  await up.catch(() => undefined);
  console.log(`Everything is stopped (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  if (failure !== undefined) {
    throw new Error(
      `${reasonOf(failure)}\n` +
        `The whole log is in ${paths.logs}. Nothing runs any more; \`npm start\` tries again.`,
      { cause: failure },
    );
  }
}

/** Resolves at the first signal to end; a later one kills all parts. */
function whenSignalled(platform: Platform): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of END_SIGNALS) {
      process.on(signal, () => {
        first ??= Date.now();
        if (Date.now() - first > SAME_SIGNAL_MS) platform.kill();
        resolve();
      });
    }
  });
}
