-- Up Migration

-- Every change of every task, as task-events told it.
CREATE TABLE audit_entry (
  event_id uuid PRIMARY KEY,
  user_id text NOT NULL,
  task_id bigint NOT NULL,
  event_type text NOT NULL,
  version integer NOT NULL,
  happened_at timestamptz NOT NULL,
  task_data jsonb NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX audit_of_task ON audit_entry (user_id, task_id, version);
