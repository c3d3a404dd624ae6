-- Up Migration

ALTER TABLE person
  -- When each day, by the clock of their zone (HH:MM), a person is told what is due; null: never.
  ADD COLUMN daily_digest_at text,
  ADD COLUMN digest_next_at timestamptz;
CREATE INDEX person_digest ON person (digest_next_at) WHERE digest_next_at IS NOT NULL;
GRANT UPDATE (daily_digest_at, digest_next_at) ON person TO chat_api_people;
