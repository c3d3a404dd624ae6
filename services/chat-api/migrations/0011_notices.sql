-- Up Migration

-- What live clients are told: each delivery of the notifier's once.
CREATE TABLE notice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  delivery text NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  task_id bigint,
  due_at timestamptz,
  remind_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, delivery)
);
CREATE INDEX notice_of_user ON notice (user_id, id DESC);
CREATE INDEX notice_created_at ON notice (created_at);

ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notice USING (user_id = (SELECT person()));
GRANT SELECT, INSERT ON notice TO chat_api_people;

ALTER TABLE change DROP CONSTRAINT change_entity_check,
  ADD CONSTRAINT change_entity_check CHECK (entity IN ('task', 'project', 'tag', 'filter', 'notice')) NOT VALID;
