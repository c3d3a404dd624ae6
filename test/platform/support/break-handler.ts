import type { Platform } from "./platform.ts";

/** Makes recurrence's handler fail for a person's events, until the returned function is called. */
export async function breakHandler(platform: Platform, userId: string): Promise<() => Promise<void>> {
  const name = `refuse_${userId.replaceAll("-", "_")}`;
  await platform.sql(
    "recurrence",
    `ALTER TABLE audit_entry ADD CONSTRAINT ${name} CHECK (user_id <> '${userId}') NOT VALID`,
  );
  return async () => {
    await platform.sql("recurrence", `ALTER TABLE audit_entry DROP CONSTRAINT ${name}`);
  };
}
