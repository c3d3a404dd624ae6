import { adminReminderLag } from "@punctual/contracts/admin";
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { findPlace, type PlaceOptions, withPlace } from "../place.ts";
import { show } from "../show.ts";

/** `reminders lag`: how late reminders are. */
export function addReminders(program: Command): void {
  const group = program.command("reminders").description("reminders, and how late they are");
  withPlace(group.command("lag"))
    .description(
      "how late reminders were fired and accepted in the last hour, and what is to come or overdue",
    )
    .action(async (options: PlaceOptions) => {
      const lag = await ask(findPlace(options), { path: "/reminders/lag" }, adminReminderLag);
      show(options, lag, () => [
        lag.fired === 0
          ? "None was fired in the last hour."
          : `${lag.fired} were fired in the last hour: p50 ${ms(lag.p50_ms)}, p99 ${ms(lag.p99_ms)}, at most ${ms(lag.max_ms)} late`,
        ...(lag.channels?.map(
          (each) =>
            `${each.kind} accepted ${each.accepted}: p50 ${ms(each.p50_ms)}, p99 ${ms(each.p99_ms)}, at most ${ms(each.max_ms)} late`,
        ) ?? ["What channels accepted isn't known: the notifier can't be reached."]),
        `${lag.armed} are to come, and ${lag.unarmed} without a job yet`,
        lag.overdue === 0
          ? "None is overdue."
          : `${lag.overdue} are overdue, the oldest for ${lag.overdue_seconds.toFixed(1)} s`,
      ]);
    });
}

function ms(value: number | null): string {
  return value === null ? "-" : `${value.toFixed(1)} ms`;
}
