-- Up Migration

-- Whatever is done for a person is done as this role, which owns nothing, so that row-level security holds for it. It
-- belongs to the whole server, and only an administrator can make it: see docs/deploy/data.md.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chat_api_people') THEN
    RAISE EXCEPTION 'the role chat_api_people is missing'
      USING HINT = format('run set-up again, or as an administrator: CREATE ROLE chat_api_people NOLOGIN; GRANT chat_api_people TO %I',
        current_user);
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO chat_api_people', current_schema());
END
$$;

-- Who is asking, as the transaction says; nobody, and so no row, where it doesn't.
CREATE FUNCTION person() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('punctual.user_id', true), '');

CREATE TABLE project (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  name text NOT NULL,
  -- As names are compared: without regard to case and accents.
  name_key text NOT NULL,
  colour text,
  position text COLLATE "C" NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  UNIQUE (user_id, name_key)
);

CREATE TABLE tag (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  name text NOT NULL,
  name_key text NOT NULL,
  colour text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  UNIQUE (user_id, name_key)
);

ALTER TABLE task
  -- Rewritten once, for the two generated columns.
  ADD COLUMN priority_rank smallint NOT NULL GENERATED ALWAYS AS (
    CASE priority WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 WHEN 'urgent' THEN 4 ELSE 0 END
  ) STORED,
  -- When a task is due, to sort by: a whole day is due at its end.
  ADD COLUMN due_key timestamptz GENERATED ALWAYS AS (
    coalesce(due_at, timezone('UTC', due_date::timestamp + interval '1 day' - interval '1 millisecond'))
  ) STORED,
  ADD COLUMN project_id bigint REFERENCES project (id),
  ADD COLUMN parent_id bigint REFERENCES task (id),
  ADD COLUMN recurrence jsonb,
  ADD COLUMN reminders jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN estimate_minutes integer,
  -- Manual order within a project: a key between those of its neighbours.
  ADD COLUMN position text COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN title_key text COLLATE "C" NOT NULL DEFAULT '',
  -- Whether its place, its title's key and its words are there; else src/search/index-late.ts makes them.
  ADD COLUMN indexed boolean NOT NULL DEFAULT false,
  -- Only the version before this one writes tags here.
  ALTER COLUMN tags SET DEFAULT '{}';

CREATE TABLE task_tag (
  user_id text NOT NULL,
  task_id bigint NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  tag_id bigint NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, tag_id, task_id)
);
CREATE INDEX task_tag_of_task ON task_tag (task_id, tag_id);
CREATE INDEX task_of_parent ON task (user_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX task_of_project ON task (user_id, project_id, position, id) WHERE deleted_at IS NULL;

-- As packages/contracts/src/fold.ts, but for letters that Unicode doesn't take apart: only old tags go through it.
CREATE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN btrim(regexp_replace(
    lower(regexp_replace(normalize(name, NFKD), U&'[\0300-\036F]', '', 'g')), '\s+', ' ', 'g'));

-- What the version before this one wrote, and goes on writing until its last replica has stopped.
CREATE FUNCTION copy_old_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tag (user_id, name, name_key)
    SELECT DISTINCT ON (fold_name(name)) NEW.user_id, name, fold_name(name) FROM unnest(NEW.tags) AS name
    ORDER BY fold_name(name) ON CONFLICT DO NOTHING;
  DELETE FROM task_tag WHERE task_id = NEW.id;
  INSERT INTO task_tag (user_id, task_id, tag_id)
    SELECT DISTINCT NEW.user_id, NEW.id, tag.id FROM unnest(NEW.tags) AS given (name)
    JOIN tag ON tag.user_id = NEW.user_id AND tag.name_key = fold_name(given.name);
  RETURN NULL;
END
$$;
CREATE TRIGGER copy_old_tags_of_new AFTER INSERT ON task
  FOR EACH ROW WHEN (NEW.tags <> '{}') EXECUTE FUNCTION copy_old_tags();
CREATE TRIGGER copy_old_tags_of_changed AFTER UPDATE OF tags ON task
  FOR EACH ROW WHEN (NEW.tags IS DISTINCT FROM OLD.tags) EXECUTE FUNCTION copy_old_tags();

INSERT INTO tag (user_id, name, name_key)
  SELECT DISTINCT ON (user_id, fold_name(name)) user_id, name, fold_name(name)
  FROM task, unnest(tags) AS name ORDER BY user_id, fold_name(name), name;
INSERT INTO task_tag (user_id, task_id, tag_id)
  SELECT DISTINCT task.user_id, task.id, tag.id FROM task, unnest(task.tags) AS given (name)
  JOIN tag ON tag.name_key = fold_name(given.name) WHERE tag.user_id = task.user_id;
-- Whatever the version before this one writes, it writes without saying for whom: it is indexed later.
CREATE FUNCTION index_later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.indexed = false;
  RETURN NEW;
END
$$;
CREATE TRIGGER index_later BEFORE UPDATE OF title, notes, tags ON task
  FOR EACH ROW WHEN (person() IS NULL) EXECUTE FUNCTION index_later();
CREATE INDEX task_to_index ON task (id) WHERE NOT indexed;

CREATE TABLE saved_filter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  name text NOT NULL,
  name_key text NOT NULL,
  query text NOT NULL,
  sort text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, name_key)
);

-- Inverted index of words, folded; weight: 1 title, 2 tags, 3 project, 4 notes. In its order, the best and newest
-- tasks of a word are read first, however many have it.
CREATE TABLE task_word (
  user_id text NOT NULL,
  word text COLLATE "C" NOT NULL,
  weight smallint NOT NULL,
  task_id bigint NOT NULL
);
CREATE UNIQUE INDEX task_word_of_user ON task_word (user_id, word, weight, task_id DESC);
-- The words a user has, to complete beginnings and to mend typing errors.
CREATE TABLE user_word (
  user_id text NOT NULL,
  word text COLLATE "C" NOT NULL,
  reversed text COLLATE "C" NOT NULL,
  PRIMARY KEY (user_id, word)
);
CREATE INDEX user_word_reversed ON user_word (user_id, reversed);

-- What changed, in the order it was committed in for each user: for live clients and for undoing.
CREATE TABLE change (
  user_id text NOT NULL,
  -- Of event_stream.
  sequence bigint NOT NULL,
  -- The same for all that one request changed.
  write_id uuid NOT NULL,
  entity text NOT NULL CHECK (entity IN ('task', 'project', 'tag', 'filter')),
  entity_id bigint NOT NULL,
  action text NOT NULL,
  -- After the change.
  version integer NOT NULL,
  -- As it was; null for what is new.
  before jsonb,
  actor jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, sequence)
);
CREATE INDEX change_of_write ON change (user_id, write_id, sequence);
CREATE INDEX change_at ON change (at);

-- Answers to writes that came with an Idempotency-Key, for a day.
CREATE TABLE idempotency (
  user_id text NOT NULL,
  key text NOT NULL,
  -- SHA-256 of method, address and body.
  fingerprint bytea NOT NULL,
  status smallint,
  headers jsonb,
  body text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_created_at ON idempotency (created_at);

-- People see their own and nothing else, whatever a query forgets. The owner isn't held by it: the version before this
-- one, migrations and the outbox's relay work as the owner.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['task', 'project', 'tag', 'task_tag', 'saved_filter', 'task_word', 'user_word', 'change',
    'idempotency', 'event_stream', 'outbox']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own ON %I USING (user_id = (SELECT person()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO chat_api_people', name);
  END LOOP;
END
$$;
-- Ids are taken before rows are written, so that their words and events can be made in the same go.
GRANT USAGE ON SEQUENCE task_id_seq, project_id_seq TO chat_api_people;
