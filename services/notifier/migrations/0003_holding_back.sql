-- Up Migration

ALTER TABLE notice
  DROP CONSTRAINT notice_kind_check,
  ADD CONSTRAINT notice_kind_check
    CHECK (kind IN ('reminder', 'missed', 'digest', 'test', 'notice', 'confirmation')) NOT VALID,
  -- By which a request that comes again is known.
  ADD COLUMN request_key text,
  -- While its person wants to hear of nothing: {from, until, time_zone}.
  ADD COLUMN quiet_hours jsonb;
ALTER TABLE notice VALIDATE CONSTRAINT notice_kind_check;
CREATE UNIQUE INDEX notice_of_request ON notice (user_id, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX notice_confirmations ON notice (user_id, delivered_at) WHERE kind = 'confirmation';

ALTER TABLE channel
  -- Until then nothing goes to an address but the question whether it may.
  ADD COLUMN confirmed_at timestamptz DEFAULT now(),
  -- Ahead of now by what was accepted faster than it may go on (generic cell rate algorithm, ITU-T I.371).
  ADD COLUMN paced_until timestamptz;
