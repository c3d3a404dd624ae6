import { z } from "zod";
import { taskId } from "./task.ts";
import { instant } from "./time.ts";

/** What a notice is about. */
export const NOTICE_KINDS = ["reminder", "missed", "digest", "test", "notice", "confirmation"] as const;
/** What a notice is about. */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const said = {
  kind: z.enum(NOTICE_KINDS),
  title: z.string(),
  /** Plain text; may be empty. */
  body: z.string(),
  task_id: taskId.nullable(),
  due_at: instant.nullable(),
  remind_at: instant.nullable(),
};

/** What a person is told in the clients that they have open. */
export const notice = z.strictObject({ id: z.int().positive(), ...said, created_at: instant });
/** What a person is told in the clients that they have open. */
export type Notice = z.infer<typeof notice>;

/** Newest first; the next page begins `before` the last's id. */
export const noticePage = z.strictObject({
  items: z.array(notice),
  next_before: z.int().positive().nullable(),
});
/** Query of a page of notices. */
export const noticesQuery = z.strictObject({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Body of `POST /dapr/notices` on chat-api, which the notifier asks for: told once for each `delivery`. */
export const liveNotice = z.strictObject({
  user_id: z.string().min(1),
  delivery: z.string().min(1).max(200),
  ...said,
});
/** What live clients are to be told. */
export type LiveNotice = z.infer<typeof liveNotice>;
