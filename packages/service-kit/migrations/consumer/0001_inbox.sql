-- Up Migration

-- Events already taken, by each consumer: written in the transaction of the handler's own changes, so that an event
-- delivered again changes nothing.
CREATE TABLE inbox (
  consumer text NOT NULL,
  event_id text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, event_id)
);

-- Events that could not be taken after all retries.
CREATE TABLE dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id text NOT NULL UNIQUE,
  topic text NOT NULL,
  event_type text NOT NULL,
  user_id text,
  error text,
  -- json, not jsonb, which refuses some of what an event may have died of (U+0000).
  event json NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  replayed_at timestamptz
);
