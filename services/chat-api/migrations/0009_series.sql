-- Up Migration

-- Where a task that recurs stands in its series; null in tasks from before there were series, which are the first of
-- theirs.
ALTER TABLE task ADD COLUMN series jsonb;

-- Every occurrence that was made of every series: it outlives its task. A task that was skipped stands here more than
-- once, for it is moved on to the next.
CREATE TABLE occurrence (
  task_id bigint NOT NULL,
  occurrence text NOT NULL,
  series_id bigint NOT NULL,
  user_id text NOT NULL,
  due_at timestamptz,
  due_date date,
  time_zone text,
  state text NOT NULL CHECK (state IN ('open', 'done', 'skipped', 'deleted', 'retracted')),
  missed integer NOT NULL DEFAULT 0,
  closed_at timestamptz,
  PRIMARY KEY (task_id, occurrence)
);
CREATE INDEX occurrence_of_series ON occurrence (series_id, user_id);

-- What followed a completed task: no completion has two.
CREATE TABLE successor (
  after_task_id bigint PRIMARY KEY,
  task_id bigint NOT NULL,
  user_id text NOT NULL,
  version integer NOT NULL,
  retracted boolean NOT NULL DEFAULT false
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['occurrence', 'successor']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own ON %I USING (user_id = (SELECT person()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO chat_api_people', name);
  END LOOP;
END
$$;
