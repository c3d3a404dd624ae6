-- Up Migration

-- A notice is what a person is told, by however many channels; it is in their inbox at once.
ALTER TABLE delivery RENAME TO notice;
ALTER INDEX delivery_of_user RENAME TO notice_of_user;
ALTER TABLE notice
  ADD COLUMN kind text NOT NULL DEFAULT 'reminder'
    CHECK (kind IN ('reminder', 'missed', 'digest', 'test', 'notice')),
  ADD COLUMN due_at timestamptz,
  -- Which of the task's.
  ADD COLUMN reminder_id integer,
  -- The one channel that it is for; null for all of the person's.
  ADD COLUMN channel_id bigint,
  -- Since when it is known by which channels it goes; what is older than this went by none.
  ADD COLUMN planned_at timestamptz DEFAULT now(),
  -- After this it is told nobody any more.
  ADD COLUMN expires_at timestamptz NOT NULL DEFAULT now() + interval '1 day';
-- Also what the version before this one takes, until its last replica has stopped, goes by channels.
ALTER TABLE notice ALTER COLUMN planned_at DROP DEFAULT;
CREATE INDEX notice_of_task ON notice (task_id, user_id) WHERE task_id IS NOT NULL;
CREATE INDEX notice_delivered_at ON notice (delivered_at);
CREATE INDEX notice_to_plan ON notice (id) WHERE planned_at IS NULL;
CREATE VIEW delivery AS
  SELECT id, user_id, channel, title, body, task_id, remind_at, delivered_at, acknowledged_at FROM notice;

-- Where a person wants to be told.
CREATE TABLE channel (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('live', 'email', 'web_push', 'webhook')),
  name text NOT NULL,
  -- As its kind needs it; empty once it is deleted.
  config jsonb NOT NULL,
  -- For people to see.
  target text,
  -- By which a request that comes again is known.
  request_key text,
  enabled boolean NOT NULL DEFAULT true,
  -- Tries that failed since the last that went well.
  failures integer NOT NULL DEFAULT 0,
  error text,
  retry_at timestamptz,
  last_accepted_at timestamptz,
  last_failed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  UNIQUE (user_id, request_key)
);
-- Everybody has one for the clients that they have open.
CREATE UNIQUE INDEX channel_live ON channel (user_id) WHERE kind = 'live';
CREATE INDEX channel_of_user ON channel (user_id, id) WHERE deleted_at IS NULL;

-- A notice by one channel.
CREATE TABLE channel_delivery (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  notice_id bigint NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  channel_id bigint NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
  -- waiting → accepted; or refused (it would be again), dead (tried until it was worth nothing), expired (never tried in
  -- time), cancelled (the channel was ended).
  state text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'accepted', 'refused', 'dead', 'expired', 'cancelled')),
  attempts integer NOT NULL DEFAULT 0,
  -- Whoever is at it has it until then.
  not_before timestamptz NOT NULL DEFAULT now(),
  error text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  UNIQUE (notice_id, channel_id)
);
CREATE INDEX channel_delivery_waiting ON channel_delivery (not_before) WHERE state = 'waiting';
CREATE INDEX channel_delivery_of_channel ON channel_delivery (channel_id) WHERE state = 'waiting';
