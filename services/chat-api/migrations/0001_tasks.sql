-- Up Migration

CREATE TABLE task (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  title text NOT NULL,
  notes text NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done')),
  priority text NOT NULL CHECK (priority IN ('none', 'low', 'medium', 'high', 'urgent')),
  tags text[] NOT NULL,
  due_at timestamptz,
  due_date date,
  time_zone text,
  start_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  completed_at timestamptz,
  -- Deleted tasks stay, so that their history can be read.
  deleted_at timestamptz,
  CHECK (due_at IS NULL OR due_date IS NULL)
);
CREATE INDEX task_of_user ON task (user_id, id DESC) WHERE deleted_at IS NULL;

-- Only hashes: a token is 256 random bits, so a plain SHA-256 can't be guessed back.
CREATE TABLE api_token (
  token_sha256 bytea PRIMARY KEY,
  user_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
