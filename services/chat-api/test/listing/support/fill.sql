-- Forty people with 400 tasks each: enough for the planner to care.
INSERT INTO project (user_id, name, name_key, position)
SELECT 'u' || u, 'p' || p, 'p' || p, 'a' || p FROM generate_series(1, 40) u, generate_series(1, 8) p;
INSERT INTO tag (user_id, name, name_key)
SELECT 'u' || u, 't' || t, 't' || t FROM generate_series(1, 40) u, generate_series(1, 8) t;
INSERT INTO task (user_id, title, title_key, notes, status, priority, project_id, due_at, due_date, start_at, recurrence,
  reminders, estimate_minutes, time_zone, position, created_at, updated_at, completed_at, deleted_at)
SELECT 'u' || u, 'task ' || n * 7919 % 400, 'task ' || lpad((n * 7919 % 400)::text, 12, '0'), repeat('some notes ', n % 5),
  CASE WHEN n % 3 = 0 THEN 'done' ELSE 'open' END,
  (ARRAY['none', 'none', 'low', 'medium', 'high', 'urgent'])[1 + n % 6],
  CASE WHEN n % 5 > 0 THEN (SELECT id FROM project WHERE user_id = 'u' || u AND name_key = 'p' || 1 + n % 8) END,
  CASE WHEN n % 4 IN (0, 1) THEN timestamptz '2026-06-01 09:00Z' + n * interval '22 hours' END,
  CASE WHEN n % 4 = 2 THEN date '2026-06-01' + n END,
  CASE WHEN n % 9 = 0 THEN timestamptz '2026-06-01 09:00Z' + n * interval '22 hours' END,
  CASE WHEN n % 50 = 0 THEN '{"rrule": "FREQ=WEEKLY", "mode": "schedule", "exdates": [], "rdates": []}'::jsonb END,
  CASE WHEN n % 40 = 0 THEN '[{"id": 1, "before": "PT30M", "of": "due"}]'::jsonb ELSE '[]' END,
  CASE WHEN n % 7 = 0 THEN n % 100 END, CASE WHEN n % 11 = 0 THEN 'Europe/Berlin' END, 'a' || lpad((n * 31 % 400)::text, 4, '0'),
  timestamptz '2026-01-01Z' + n * interval '18 hours', timestamptz '2026-01-01Z' + n * interval '20 hours',
  CASE WHEN n % 3 = 0 THEN timestamptz '2026-01-01Z' + n * interval '20 hours' END,
  CASE WHEN n % 60 = 7 THEN timestamptz '2026-11-01Z' + n * interval '1 hour' END
FROM generate_series(1, 400) n, generate_series(1, 40) u;
UPDATE task SET parent_id = (SELECT min(id) FROM task AS other WHERE other.user_id = task.user_id) WHERE id % 100 = 3;
INSERT INTO task_tag (user_id, task_id, tag_id)
SELECT task.user_id, task.id, tag.id FROM task JOIN tag ON tag.user_id = task.user_id AND tag.name_key = 't' || 1 + task.id % 20;
INSERT INTO task_word (user_id, word, weight, task_id) SELECT user_id, 'task', 1, id FROM task;
INSERT INTO task_word (user_id, word, weight, task_id) SELECT user_id, 'notes', 4, id FROM task WHERE notes <> '';
INSERT INTO task_word (user_id, word, weight, task_id) SELECT user_id, (id % 400)::text, 1, id FROM task;
INSERT INTO user_word (user_id, word, reversed) SELECT DISTINCT user_id, word, reverse(word) FROM task_word;
