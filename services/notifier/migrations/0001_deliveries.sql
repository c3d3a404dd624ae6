-- Up Migration

-- Every notice that reached its user's inbox.
CREATE TABLE delivery (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('inbox')),
  title text NOT NULL,
  body text NOT NULL,
  -- Of a reminder: which task, and when it was to be reminded of.
  task_id bigint,
  remind_at timestamptz,
  delivered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  acknowledged_at timestamptz
);
CREATE INDEX delivery_of_user ON delivery (user_id, id DESC);
