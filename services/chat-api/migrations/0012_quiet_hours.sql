-- Up Migration

-- Hours of each day in which a person wants to hear of nothing, by the clock of their zone: {from, until}, each HH:MM.
ALTER TABLE person ADD COLUMN quiet_hours jsonb;
GRANT UPDATE (quiet_hours) ON person TO chat_api_people;
