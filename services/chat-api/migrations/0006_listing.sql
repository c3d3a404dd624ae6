-- Up Migration

-- What lists are read by: each order has an index that ends with id, so that a page is read from where it begins. All
-- begin with the user, and leave the trash out. Those of what is open are small for people with years of done tasks
-- behind them.
CREATE INDEX task_open_by_priority ON task (user_id, priority_rank, due_key, id)
  WHERE deleted_at IS NULL AND status = 'open';
CREATE INDEX task_open_by_due ON task (user_id, due_key, id) WHERE deleted_at IS NULL AND status = 'open';
CREATE INDEX task_by_priority ON task (user_id, priority_rank, due_key, id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_due ON task (user_id, due_key, id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_title ON task (user_id, title_key, id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_created ON task (user_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_updated ON task (user_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX task_by_position ON task (user_id, position, id) WHERE deleted_at IS NULL;

-- Of what few tasks have.
CREATE INDEX task_by_completed ON task (user_id, completed_at, id)
  WHERE deleted_at IS NULL AND completed_at IS NOT NULL;
CREATE INDEX task_by_start ON task (user_id, start_at, id) WHERE deleted_at IS NULL AND start_at IS NOT NULL;
CREATE INDEX task_by_estimate ON task (user_id, estimate_minutes, id)
  WHERE deleted_at IS NULL AND estimate_minutes IS NOT NULL;
CREATE INDEX task_recurring ON task (user_id, id) WHERE deleted_at IS NULL AND recurrence IS NOT NULL;
CREATE INDEX task_reminding ON task (user_id, id) WHERE deleted_at IS NULL AND reminders <> '[]';
CREATE INDEX task_trashed ON task (user_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
