-- Up Migration

-- Every reminder that is wanted at an instant, and what became of it: the truth that jobs in Dapr's scheduler are made
-- from. A reminder that moves has a row for each instant; one is enough of what is wanted at the same instant again.
CREATE TABLE reminder (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  task_id bigint NOT NULL,
  -- Which of the task's.
  reminder_id integer NOT NULL,
  remind_at timestamptz NOT NULL,
  wanted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Since when the scheduler has a job for it; null again where it may have lost it.
  armed_at timestamptz,
  -- Since when Kafka has its event.
  fired_at timestamptz,
  -- Since when it isn't wanted any more, and the scheduler has no job for it.
  cancelled_at timestamptz,
  disarmed_at timestamptz,
  -- The event that tells of it together with others that were missed for too long.
  missed_in uuid,
  UNIQUE (task_id, reminder_id, remind_at)
);
CREATE INDEX reminder_waiting ON reminder (remind_at) WHERE fired_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX reminder_to_arm ON reminder (remind_at)
  WHERE armed_at IS NULL AND fired_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX reminder_to_disarm ON reminder (id)
  WHERE cancelled_at IS NOT NULL AND armed_at IS NOT NULL AND disarmed_at IS NULL;
CREATE INDEX reminder_of_user ON reminder (user_id, remind_at);
CREATE INDEX reminder_ended ON reminder (coalesce(fired_at, cancelled_at))
  WHERE fired_at IS NOT NULL OR cancelled_at IS NOT NULL;

ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON reminder USING (user_id = (SELECT person()));
GRANT SELECT, INSERT, UPDATE ON reminder TO chat_api_people;

-- To look through all tasks that have reminders, whoever's they are.
CREATE INDEX task_to_remind ON task (id) WHERE deleted_at IS NULL AND status = 'open' AND reminders <> '[]';
