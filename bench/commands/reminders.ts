import type { Command } from "commander";
import { withPlatform } from "../platform/platform.ts";
import { seedUsers } from "../platform/users.ts";
import { measureRound } from "../reminders/measure.ts";
import { startReceiver } from "../reminders/receiver.ts";
import { FULL, QUICK } from "../size.ts";

/** `reminders`: from a reminder's being due until its owner's webhook is told. */
export function addReminders(program: Command): void {
  program
    .command("reminders")
    .description("how late reminders are told: 1,000 within a minute, and 1,000 due at the same instant")
    .option("--quick", "with few reminders: to see that it works")
    .action(async ({ quick }: { quick?: boolean }) => {
      const { users } = quick ? QUICK : FULL;
      const reminders = quick ? 20 : 1000;
      const figures = await withPlatform(async (platform) => {
        const receiver = await startReceiver();
        try {
          const size = { ...QUICK, users, tasks: 5, bigTasks: 1, deepPage: 1 };
          const { many } = await seedUsers(platform, size, (line) => console.error(line));
          for (const { token } of many) await addChannel(platform.url, token, receiver.url);
          const aheadMs = quick ? 3_000 : 10_000;
          const round = (withinMs: number) =>
            measureRound(platform, receiver, many, { reminders, aheadMs, withinMs });
          return { spread_out: await round(quick ? 2_000 : 60_000), at_once: await round(0) };
        } finally {
          receiver.close();
        }
      });
      console.log(JSON.stringify({ bench: "reminders", ...figures }, undefined, 2));
    });
}

async function addChannel(platformUrl: URL | string, token: string, url: string): Promise<void> {
  const answer = await fetch(new URL("/api/channels", platformUrl), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ kind: "webhook", url }),
  });
  if (!answer.ok) throw new Error(`a channel can't be made: ${answer.status} ${await answer.text()}`);
}
