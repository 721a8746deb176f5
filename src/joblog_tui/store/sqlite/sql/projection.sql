-- From an event to the projections: one small trigger a case, each behind a WHEN, none setting a column that it
-- watches. They are independent of each other's order: facts, times and statuses touch different columns, and
-- the roll-up works by differences. While a batch is folded set-wise (store.folding, fold.sql) they are quiet.

-- The truth is only appended to, whatever the writer's conflict clause is.
CREATE TRIGGER events_kept BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

CREATE TRIGGER events_never_deleted BEFORE DELETE ON events
WHEN NOT EXISTS (SELECT 1 FROM pruning WHERE job = OLD.job)
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

-- Whole finished jobs may go, with all that is nested in them (prune.sql); nothing else, and no record of it.
CREATE TRIGGER pruning_is_for_finished_jobs BEFORE INSERT ON pruning
WHEN NOT EXISTS (SELECT 1 FROM jobs WHERE seq = NEW.job AND parent IS NULL AND NOT unfinished)
  AND NOT EXISTS (
    SELECT 1 FROM ancestry AS a JOIN pruning AS p ON p.job = a.ancestor WHERE a.job = NEW.job)
BEGIN SELECT RAISE(ABORT, 'only finished jobs can be pruned, with all that is nested in them'); END;

CREATE TRIGGER prunes_kept BEFORE UPDATE ON prunes
BEGIN SELECT RAISE(ABORT, 'the record of what was pruned is only ever appended to'); END;

CREATE TRIGGER prunes_never_deleted BEFORE DELETE ON prunes
BEGIN SELECT RAISE(ABORT, 'the record of what was pruned is only ever appended to'); END;

CREATE TRIGGER events_never_replaced BEFORE INSERT ON events
WHEN (SELECT folding FROM store) = 0
  AND (EXISTS (SELECT 1 FROM events WHERE seq = NEW.seq)
    OR EXISTS (SELECT 1 FROM events WHERE source = NEW.source AND id = NEW.id))
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

CREATE TRIGGER details_kept BEFORE UPDATE ON details
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

CREATE TRIGGER details_never_deleted BEFORE DELETE ON details
WHEN NOT EXISTS (SELECT 1 FROM pruning WHERE job = OLD.job)
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

CREATE TRIGGER details_never_added BEFORE INSERT ON details
WHEN (SELECT folding FROM store) = 0
  AND (NEW.seq IS NOT (SELECT max(seq) FROM events) OR EXISTS (SELECT 1 FROM details WHERE seq = NEW.seq))
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

CREATE TRIGGER arrivals_kept BEFORE UPDATE ON arrivals
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

-- The moment of an arrival goes with the last of the events that share it.
CREATE TRIGGER arrivals_never_deleted BEFORE DELETE ON arrivals
WHEN EXISTS (
  SELECT 1 FROM events AS e
  WHERE e.seq >= OLD.seq AND e.seq < ifnull((SELECT min(a.seq) FROM arrivals AS a WHERE a.seq > OLD.seq), 1 << 62)
    AND (e.job IS NULL OR NOT EXISTS (SELECT 1 FROM pruning AS p WHERE p.job = e.job)))
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

CREATE TRIGGER arrivals_never_added BEFORE INSERT ON arrivals
WHEN (SELECT folding FROM store) = 0
  AND (NEW.seq IS NOT (SELECT max(seq) FROM events) OR EXISTS (SELECT 1 FROM arrivals WHERE seq = NEW.seq))
BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;

-- An event tells of its job. The door says each one here, rather than triggers of the table itself listening: a batch
-- that is folded set-wise then appends at the speed of the table.
CREATE VIEW event_arrival AS
SELECT e.seq, e.job, e.at, e.kind, e.source, e.status, e.task, e.trigger, e.target, e.actor, d.scheduled_for, d.source_status
FROM events AS e LEFT JOIN details AS d ON d.seq = e.seq;

-- A fact that the earliest event decided has no time of its own: it is created_at. When an earlier event comes, it gets one.
CREATE TRIGGER event_creates INSTEAD OF INSERT ON event_arrival
WHEN NEW.at < ifnull((SELECT created_at FROM jobs WHERE seq = NEW.job), NEW.at + 1)
BEGIN
  UPDATE jobs SET
    created_at = NEW.at,
    task_at    = iif(task IS NULL, NULL, nullif(ifnull(task_at, created_at), NEW.at)),
    trigger_at = iif(trigger IS NULL, NULL, nullif(ifnull(trigger_at, created_at), NEW.at)),
    target_at  = iif(target IS NULL, NULL, nullif(ifnull(target_at, created_at), NEW.at)),
    actor_at   = iif(actor IS NULL, NULL, nullif(ifnull(actor_at, created_at), NEW.at))
  WHERE seq = NEW.job;
END;

CREATE TRIGGER event_decides_facts INSTEAD OF INSERT ON event_arrival
WHEN NEW.kind = 0
  AND (NEW.task IS NOT NULL OR NEW.trigger IS NOT NULL OR NEW.target IS NOT NULL OR NEW.actor IS NOT NULL)
BEGIN
  UPDATE jobs SET
    task       = iif(NEW.task IS NOT NULL AND (task IS NULL OR NEW.at < ifnull(task_at, created_at)), NEW.task, task),
    task_at    = iif(NEW.task IS NOT NULL AND (task IS NULL OR NEW.at < ifnull(task_at, created_at)), nullif(NEW.at, created_at), task_at),
    trigger    = iif(NEW.trigger IS NOT NULL AND (trigger IS NULL OR NEW.at < ifnull(trigger_at, created_at)), NEW.trigger, trigger),
    trigger_at = iif(NEW.trigger IS NOT NULL AND (trigger IS NULL OR NEW.at < ifnull(trigger_at, created_at)), nullif(NEW.at, created_at), trigger_at),
    target     = iif(NEW.target IS NOT NULL AND (target IS NULL OR NEW.at < ifnull(target_at, created_at)), NEW.target, target),
    target_at  = iif(NEW.target IS NOT NULL AND (target IS NULL OR NEW.at < ifnull(target_at, created_at)), nullif(NEW.at, created_at), target_at),
    actor      = iif(NEW.actor IS NOT NULL AND (actor IS NULL OR NEW.at < ifnull(actor_at, created_at)), NEW.actor, actor),
    actor_at   = iif(NEW.actor IS NOT NULL AND (actor IS NULL OR NEW.at < ifnull(actor_at, created_at)), nullif(NEW.at, created_at), actor_at)
  WHERE seq = NEW.job
    AND (NEW.task IS NOT NULL AND (task IS NULL OR NEW.at < ifnull(task_at, created_at))
      OR NEW.trigger IS NOT NULL AND (trigger IS NULL OR NEW.at < ifnull(trigger_at, created_at))
      OR NEW.target IS NOT NULL AND (target IS NULL OR NEW.at < ifnull(target_at, created_at))
      OR NEW.actor IS NOT NULL AND (actor IS NULL OR NEW.at < ifnull(actor_at, created_at)));
END;

CREATE TRIGGER event_is_latest INSTEAD OF INSERT ON event_arrival
WHEN NEW.job IS NOT NULL AND NEW.kind = 0 AND NEW.status IS NULL
BEGIN
  UPDATE jobs SET latest_at = nullif(NEW.at, status_at), source = NEW.source
  WHERE seq = NEW.job AND NEW.at >= ifnull(reported_at, NEW.at);
END;

CREATE TRIGGER event_is_a_sign_of_life INSTEAD OF INSERT ON event_arrival
WHEN NEW.kind = 0 AND (SELECT parent FROM jobs WHERE seq = NEW.job) IS NOT NULL
BEGIN
  UPDATE jobs SET nested_active_at = NEW.at
  WHERE seq IN (SELECT ancestor FROM ancestry WHERE job = NEW.job)
    AND NEW.at > ifnull(nested_active_at, NEW.at - 1);
END;

CREATE TRIGGER event_acknowledges INSTEAD OF INSERT ON event_arrival
WHEN NEW.kind = 2
BEGIN
  UPDATE jobs SET acknowledgement = NEW.seq, acknowledged_at = NEW.at
  WHERE seq = NEW.job AND NEW.at >= ifnull(acknowledged_at, NEW.at);
END;

-- A source lives by its reports and heartbeats; somebody's acknowledgement is no sign of it.
CREATE TRIGGER event_is_a_sign_of_its_source INSTEAD OF INSERT ON event_arrival
WHEN NEW.kind < 2 AND NEW.source <> 0
BEGIN
  INSERT INTO source_signs (source, minute, last_at) VALUES (NEW.source, NEW.at / 60000, NEW.at)
  ON CONFLICT (source, minute) DO UPDATE SET last_at = excluded.last_at WHERE excluded.last_at > last_at;
END;

CREATE TRIGGER source_signs_are_forgotten AFTER INSERT ON source_signs
WHEN (SELECT folding FROM store) = 0
BEGIN
  DELETE FROM source_signs
  WHERE source = NEW.source
    AND minute < (SELECT max(s.minute) FROM source_signs AS s WHERE s.source = NEW.source) - 43200;
END;

CREATE TRIGGER event_starts INSTEAD OF INSERT ON event_arrival
WHEN NEW.status IN (3, 4)
BEGIN
  UPDATE jobs SET started_at = NEW.at
  WHERE seq = NEW.job AND NEW.at < ifnull(started_at, NEW.at + 1);
END;

CREATE TRIGGER event_schedules INSTEAD OF INSERT ON event_arrival
WHEN NEW.scheduled_for IS NOT NULL
BEGIN
  UPDATE jobs SET scheduled_for = NEW.scheduled_for, scheduled_at = NEW.at
  WHERE seq = NEW.job AND NEW.at >= ifnull(scheduled_at, NEW.at);
END;

-- The writer's own word belongs to the latest event that names a status or a word.
CREATE TRIGGER event_words INSTEAD OF INSERT ON event_arrival
WHEN NEW.source_status IS NOT NULL
BEGIN
  UPDATE jobs SET
    source_status = iif(NEW.at >= ifnull(status_at, NEW.at), NEW.source_status, source_status),
    source_status_at = NEW.at
  WHERE seq = NEW.job AND NEW.at >= ifnull(source_status_at, NEW.at);
END;

CREATE TRIGGER event_unwords INSTEAD OF INSERT ON event_arrival
WHEN NEW.source_status IS NULL AND NEW.status IS NOT NULL
  AND NEW.at >= (SELECT source_status_at FROM jobs WHERE seq = NEW.job)
BEGIN
  UPDATE jobs SET source_status = NULL WHERE seq = NEW.job AND source_status IS NOT NULL;
END;

-- A leaf counts itself; the jobs that it is nested in are told further below.
CREATE TRIGGER event_reports_status INSTEAD OF INSERT ON event_arrival
WHEN NEW.status IS NOT NULL
  AND NEW.at >= ifnull((SELECT status_at FROM jobs WHERE seq = NEW.job), NEW.at)
  AND NEW.status IS NOT (SELECT own_status FROM jobs WHERE seq = NEW.job)
BEGIN
  UPDATE jobs SET
    own_status           = NEW.status,
    own_status_at        = NULL,
    own_changed_at       = NEW.at,
    source               = iif(NEW.at >= ifnull(reported_at, NEW.at), NEW.source, source),
    latest_at            = iif(latest_at > NEW.at, latest_at, NULL),
    leaves_not_completed = iif(leaf, NEW.status = 1, leaves_not_completed),
    leaves_retrying      = iif(leaf, NEW.status = 2, leaves_retrying),
    leaves_running       = iif(leaf, NEW.status = 3, leaves_running),
    leaves_started       = iif(leaf, NEW.status = 4, leaves_started),
    leaves_queued        = iif(leaf, NEW.status = 5, leaves_queued),
    leaves_completed     = iif(leaf, NEW.status = 6, leaves_completed)
  WHERE seq = NEW.job;
END;

CREATE TRIGGER event_repeats_status INSTEAD OF INSERT ON event_arrival
WHEN NEW.status = (SELECT own_status FROM jobs WHERE seq = NEW.job)
BEGIN
  UPDATE jobs SET
    own_status_at = nullif(NEW.at, own_changed_at),
    source        = iif(NEW.at >= reported_at, NEW.source, source),
    latest_at     = iif(latest_at > NEW.at, latest_at, NULL)
  WHERE seq = NEW.job AND (NEW.at > status_at OR NEW.at = status_at AND source <> NEW.source);
END;

-- A late report never reverts a newer state, but it can move the moment of the latest change: the first report
-- after the last one that says something else.
CREATE TRIGGER event_reports_status_late INSTEAD OF INSERT ON event_arrival
WHEN NEW.status IS NOT NULL AND NEW.at < (SELECT status_at FROM jobs WHERE seq = NEW.job)
BEGIN
  UPDATE jobs SET own_status_at = status_at, own_changed_at = (
      SELECT e.at FROM events AS e
      WHERE e.job = NEW.job AND e.status = own_status
        AND (e.at, e.seq) > (
          ifnull((SELECT o.at FROM events AS o WHERE o.job = NEW.job AND o.status <> own_status
                  ORDER BY o.at DESC, o.seq DESC LIMIT 1), -1),
          ifnull((SELECT o.seq FROM events AS o WHERE o.job = NEW.job AND o.status <> own_status
                  ORDER BY o.at DESC, o.seq DESC LIMIT 1), -1))
      ORDER BY e.at, e.seq LIMIT 1)
  WHERE seq = NEW.job;
  UPDATE jobs SET own_status_at = NULL WHERE seq = NEW.job AND own_status_at = own_changed_at;
END;

-- A job tells of the jobs that it is nested in.
CREATE TRIGGER job_leaf_rolls_up AFTER UPDATE OF own_status ON jobs
WHEN (SELECT folding FROM store) = 0 AND NEW.leaf AND NEW.parent IS NOT NULL AND NEW.own_status IS NOT OLD.own_status
BEGIN
  UPDATE jobs SET
    leaves_not_completed = leaves_not_completed + (NEW.own_status IS 1) - (OLD.own_status IS 1),
    leaves_retrying      = leaves_retrying      + (NEW.own_status IS 2) - (OLD.own_status IS 2),
    leaves_running       = leaves_running       + (NEW.own_status IS 3) - (OLD.own_status IS 3),
    leaves_started       = leaves_started       + (NEW.own_status IS 4) - (OLD.own_status IS 4),
    leaves_queued        = leaves_queued + (ifnull(NEW.own_status, 5) = 5) - (ifnull(OLD.own_status, 5) = 5),
    leaves_completed     = leaves_completed     + (NEW.own_status IS 6) - (OLD.own_status IS 6)
  WHERE seq IN (SELECT ancestor FROM ancestry WHERE job = NEW.seq);
END;

CREATE TRIGGER job_inner_rolls_up AFTER UPDATE OF own_status ON jobs
WHEN (SELECT folding FROM store) = 0 AND NOT NEW.leaf AND (NEW.own_status IS 1) <> (OLD.own_status IS 1)
BEGIN
  UPDATE jobs SET inner_not_completed = inner_not_completed + (NEW.own_status IS 1) - (OLD.own_status IS 1)
  WHERE seq IN (SELECT NEW.seq UNION ALL SELECT ancestor FROM ancestry WHERE job = NEW.seq);
END;

CREATE TRIGGER job_change_rolls_up AFTER UPDATE OF own_changed_at ON jobs
WHEN (SELECT folding FROM store) = 0 AND NEW.parent IS NOT NULL
  AND NEW.own_changed_at > ifnull(OLD.own_changed_at, NEW.own_changed_at - 1)
BEGIN
  UPDATE jobs SET nested_changed_at = NEW.own_changed_at
  WHERE seq IN (SELECT ancestor FROM ancestry WHERE job = NEW.seq)
    AND NEW.own_changed_at > ifnull(nested_changed_at, NEW.own_changed_at - 1);
END;

CREATE TRIGGER job_change_moves_back AFTER UPDATE OF own_changed_at ON jobs
WHEN (SELECT folding FROM store) = 0 AND NEW.parent IS NOT NULL AND NEW.own_changed_at < OLD.own_changed_at
BEGIN
  UPDATE jobs SET nested_changed_at = (
      SELECT max(d.own_changed_at) FROM ancestry AS a JOIN jobs AS d ON d.seq = a.job WHERE a.ancestor = jobs.seq)
  WHERE seq IN (SELECT ancestor FROM ancestry WHERE job = NEW.seq) AND nested_changed_at = OLD.own_changed_at;
END;

CREATE TRIGGER job_completion_counts AFTER UPDATE OF
  leaves_not_completed, leaves_retrying, leaves_running, leaves_started, leaves_queued, leaves_completed,
  inner_not_completed ON jobs
WHEN (SELECT folding FROM store) = 0 AND (NEW.status = 6) <> (OLD.status = 6) AND NEW.parent IS NOT NULL
BEGIN
  UPDATE jobs SET nested_completed = nested_completed + (NEW.status = 6) - (OLD.status = 6)
  WHERE seq IN (SELECT ancestor FROM ancestry WHERE job = NEW.seq);
END;

-- none -> P: the job brings everything nested in it under P and all that P is nested in.
CREATE TRIGGER job_is_nested AFTER UPDATE OF parent ON jobs
WHEN (SELECT folding FROM store) = 0 AND OLD.parent IS NULL AND NEW.parent IS NOT NULL
BEGIN
  UPDATE jobs SET
    nested               = nested + 1 + NEW.nested,
    nested_completed     = nested_completed + NEW.nested_completed + (NEW.status = 6),
    leaves_not_completed = leaves_not_completed + NEW.leaves_not_completed
      - (SELECT p.leaf AND p.own_status IS 1 FROM jobs AS p WHERE p.seq = NEW.parent),
    leaves_retrying      = leaves_retrying + NEW.leaves_retrying
      - (SELECT p.leaf AND p.own_status IS 2 FROM jobs AS p WHERE p.seq = NEW.parent),
    leaves_running       = leaves_running + NEW.leaves_running
      - (SELECT p.leaf AND p.own_status IS 3 FROM jobs AS p WHERE p.seq = NEW.parent),
    leaves_started       = leaves_started + NEW.leaves_started
      - (SELECT p.leaf AND p.own_status IS 4 FROM jobs AS p WHERE p.seq = NEW.parent),
    leaves_queued        = leaves_queued + NEW.leaves_queued
      - (SELECT p.leaf AND ifnull(p.own_status, 5) = 5 FROM jobs AS p WHERE p.seq = NEW.parent),
    leaves_completed     = leaves_completed + NEW.leaves_completed
      - (SELECT p.leaf AND p.own_status IS 6 FROM jobs AS p WHERE p.seq = NEW.parent),
    inner_not_completed  = inner_not_completed + NEW.inner_not_completed
      + (SELECT p.leaf AND p.own_status IS 1 FROM jobs AS p WHERE p.seq = NEW.parent),
    nested_changed_at    = nullif(max(ifnull(nested_changed_at, -1), ifnull(NEW.changed_at, -1)), -1),
    nested_active_at     = nullif(max(ifnull(nested_active_at, -1), ifnull(NEW.active_at, -1)), -1)
  WHERE seq IN (SELECT NEW.parent UNION ALL SELECT ancestor FROM ancestry WHERE job = NEW.parent);
  UPDATE jobs SET leaf = 0 WHERE seq = NEW.parent AND leaf;
  UPDATE jobs SET depth = depth + 1 + (SELECT p.depth FROM jobs AS p WHERE p.seq = NEW.parent)
  WHERE seq IN (SELECT NEW.seq UNION ALL SELECT job FROM ancestry WHERE ancestor = NEW.seq);
  INSERT INTO ancestry (job, ancestor)
  SELECT below.job, above.ancestor
  FROM (SELECT NEW.seq AS job UNION ALL SELECT a.job FROM ancestry AS a WHERE a.ancestor = NEW.seq) AS below,
       (SELECT NEW.parent AS ancestor UNION ALL SELECT a.ancestor FROM ancestry AS a WHERE a.job = NEW.parent) AS above;
END;

-- A job that begins whole (door.sql) takes its place in the tally.
CREATE TRIGGER job_begins_listed AFTER INSERT ON jobs
WHEN NEW.listed AND (SELECT folding FROM store) = 0
BEGIN
  INSERT INTO tally (level, bucket, status, task, trigger, n)
  SELECT l.level, NEW.created_at / l.width, NEW.status, NEW.task, NEW.trigger, 1
  FROM (SELECT 0 AS level, 3600000 AS width UNION ALL SELECT 1, 86400000
        UNION ALL SELECT 2, 2592000000 UNION ALL SELECT 3, 9223372036854775807) AS l
  WHERE true
  ON CONFLICT (level, bucket, status, task, trigger) DO UPDATE SET n = n + excluded.n;
END;

-- A listed job stands in one cell of the tally, on each of its levels.
CREATE TRIGGER job_is_tallied AFTER UPDATE OF
  created_at, parent, task, trigger, target, actor,
  leaves_not_completed, leaves_retrying, leaves_running, leaves_started, leaves_queued, leaves_completed,
  inner_not_completed ON jobs
WHEN (SELECT folding FROM store) = 0 AND (OLD.listed OR NEW.listed)
  AND (OLD.listed <> NEW.listed OR OLD.status <> NEW.status OR OLD.task IS NOT NEW.task
    OR OLD.trigger IS NOT NEW.trigger OR OLD.created_at / 3600000 IS NOT NEW.created_at / 3600000)
BEGIN
  INSERT INTO tally (level, bucket, status, task, trigger, n)
  SELECT l.level, OLD.created_at / l.width, OLD.status, OLD.task, OLD.trigger, -1
  FROM (SELECT 0 AS level, 3600000 AS width UNION ALL SELECT 1, 86400000
        UNION ALL SELECT 2, 2592000000 UNION ALL SELECT 3, 9223372036854775807) AS l
  WHERE OLD.listed
  ON CONFLICT (level, bucket, status, task, trigger) DO UPDATE SET n = n + excluded.n;
  INSERT INTO tally (level, bucket, status, task, trigger, n)
  SELECT l.level, NEW.created_at / l.width, NEW.status, NEW.task, NEW.trigger, 1
  FROM (SELECT 0 AS level, 3600000 AS width UNION ALL SELECT 1, 86400000
        UNION ALL SELECT 2, 2592000000 UNION ALL SELECT 3, 9223372036854775807) AS l
  WHERE NEW.listed
  ON CONFLICT (level, bucket, status, task, trigger) DO UPDATE SET n = n + excluded.n;
END;
