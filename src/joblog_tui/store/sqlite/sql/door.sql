-- The writers' door: INSERT INTO job_event. It refuses what is wrong with a message, counts a known (source, id)
-- once and notes that it came again, and passes the rest on as an event. Written anew when the vocabulary changes, because the messages of
-- RAISE must be literals: what stands behind a dollar sign is filled in by schema.py (the known words, the
-- expression of moment.sql, the present moment).

CREATE VIEW job_event AS
SELECT e.id, j.id AS job, p.id AS parent,
       strftime('%Y-%m-%dT%H:%M:%S.', e.at / 1000, 'unixepoch') || substr('00' || (e.at % 1000), -3) || 'Z' AS at,
       st.slug AS status, ta.slug AS task, tr.slug AS trigger,
       nullif(tg.kind, '') AS target_kind, tg.name AS target, ac.name AS actor,
       e.correlation, e.level, e.message, nullif(so.name, '') AS source,
       d.attempt, d.max_attempts, d.progress_done, d.progress_total,
       strftime('%Y-%m-%dT%H:%M:%S.', d.scheduled_for / 1000, 'unixepoch')
         || substr('00' || (d.scheduled_for % 1000), -3) || 'Z' AS scheduled_for,
       d.source_status, d.reason_code, d.reason_message, d.attributes
FROM events AS e
JOIN jobs AS j ON j.seq = e.job
JOIN sources AS so ON so.id = e.source
LEFT JOIN jobs AS p ON p.seq = e.parent
LEFT JOIN statuses AS st ON st.id = e.status
LEFT JOIN tasks AS ta ON ta.id = e.task
LEFT JOIN triggers AS tr ON tr.id = e.trigger
LEFT JOIN targets AS tg ON tg.id = e.target
LEFT JOIN actors AS ac ON ac.id = e.actor
LEFT JOIN details AS d ON d.seq = e.seq
WHERE e.kind = 0;

CREATE TRIGGER job_event_arrives INSTEAD OF INSERT ON job_event
BEGIN
  INSERT INTO repeats (event, times, last_at)
  SELECT seq, 1, $now_ms FROM events
  WHERE id = NEW.id
    AND source = CASE WHEN NEW.source IS NULL THEN 0 ELSE (SELECT id FROM sources WHERE name = NEW.source) END
  ON CONFLICT (event) DO UPDATE SET times = times + 1, last_at = excluded.last_at;
  SELECT RAISE(IGNORE) WHERE changes() > 0;
  SELECT CASE
    WHEN typeof(NEW.job) <> 'text' OR length(NEW.job) NOT BETWEEN 1 AND 200
      THEN RAISE(ABORT, 'job must be text of 1 to 200 characters')
    WHEN NEW.id IS NOT NULL AND (typeof(NEW.id) <> 'text' OR length(NEW.id) NOT BETWEEN 1 AND 200)
      THEN RAISE(ABORT, 'id must be text of 1 to 200 characters')
    WHEN NEW.parent IS NOT NULL AND (typeof(NEW.parent) <> 'text' OR length(NEW.parent) NOT BETWEEN 1 AND 200)
      THEN RAISE(ABORT, 'parent must be text of 1 to 200 characters')
    WHEN NEW.source IS NOT NULL AND (typeof(NEW.source) <> 'text' OR length(NEW.source) NOT BETWEEN 1 AND 200)
      THEN RAISE(ABORT, 'source must be text of 1 to 200 characters')
    WHEN NEW.correlation IS NOT NULL
      AND (typeof(NEW.correlation) <> 'text' OR length(NEW.correlation) NOT BETWEEN 1 AND 200)
      THEN RAISE(ABORT, 'correlation must be text of 1 to 200 characters')
    WHEN NEW.at IS NOT NULL AND $at_ms IS NULL
      THEN RAISE(ABORT, 'at must be a time like 2026-11-23T09:15:02.125Z or epoch milliseconds, years 2000 to 2199')
    WHEN NEW.scheduled_for IS NOT NULL AND $scheduled_for_ms IS NULL
      THEN RAISE(ABORT, 'scheduled_for must be a time like 2026-11-23T09:15:02.125Z or epoch milliseconds, years 2000 to 2199')
    WHEN NEW.status IS NOT NULL AND NOT EXISTS (SELECT 1 FROM statuses WHERE slug = NEW.status)
      THEN RAISE(ABORT, 'unknown status; known are $status_slugs')
    WHEN NEW.task IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tasks WHERE slug = NEW.task)
      THEN RAISE(ABORT, 'unknown task; known are $task_slugs')
    WHEN NEW.trigger IS NOT NULL AND NOT EXISTS (SELECT 1 FROM triggers WHERE slug = NEW.trigger)
      THEN RAISE(ABORT, 'unknown trigger; known are $trigger_slugs')
    WHEN NEW.target IS NULL AND NEW.target_kind IS NOT NULL
      THEN RAISE(ABORT, 'target_kind needs a target')
    WHEN NEW.target IS NOT NULL
      AND (typeof(NEW.target) <> 'text' OR length(CAST(NEW.target AS BLOB)) NOT BETWEEN 1 AND 1024)
      THEN RAISE(ABORT, 'target must be text of 1 to 1,024 bytes')
    WHEN NEW.target_kind IS NOT NULL
      AND (typeof(NEW.target_kind) <> 'text' OR length(CAST(NEW.target_kind AS BLOB)) NOT BETWEEN 1 AND 1024)
      THEN RAISE(ABORT, 'target_kind must be text of 1 to 1,024 bytes')
    WHEN NEW.actor IS NOT NULL
      AND (typeof(NEW.actor) <> 'text' OR length(CAST(NEW.actor AS BLOB)) NOT BETWEEN 1 AND 1024)
      THEN RAISE(ABORT, 'actor must be text of 1 to 1,024 bytes')
    WHEN NEW.level IS NOT NULL AND NEW.level NOT IN ('debug', 'info', 'warn', 'error')
      THEN RAISE(ABORT, 'level must be debug, info, warn or error')
    WHEN NEW.message IS NOT NULL
      AND (typeof(NEW.message) <> 'text' OR length(CAST(NEW.message AS BLOB)) NOT BETWEEN 1 AND 65536)
      THEN RAISE(ABORT, 'message must be text of 1 to 65,536 bytes')
    WHEN NEW.source_status IS NOT NULL
      AND (typeof(NEW.source_status) <> 'text' OR length(CAST(NEW.source_status AS BLOB)) NOT BETWEEN 1 AND 1024)
      THEN RAISE(ABORT, 'source_status must be text of 1 to 1,024 bytes')
    WHEN NEW.reason_code IS NOT NULL
      AND (typeof(NEW.reason_code) <> 'text' OR length(CAST(NEW.reason_code AS BLOB)) NOT BETWEEN 1 AND 1024)
      THEN RAISE(ABORT, 'reason_code must be text of 1 to 1,024 bytes')
    WHEN NEW.reason_message IS NOT NULL
      AND (typeof(NEW.reason_message) <> 'text' OR length(CAST(NEW.reason_message AS BLOB)) NOT BETWEEN 1 AND 65536)
      THEN RAISE(ABORT, 'reason_message must be text of 1 to 65,536 bytes')
    WHEN NEW.attributes IS NOT NULL
      AND (typeof(NEW.attributes) <> 'text' OR length(CAST(NEW.attributes AS BLOB)) > 65536
        OR trim(NEW.attributes, ' ' || char(9, 10, 13)) NOT GLOB '{*}')
      THEN RAISE(ABORT, 'attributes must be the JSON text of an object, at most 65,536 bytes')
    WHEN NEW.attempt IS NOT NULL AND NOT ifnull($attempt_ok, 0)
      OR NEW.max_attempts IS NOT NULL AND NOT ifnull($max_attempts_ok, 0)
      OR NEW.progress_done IS NOT NULL AND NOT ifnull($progress_done_ok, 0)
      OR NEW.progress_total IS NOT NULL AND NOT ifnull($progress_total_ok, 0)
      THEN RAISE(ABORT, 'attempt, max_attempts, progress_done and progress_total must be whole numbers from 0 to 2^53')
    WHEN instr(CAST(NEW.job || ifnull(NEW.id, '') || ifnull(NEW.parent, '') || ifnull(NEW.source, '')
        || ifnull(NEW.correlation, '') || ifnull(NEW.target, '') || ifnull(NEW.target_kind, '')
        || ifnull(NEW.actor, '') || ifnull(NEW.message, '') || ifnull(NEW.source_status, '')
        || ifnull(NEW.reason_code, '') || ifnull(NEW.reason_message, '') || ifnull(NEW.attributes, '') AS BLOB), x'00')
      THEN RAISE(ABORT, 'text must not hold a NUL character')
    WHEN NEW.parent IS NOT NULL THEN CASE
      WHEN NEW.parent = NEW.job
        THEN RAISE(ABORT, 'a job cannot be nested in itself')
      WHEN (SELECT p.id FROM jobs AS j JOIN jobs AS p ON p.seq = j.parent WHERE j.id = NEW.job) <> NEW.parent
        THEN RAISE(ABORT, 'the parent of a job cannot change')
      WHEN EXISTS (SELECT 1 FROM jobs AS j, jobs AS p, ancestry AS a
          WHERE j.id = NEW.job AND p.id = NEW.parent AND a.job = p.seq AND a.ancestor = j.seq)
        THEN RAISE(ABORT, 'a job cannot be nested in itself: its parent is nested in it already')
      WHEN ifnull((SELECT p.depth FROM jobs AS p WHERE p.id = NEW.parent), 0) + 1 + ifnull((
          SELECT max(d.depth) FROM jobs AS j, ancestry AS a, jobs AS d
          WHERE j.id = NEW.job AND j.parent IS NULL AND a.ancestor = j.seq AND d.seq = a.job), 0) > 32
        THEN RAISE(ABORT, 'nested jobs go at most 32 deep')
      END
  END;

  INSERT INTO sources (name) SELECT NEW.source
  WHERE NEW.source IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sources WHERE name = NEW.source);
  INSERT INTO targets (name, kind) SELECT NEW.target, ifnull(NEW.target_kind, '')
  WHERE NEW.target IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM targets WHERE name = NEW.target AND kind = ifnull(NEW.target_kind, ''));
  INSERT INTO actors (name) SELECT NEW.actor
  WHERE NEW.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors WHERE name = NEW.actor);
  -- A job that begins with this event, and is nested in nothing, is what the event says: one row, without a detour.
  INSERT INTO jobs (
    id, task, trigger, target, actor, created_at, started_at, latest_at, source, own_status, own_changed_at,
    source_status, source_status_at, scheduled_for, scheduled_at, leaves_not_completed,
    leaves_retrying, leaves_running, leaves_started, leaves_queued, leaves_completed)
  SELECT
    NEW.job,
    (SELECT id FROM tasks WHERE slug = NEW.task),
    (SELECT id FROM triggers WHERE slug = NEW.trigger),
    (SELECT id FROM targets WHERE name = NEW.target AND kind = ifnull(NEW.target_kind, '')),
    (SELECT id FROM actors WHERE name = NEW.actor),
    e.at,
    iif(NEW.status IN ('running', 'started'), e.at, NULL),
    iif(NEW.status IS NULL, e.at, NULL),
    CASE WHEN NEW.source IS NULL THEN 0 ELSE (SELECT id FROM sources WHERE name = NEW.source) END,
    (SELECT id FROM statuses WHERE slug = NEW.status),
    iif(NEW.status IS NULL, NULL, e.at),
    NEW.source_status, iif(NEW.source_status IS NULL, NULL, e.at),
    e.scheduled_for, iif(e.scheduled_for IS NULL, NULL, e.at),
    NEW.status IS 'not_completed', NEW.status IS 'retrying', NEW.status IS 'running', NEW.status IS 'started',
    ifnull(NEW.status, 'queued') = 'queued', NEW.status IS 'completed'
  FROM (SELECT ifnull($at_ms, $now_ms) AS at, $scheduled_for_ms AS scheduled_for) AS e
  WHERE NEW.parent IS NULL AND NOT EXISTS (SELECT 1 FROM jobs WHERE id = NEW.job);
  INSERT INTO jobs (id) SELECT NEW.job WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE id = NEW.job);
  INSERT INTO jobs (id) SELECT NEW.parent
  WHERE NEW.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jobs WHERE id = NEW.parent);
  UPDATE jobs SET parent = (SELECT p.seq FROM jobs AS p WHERE p.id = NEW.parent)
  WHERE NEW.parent IS NOT NULL AND id = NEW.job AND parent IS NULL;

  INSERT INTO events (
    job, at, source, id, parent, status, task, trigger, target, actor, correlation, level, message)
  VALUES (
    (SELECT seq FROM jobs WHERE id = NEW.job),
    ifnull($at_ms, $now_ms),
    CASE WHEN NEW.source IS NULL THEN 0 ELSE (SELECT id FROM sources WHERE name = NEW.source) END,
    NEW.id,
    (SELECT seq FROM jobs WHERE id = NEW.parent),
    (SELECT id FROM statuses WHERE slug = NEW.status),
    (SELECT id FROM tasks WHERE slug = NEW.task),
    (SELECT id FROM triggers WHERE slug = NEW.trigger),
    (SELECT id FROM targets WHERE name = NEW.target AND kind = ifnull(NEW.target_kind, '')),
    (SELECT id FROM actors WHERE name = NEW.actor),
    NEW.correlation, NEW.level, NEW.message);
  -- Both have the number of the event, which stays the one that was inserted last.
  INSERT INTO details (
    seq, job, attempt, max_attempts, progress_done, progress_total, scheduled_for, source_status, reason_code,
    reason_message, attributes)
  SELECT
    e.seq, e.job, CAST(NEW.attempt AS INTEGER), CAST(NEW.max_attempts AS INTEGER),
    CAST(NEW.progress_done AS INTEGER), CAST(NEW.progress_total AS INTEGER),
    $scheduled_for_ms, NEW.source_status, NEW.reason_code, NEW.reason_message, NEW.attributes
  FROM events AS e
  WHERE e.seq = last_insert_rowid() AND coalesce(
    NEW.attempt, NEW.max_attempts, NEW.progress_done, NEW.progress_total, NEW.scheduled_for, NEW.source_status,
    NEW.reason_code, NEW.reason_message, NEW.attributes) IS NOT NULL;
  INSERT INTO arrivals (seq, at) SELECT last_insert_rowid(), $now_ms
  WHERE $now_ms IS NOT (SELECT at FROM arrivals ORDER BY seq DESC LIMIT 1);
  INSERT INTO event_arrival SELECT * FROM event_arrival AS e
  WHERE e.seq = last_insert_rowid() AND (
    (SELECT created_at FROM jobs WHERE seq = e.job) IS NULL
    OR EXISTS (SELECT 1 FROM events AS o WHERE o.job = e.job AND o.seq <> e.seq));
  -- Of a job that began whole nothing is left to say, but that its source lives.
  INSERT INTO source_signs (source, minute, last_at)
  SELECT e.source, e.at / 60000, e.at FROM events AS e
  WHERE e.seq = last_insert_rowid() AND e.source <> 0
    AND NOT EXISTS (SELECT 1 FROM events AS o WHERE o.job = e.job AND o.seq <> e.seq)
  ON CONFLICT (source, minute) DO UPDATE SET last_at = excluded.last_at WHERE excluded.last_at > last_at;
END;

-- A writer that has nothing to report says that it lives: INSERT INTO source_heartbeat (source) VALUES ('worker-3').
CREATE VIEW source_heartbeat AS
SELECT e.id, so.name AS source,
       strftime('%Y-%m-%dT%H:%M:%S.', e.at / 1000, 'unixepoch') || substr('00' || (e.at % 1000), -3) || 'Z' AS at
FROM events AS e JOIN sources AS so ON so.id = e.source
WHERE e.job IS NULL;

CREATE TRIGGER source_heartbeat_arrives INSTEAD OF INSERT ON source_heartbeat
BEGIN
  INSERT INTO repeats (event, times, last_at)
  SELECT seq, 1, $now_ms FROM events WHERE id = NEW.id AND source = (SELECT id FROM sources WHERE name = NEW.source)
  ON CONFLICT (event) DO UPDATE SET times = times + 1, last_at = excluded.last_at;
  SELECT RAISE(IGNORE) WHERE changes() > 0;
  SELECT CASE
    WHEN ifnull(typeof(NEW.source) <> 'text' OR length(NEW.source) NOT BETWEEN 1 AND 200
      OR instr(CAST(NEW.source AS BLOB), x'00'), 1)
      THEN RAISE(ABORT, 'source must be text of 1 to 200 characters')
    WHEN NEW.id IS NOT NULL AND (typeof(NEW.id) <> 'text' OR length(NEW.id) NOT BETWEEN 1 AND 200
      OR instr(CAST(NEW.id AS BLOB), x'00'))
      THEN RAISE(ABORT, 'id must be text of 1 to 200 characters')
    WHEN NEW.at IS NOT NULL AND $at_ms IS NULL
      THEN RAISE(ABORT, 'at must be a time like 2026-11-23T09:15:02.125Z or epoch milliseconds, years 2000 to 2199')
  END;
  INSERT INTO sources (name) SELECT NEW.source WHERE NOT EXISTS (SELECT 1 FROM sources WHERE name = NEW.source);
  INSERT INTO events (at, kind, source, id)
  VALUES (ifnull($at_ms, $now_ms), 1, (SELECT id FROM sources WHERE name = NEW.source), NEW.id);
  INSERT INTO arrivals (seq, at) SELECT last_insert_rowid(), $now_ms
  WHERE $now_ms IS NOT (SELECT at FROM arrivals ORDER BY seq DESC LIMIT 1);
  INSERT INTO event_arrival SELECT * FROM event_arrival WHERE seq = last_insert_rowid();
END;

-- Somebody has seen to a job: INSERT INTO job_acknowledgement (job, actor, note) VALUES ('job-7', 'ana', 'ticket 4711').
CREATE VIEW job_acknowledgement AS
SELECT e.id, j.id AS job,
       strftime('%Y-%m-%dT%H:%M:%S.', e.at / 1000, 'unixepoch') || substr('00' || (e.at % 1000), -3) || 'Z' AS at,
       ac.name AS actor, e.message AS note, nullif(so.name, '') AS source
FROM events AS e
JOIN jobs AS j ON j.seq = e.job
JOIN actors AS ac ON ac.id = e.actor
JOIN sources AS so ON so.id = e.source
WHERE e.kind = 2;

CREATE TRIGGER job_acknowledgement_arrives INSTEAD OF INSERT ON job_acknowledgement
BEGIN
  INSERT INTO repeats (event, times, last_at)
  SELECT seq, 1, $now_ms FROM events
  WHERE id = NEW.id
    AND source = CASE WHEN NEW.source IS NULL THEN 0 ELSE (SELECT id FROM sources WHERE name = NEW.source) END
  ON CONFLICT (event) DO UPDATE SET times = times + 1, last_at = excluded.last_at;
  SELECT RAISE(IGNORE) WHERE changes() > 0;
  SELECT CASE
    WHEN typeof(NEW.job) <> 'text' OR length(NEW.job) NOT BETWEEN 1 AND 200
      THEN RAISE(ABORT, 'job must be text of 1 to 200 characters')
    WHEN NEW.id IS NOT NULL AND (typeof(NEW.id) <> 'text' OR length(NEW.id) NOT BETWEEN 1 AND 200)
      THEN RAISE(ABORT, 'id must be text of 1 to 200 characters')
    WHEN NEW.source IS NOT NULL AND (typeof(NEW.source) <> 'text' OR length(NEW.source) NOT BETWEEN 1 AND 200)
      THEN RAISE(ABORT, 'source must be text of 1 to 200 characters')
    WHEN NEW.at IS NOT NULL AND $at_ms IS NULL
      THEN RAISE(ABORT, 'at must be a time like 2026-11-23T09:15:02.125Z or epoch milliseconds, years 2000 to 2199')
    WHEN typeof(NEW.actor) <> 'text' OR length(CAST(NEW.actor AS BLOB)) NOT BETWEEN 1 AND 1024
      THEN RAISE(ABORT, 'actor must be text of 1 to 1,024 bytes: who acknowledges')
    WHEN NEW.note IS NOT NULL
      AND (typeof(NEW.note) <> 'text' OR length(CAST(NEW.note AS BLOB)) NOT BETWEEN 1 AND 4096)
      THEN RAISE(ABORT, 'note must be text of 1 to 4,096 bytes')
    WHEN instr(CAST(NEW.job || ifnull(NEW.id, '') || ifnull(NEW.source, '') || NEW.actor || ifnull(NEW.note, '')
        AS BLOB), x'00')
      THEN RAISE(ABORT, 'text must not hold a NUL character')
  END;
  INSERT INTO sources (name) SELECT NEW.source
  WHERE NEW.source IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sources WHERE name = NEW.source);
  INSERT INTO actors (name) SELECT NEW.actor WHERE NOT EXISTS (SELECT 1 FROM actors WHERE name = NEW.actor);
  INSERT INTO jobs (id) SELECT NEW.job WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE id = NEW.job);
  INSERT INTO events (job, at, kind, source, id, actor, message)
  VALUES (
    (SELECT seq FROM jobs WHERE id = NEW.job), ifnull($at_ms, $now_ms), 2,
    CASE WHEN NEW.source IS NULL THEN 0 ELSE (SELECT id FROM sources WHERE name = NEW.source) END,
    NEW.id, (SELECT id FROM actors WHERE name = NEW.actor), NEW.note);
  INSERT INTO arrivals (seq, at) SELECT last_insert_rowid(), $now_ms
  WHERE $now_ms IS NOT (SELECT at FROM arrivals ORDER BY seq DESC LIMIT 1);
  INSERT INTO event_arrival SELECT * FROM event_arrival WHERE seq = last_insert_rowid();
END;
