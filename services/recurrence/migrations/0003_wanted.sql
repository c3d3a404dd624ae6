-- Up Migration

-- Completed tasks whose next occurrence is still to be asked for.
CREATE TABLE wanted_occurrence (
  task_id bigint NOT NULL,
  completed_at timestamptz NOT NULL,
  user_id text NOT NULL,
  task jsonb NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  -- Tried not before then: after a failure, or while one of us is at it.
  not_before timestamptz NOT NULL DEFAULT now(),
  error text,
  PRIMARY KEY (task_id, completed_at)
);
CREATE INDEX wanted_occurrence_due ON wanted_occurrence (not_before);
