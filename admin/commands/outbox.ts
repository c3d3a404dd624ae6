import { adminOutbox, adminOutboxRetried } from "@punctual/contracts/admin";
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { findPlace, type PlaceOptions, withPlace } from "../place.ts";
import { show, table } from "../show.ts";

/** `outbox` and `outbox retry`: events that wait for Kafka. */
export function addOutbox(program: Command): void {
  const group = program.command("outbox").description("events that wait for Kafka");
  withPlace(group.command("show", { isDefault: true }))
    .description("how many wait, for how long, and whose publishing fails")
    .action(async (options: PlaceOptions) => {
      const outbox = await ask(findPlace(options), { path: "/outbox" }, adminOutbox);
      show(options, outbox, () => [
        `${outbox.depth} wait, the oldest for ${outbox.age_seconds.toFixed(1)} s`,
        ...(outbox.failing.length === 0
          ? ["Nobody's publishing fails."]
          : table(
              ["USER", "FAILURES", "WAITING", "NEXT TRY"],
              outbox.failing.map((user) => [user.user_id, user.failures, user.waiting, user.retry_at]),
            )),
      ]);
    });
  withPlace(group.command("retry"))
    .description("tries failing users again at once")
    .action(async (options: PlaceOptions) => {
      const question = { method: "POST", path: "/outbox/retry" } as const;
      const retried = await ask(findPlace(options), question, adminOutboxRetried);
      show(options, retried, () => [`${retried.users} users are tried again.`]);
    });
}
