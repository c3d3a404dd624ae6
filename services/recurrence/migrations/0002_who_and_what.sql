-- Up Migration

-- Null in entries from before events told it.
ALTER TABLE audit_entry
  ADD COLUMN action text,
  ADD COLUMN actor jsonb,
  ADD COLUMN task_before jsonb;
