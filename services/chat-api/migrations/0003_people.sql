-- Up Migration

-- Everyone whose tasks are kept here.
CREATE TABLE person (
  id text PRIMARY KEY,
  -- Who they are to the issuer that vouched for them (OpenID Connect Core 1.0, claims iss and sub); null for the person
  -- that a platform begins with, who has a token alone.
  issuer text,
  subject text,
  email text,
  name text,
  time_zone text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (issuer, subject),
  CHECK ((issuer IS NULL) = (subject IS NULL))
);
INSERT INTO person (id) SELECT DISTINCT user_id FROM api_token;

-- The version before this one goes on inserting hash and user alone, for the token that a platform begins with.
ALTER TABLE api_token
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN name text NOT NULL DEFAULT 'First token',
  ADD COLUMN scopes text[] NOT NULL DEFAULT '{read,write}'
    CHECK (scopes <@ ARRAY['read', 'write'] AND 'read' = ANY (scopes)),
  -- What it was made with: token:<id>, session, jwt or set-up.
  ADD COLUMN created_by text NOT NULL DEFAULT 'set-up',
  ADD COLUMN expires_at timestamptz,
  -- Within about a minute.
  ADD COLUMN last_used_at timestamptz,
  ADD COLUMN revoked_at timestamptz;
CREATE UNIQUE INDEX api_token_id ON api_token (id);
CREATE INDEX api_token_of_user ON api_token (user_id) WHERE revoked_at IS NULL;

-- Browsers that somebody is signed in with. The cookie has 256 random bits; here is their SHA-256 alone.
CREATE TABLE session (
  id_sha256 bytea PRIMARY KEY,
  user_id text NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- Shown to the issuer when somebody signs out (OpenID Connect RP-Initiated Logout 1.0, id_token_hint).
  id_token text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Within about a minute.
  last_used_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX session_last_used_at ON session (last_used_at);

-- Who signed in, and what was refused. Kept for 90 days.
CREATE TABLE sign_in (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Null where nobody knows who it was.
  user_id text,
  method text NOT NULL CHECK (method IN ('oidc', 'jwt', 'token', 'session')),
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'refused')),
  -- Why it was refused.
  reason text,
  remote_address text NOT NULL,
  user_agent text,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_of_user ON sign_in (user_id, id DESC) WHERE user_id IS NOT NULL;
CREATE INDEX sign_in_at ON sign_in (at);

-- People see their own; of a token never the hash, and of sessions nothing: those are looked up before anybody knows who
-- is asking, by the owner.
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON person USING (id = (SELECT person()));
CREATE POLICY own ON api_token USING (user_id = (SELECT person()));
CREATE POLICY own ON sign_in USING (user_id = (SELECT person()));
GRANT SELECT, UPDATE (name, time_zone, updated_at) ON person TO chat_api_people;
GRANT SELECT (id, user_id, name, scopes, created_by, created_at, expires_at, last_used_at, revoked_at),
  INSERT (token_sha256, user_id, name, scopes, created_by, expires_at),
  UPDATE (revoked_at) ON api_token TO chat_api_people;
GRANT SELECT ON sign_in TO chat_api_people;
