-- Up Migration

-- Up to which number a user's change log has been purged: a live client that was last seen before it must load anew.
ALTER TABLE event_stream ADD COLUMN changes_purged_to bigint NOT NULL DEFAULT 0;
