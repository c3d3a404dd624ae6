-- Up Migration

-- Whether a task that goes for good has subtasks is asked by its id alone (by the foreign key): behind the person, only
-- PostgreSQL 18 would find that without reading all tasks.
DROP INDEX task_of_parent;
CREATE INDEX task_of_parent ON task (parent_id, user_id) WHERE parent_id IS NOT NULL;
