import type { AuditedReminder, ToldReminder } from "@punctual/contracts/reminder-audit";
import type pg from "pg";
import { type KeptReminder, keptReminders } from "../../store/reminders/audit.ts";
import { readAs } from "../../store/unit-of-work.ts";
import { getTask } from "../tasks/read.ts";
import type { Told } from "./told.ts";

/** What became of reminders: what is kept here, and what the notifier did. */
export interface ReminderAudit {
  /** Throws task_not_found, and dependency_unavailable where the notifier can't be reached. */
  read(userId: string, taskId: number): Promise<AuditedReminder[]>;
  /** Says that a person has seen what they were told of a task: nothing of it is sent any more. @returns how many */
  acknowledge(userId: string, taskId: number): Promise<number>;
}

/** Makes it. */
export function createReminderAudit(pool: pg.Pool, told: Told): ReminderAudit {
  return {
    async read(userId, taskId) {
      const kept = await readAs(pool, userId, async (reader) => {
        await getTask(reader, taskId, true);
        return keptReminders(reader, taskId);
      });
      const all = await told.list(userId, taskId);
      return kept.map((reminder) => audited(reminder, all));
    },
    async acknowledge(userId, taskId) {
      await readAs(pool, userId, (reader) => getTask(reader, taskId, true));
      return told.acknowledge(userId, taskId);
    },
  };
}

function audited(kept: KeptReminder, told: readonly ToldReminder[]): AuditedReminder {
  const remind_at = kept.remind_at.toISOString();
  const one = told.find((each) => each.remind_at === remind_at && each.reminder_id === kept.reminder_id);
  return {
    reminder_id: kept.reminder_id,
    remind_at,
    state: stateOf(kept),
    wanted_at: kept.wanted_at.toISOString(),
    armed_at: kept.armed_at?.toISOString() ?? null,
    fired_at: kept.fired_at?.toISOString() ?? null,
    cancelled_at: kept.cancelled_at?.toISOString() ?? null,
    missed: kept.missed,
    received_at: one?.received_at ?? null,
    acknowledged_at: one?.acknowledged_at ?? null,
    deliveries: one?.deliveries ?? [],
  };
}

function stateOf({ fired_at, cancelled_at, armed_at }: KeptReminder): AuditedReminder["state"] {
  if (fired_at) return "fired";
  if (cancelled_at) return "cancelled";
  return armed_at ? "armed" : "waiting";
}
