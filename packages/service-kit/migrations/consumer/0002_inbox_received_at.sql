-- Up Migration

-- To delete what was taken so long ago that Kafka doesn't have it any more.
CREATE INDEX inbox_received_at ON inbox (received_at);
