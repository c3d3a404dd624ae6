import type { LinkResult } from "@punctual/contracts/notification";
import type pg from "pg";
import { writeAs } from "../store/unit-of-work.ts";
import type { Notices } from "./notices.ts";
import { snoozeTask } from "./reminders/snooze.ts";
import { completeTask } from "./tasks/complete.ts";

/** What links in notices do. */
export interface Links {
  /** Does what a signed link says, as the person whom the notice told; again, it does no harm. */
  follow(token: string): Promise<LinkResult>;
}

/** Makes it. */
export function createLinks(pool: pg.Pool, notices: Pick<Notices, "redeem">): Links {
  return {
    async follow(token) {
      const link = await notices.redeem(token);
      if (link.action !== "complete" && link.action !== "snooze") return link;
      const { user_id: userId, task_id } = link;
      return writeAs(pool, { userId, actor: { door: "rest", credential: "link" } }, async (unit) => {
        if (link.action === "complete") {
          const { title } = await completeTask(unit, task_id);
          return { action: "complete", task_id, title };
        }
        const choice = {
          ...link.snooze,
          ...(link.reminder_id !== null && { reminder_id: link.reminder_id }),
        };
        const { task, until } = await snoozeTask(unit, task_id, choice);
        return { action: "snooze", task_id, title: task.title, until };
      });
    },
  };
}
