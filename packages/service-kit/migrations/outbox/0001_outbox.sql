-- Up Migration

-- One row a user: the last sequence number given out. Its row lock, held until commit, makes a user's events commit in
-- the order of their numbers, so that the relay never publishes a later one first.
CREATE TABLE event_stream (
  user_id text PRIMARY KEY,
  last_sequence bigint NOT NULL,
  -- Set while publishing this user's events fails.
  failures integer NOT NULL DEFAULT 0,
  retry_at timestamptz
);

CREATE TABLE outbox (
  user_id text NOT NULL,
  sequence bigint NOT NULL,
  topic text NOT NULL,
  -- The CloudEvent as it will be published.
  event jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  sent_at timestamptz,
  PRIMARY KEY (user_id, sequence)
);
CREATE INDEX outbox_unsent ON outbox (user_id, sequence) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
