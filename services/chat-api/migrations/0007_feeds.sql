-- Up Migration

-- What other programs call a task: by it another import knows the task again, and an export says it.
CREATE TABLE task_uid (
  user_id text NOT NULL,
  -- SHA-256 of the uid, which may be too long for an index.
  uid_sha256 bytea NOT NULL,
  uid text NOT NULL,
  task_id bigint NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, uid_sha256)
);
CREATE UNIQUE INDEX task_uid_of_task ON task_uid (task_id);

-- Imports that are being written. A large one takes many transactions; one that stopped halfway is taken back.
CREATE TABLE import_run (
  write_id uuid PRIMARY KEY,
  user_id text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  -- When it last wrote; it has stopped if that was long ago.
  beat_at timestamptz NOT NULL DEFAULT now(),
  -- Set once it is being taken back: from then on it may not go on.
  failed_at timestamptz
);
-- One at a time for each person.
CREATE UNIQUE INDEX import_run_of_user ON import_run (user_id);

-- Calendars that other programs fetch by a secret address.
CREATE TABLE feed (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  name text NOT NULL,
  query text,
  time_zone text NOT NULL,
  -- Only the hash: the secret is 256 random bits, so a plain SHA-256 can't be guessed back.
  secret_sha256 bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX feed_of_user ON feed (user_id, id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['task_uid', 'import_run', 'feed']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own ON %I USING (user_id = (SELECT person()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO chat_api_people', name);
  END LOOP;
END
$$;
