-- Folds the events :after < seq <= :upto into the projections, set-wise: what the triggers of projection.sql do for
-- one event at a time, for a batch at once. It runs with store.folding = 1, which keeps those triggers quiet, in the
-- transaction that appended the events; jobs are there and nested already. Those in temp.settled are complete
-- (fresh.py). At most 2^20 events at a time.
--
-- An event's key is (at << 20 | seq - :after): it orders a batch by (at, arrival), so min() and max() over keys find
-- the event that decides, and key >> 20 is its time.
--
-- A unary plus keeps the planner, which has no statistics, from walking the whole log to look each job up in the batch.

-- What the batch tells of each job.
DELETE FROM temp.told;
INSERT INTO temp.told (
  job, created_at, started_at, task, trigger, target, actor, latest, status, first_status_at, word, worded_at, schedule,
  acknowledgement)
SELECT job, min(at), min(at) FILTER (WHERE status IN (3, 4)),
       min(key) FILTER (WHERE task IS NOT NULL), min(key) FILTER (WHERE trigger IS NOT NULL),
       min(key) FILTER (WHERE target IS NOT NULL), min(key) FILTER (WHERE actor IS NOT NULL AND kind = 0),
       max(key) FILTER (WHERE kind = 0),
       max(key) FILTER (WHERE status IS NOT NULL), min(at) FILTER (WHERE status IS NOT NULL),
       max(key) FILTER (WHERE status IS NOT NULL OR source_status IS NOT NULL),
       max(at) FILTER (WHERE source_status IS NOT NULL),
       max(key) FILTER (WHERE scheduled_for IS NOT NULL), max(key) FILTER (WHERE kind = 2)
FROM (
  SELECT e.*, d.source_status, d.scheduled_for, e.at << 20 | (e.seq - :after) AS key
  FROM events AS e LEFT JOIN details AS d ON d.seq = e.seq
  WHERE e.seq > :after AND e.seq <= :upto)
WHERE job IS NOT NULL AND job NOT IN (SELECT job FROM temp.settled)
GROUP BY job;

-- The jobs concerned, and those above them, as they are now.
DELETE FROM temp.before;
INSERT INTO temp.before (seq, status, listed, task, trigger, created_at, own_status, status_at, own_changed_at)
SELECT seq, status, listed, task, trigger, created_at, own_status, status_at, own_changed_at FROM jobs
WHERE seq IN (SELECT job FROM temp.told UNION SELECT a.ancestor FROM temp.told AS t JOIN ancestry AS a ON a.job = +t.job);

-- When did the status change last? Reports in order: where one differs from the one before it.
DELETE FROM temp.changed;
INSERT INTO temp.changed (job, at)
SELECT job, max(at)
FROM (
  SELECT e.job, e.at, e.status, lag(e.status, 1, b.own_status) OVER (PARTITION BY e.job ORDER BY e.at, e.seq) AS prior
  FROM events AS e JOIN temp.told AS t ON t.job = e.job JOIN temp.before AS b ON b.seq = e.job
  WHERE e.seq > :after AND e.seq <= :upto AND e.status IS NOT NULL
    AND t.first_status_at >= ifnull(b.status_at, t.first_status_at))
WHERE status IS NOT prior
GROUP BY job;

-- The job's own columns.
UPDATE jobs SET
  created_at = min(t.created_at, ifnull(jobs.created_at, t.created_at)),
  started_at = ifnull(min(t.started_at, ifnull(jobs.started_at, t.started_at)), jobs.started_at),
  task       = iif(jobs.task IS NULL OR t.task >> 20 < ifnull(task_at, jobs.created_at),
                   ifnull((SELECT e.task FROM events AS e WHERE e.seq = :after + (t.task & 1048575)), jobs.task), jobs.task),
  task_at    = nullif(
    min(ifnull(t.task >> 20, iif(jobs.task IS NULL, NULL, ifnull(task_at, jobs.created_at))),
        ifnull(iif(jobs.task IS NULL, NULL, ifnull(task_at, jobs.created_at)), t.task >> 20)),
    min(t.created_at, ifnull(jobs.created_at, t.created_at))),
  trigger    = iif(jobs.trigger IS NULL OR t.trigger >> 20 < ifnull(trigger_at, jobs.created_at),
                   ifnull((SELECT e.trigger FROM events AS e WHERE e.seq = :after + (t.trigger & 1048575)), jobs.trigger), jobs.trigger),
  trigger_at = nullif(
    min(ifnull(t.trigger >> 20, iif(jobs.trigger IS NULL, NULL, ifnull(trigger_at, jobs.created_at))),
        ifnull(iif(jobs.trigger IS NULL, NULL, ifnull(trigger_at, jobs.created_at)), t.trigger >> 20)),
    min(t.created_at, ifnull(jobs.created_at, t.created_at))),
  target     = iif(jobs.target IS NULL OR t.target >> 20 < ifnull(target_at, jobs.created_at),
                   ifnull((SELECT e.target FROM events AS e WHERE e.seq = :after + (t.target & 1048575)), jobs.target), jobs.target),
  target_at  = nullif(
    min(ifnull(t.target >> 20, iif(jobs.target IS NULL, NULL, ifnull(target_at, jobs.created_at))),
        ifnull(iif(jobs.target IS NULL, NULL, ifnull(target_at, jobs.created_at)), t.target >> 20)),
    min(t.created_at, ifnull(jobs.created_at, t.created_at))),
  actor      = iif(jobs.actor IS NULL OR t.actor >> 20 < ifnull(actor_at, jobs.created_at),
                   ifnull((SELECT e.actor FROM events AS e WHERE e.seq = :after + (t.actor & 1048575)), jobs.actor), jobs.actor),
  actor_at   = nullif(
    min(ifnull(t.actor >> 20, iif(jobs.actor IS NULL, NULL, ifnull(actor_at, jobs.created_at))),
        ifnull(iif(jobs.actor IS NULL, NULL, ifnull(actor_at, jobs.created_at)), t.actor >> 20)),
    min(t.created_at, ifnull(jobs.created_at, t.created_at))),
  source     = iif(t.latest >> 20 >= ifnull(reported_at, t.latest >> 20),
                   (SELECT e.source FROM events AS e WHERE e.seq = :after + (t.latest & 1048575)), source),
  latest_at  = nullif(ifnull(max(t.latest >> 20, ifnull(reported_at, t.latest >> 20)), reported_at),
                      ifnull(max(t.status >> 20, ifnull(status_at, t.status >> 20)), status_at)),
  own_status = iif(t.status >> 20 >= ifnull(status_at, t.status >> 20),
                   (SELECT e.status FROM events AS e WHERE e.seq = :after + (t.status & 1048575)), own_status),
  own_status_at  = nullif(ifnull(max(t.status >> 20, ifnull(status_at, t.status >> 20)), status_at),
                          ifnull((SELECT c.at FROM temp.changed AS c WHERE c.job = jobs.seq), own_changed_at)),
  own_changed_at = ifnull((SELECT c.at FROM temp.changed AS c WHERE c.job = jobs.seq), own_changed_at),
  source_status  = iif(t.word >> 20 >= max(ifnull(status_at, t.word >> 20), ifnull(source_status_at, t.word >> 20)),
                       (SELECT d.source_status FROM details AS d WHERE d.seq = :after + (t.word & 1048575)),
                       source_status),
  source_status_at = ifnull(max(t.worded_at, ifnull(source_status_at, t.worded_at)), source_status_at),
  scheduled_for  = iif(t.schedule >> 20 >= ifnull(scheduled_at, t.schedule >> 20),
                       (SELECT d.scheduled_for FROM details AS d WHERE d.seq = :after + (t.schedule & 1048575)),
                       scheduled_for),
  scheduled_at   = ifnull(max(t.schedule >> 20, ifnull(scheduled_at, t.schedule >> 20)), scheduled_at),
  acknowledgement = iif(t.acknowledgement >> 20 >= ifnull(acknowledged_at, t.acknowledgement >> 20),
                        :after + (t.acknowledgement & 1048575), jobs.acknowledgement),
  acknowledged_at = ifnull(max(t.acknowledgement >> 20, ifnull(acknowledged_at, t.acknowledgement >> 20)),
                           acknowledged_at)
FROM temp.told AS t
WHERE jobs.seq = +t.job;

-- A late report can move the latest change: the first report after the last one that says something else.
UPDATE jobs SET own_status_at = status_at, own_changed_at = (
    SELECT e.at FROM events AS e
    WHERE e.job = jobs.seq AND e.status = jobs.own_status AND e.seq <= :upto
      AND (e.at, e.seq) > (
        ifnull((SELECT o.at FROM events AS o WHERE o.job = jobs.seq AND o.status <> jobs.own_status AND o.seq <= :upto
                ORDER BY o.at DESC, o.seq DESC LIMIT 1), -1),
        ifnull((SELECT o.seq FROM events AS o WHERE o.job = jobs.seq AND o.status <> jobs.own_status AND o.seq <= :upto
                ORDER BY o.at DESC, o.seq DESC LIMIT 1), -1))
    ORDER BY e.at, e.seq LIMIT 1)
WHERE seq IN (
  SELECT t.job FROM temp.told AS t JOIN temp.before AS b ON b.seq = t.job WHERE t.first_status_at < b.status_at);
UPDATE jobs SET own_status_at = NULL
WHERE own_status_at = own_changed_at AND seq IN (
  SELECT t.job FROM temp.told AS t JOIN temp.before AS b ON b.seq = t.job WHERE t.first_status_at < b.status_at);

-- Rolled up: the last change and sign of life of everything nested in a job.
UPDATE jobs SET
  nested_changed_at = ifnull(max(nested_changed_at, u.changed_at), ifnull(nested_changed_at, u.changed_at)),
  nested_active_at  = ifnull(max(nested_active_at, u.active_at), ifnull(nested_active_at, u.active_at))
FROM (
  SELECT a.ancestor AS seq, max(j.own_changed_at) AS changed_at, max(t.latest >> 20) AS active_at
  FROM temp.told AS t JOIN ancestry AS a ON a.job = +t.job JOIN jobs AS j ON j.seq = +t.job
  GROUP BY a.ancestor) AS u
WHERE jobs.seq = +u.seq;
UPDATE jobs SET nested_changed_at = (
    SELECT max(d.own_changed_at) FROM ancestry AS a JOIN jobs AS d ON d.seq = a.job WHERE a.ancestor = jobs.seq)
WHERE seq IN (
  SELECT a.ancestor
  FROM temp.before AS b JOIN jobs AS j ON j.seq = +b.seq JOIN ancestry AS a ON a.job = +b.seq
  WHERE j.own_changed_at < b.own_changed_at);

-- Rolled up: the leaves by status. What the jobs of the batch were is taken away, what they are is added.
DELETE FROM temp.turned;
INSERT INTO temp.turned (job, leaf, was, is_now)
SELECT j.seq, j.leaf, ifnull(b.own_status, 5), ifnull(j.own_status, 5)
FROM temp.told AS t JOIN temp.before AS b ON b.seq = t.job JOIN jobs AS j ON j.seq = +t.job
WHERE ifnull(b.own_status, 5) <> ifnull(j.own_status, 5);
UPDATE jobs SET
  leaves_not_completed = leaves_not_completed + u.not_completed,
  leaves_retrying      = leaves_retrying + u.retrying,
  leaves_running       = leaves_running + u.running,
  leaves_started       = leaves_started + u.started,
  leaves_queued        = leaves_queued + u.queued,
  leaves_completed     = leaves_completed + u.completed,
  inner_not_completed  = jobs.inner_not_completed + u.inner_not_completed
FROM (
  SELECT seq,
         sum(leaf * ((is_now = 1) - (was = 1))) AS not_completed, sum(leaf * ((is_now = 2) - (was = 2))) AS retrying,
         sum(leaf * ((is_now = 3) - (was = 3))) AS running, sum(leaf * ((is_now = 4) - (was = 4))) AS started,
         sum(leaf * ((is_now = 5) - (was = 5))) AS queued, sum(leaf * ((is_now = 6) - (was = 6))) AS completed,
         sum((NOT leaf) * ((is_now = 1) - (was = 1))) AS inner_not_completed
  FROM (
    SELECT job AS seq, leaf, was, is_now FROM temp.turned
    UNION ALL
    SELECT a.ancestor, t.leaf, t.was, t.is_now FROM temp.turned AS t JOIN ancestry AS a ON a.job = +t.job)
  GROUP BY seq) AS u
WHERE jobs.seq = +u.seq;
UPDATE jobs SET nested_completed = nested_completed + u.n
FROM (
  SELECT a.ancestor AS seq, sum((j.status = 6) - (b.status = 6)) AS n
  FROM temp.before AS b JOIN jobs AS j ON j.seq = +b.seq JOIN ancestry AS a ON a.job = +b.seq
  WHERE (j.status = 6) <> (b.status = 6)
  GROUP BY a.ancestor) AS u
WHERE jobs.seq = +u.seq;

-- The tally: listed jobs move from the cell they stood in to the one they stand in, on each level.
INSERT INTO tally (level, bucket, status, task, trigger, n)
SELECT l.level, m.created_at / l.width, m.status, m.task, m.trigger, sum(m.n) AS moved
FROM (
    SELECT b.created_at, b.status, b.task, b.trigger, -1 AS n
    FROM temp.before AS b JOIN jobs AS j ON j.seq = +b.seq
    WHERE b.listed
      AND (NOT j.listed OR (b.status, b.task, b.trigger, b.created_at) <> (j.status, j.task, j.trigger, j.created_at))
    UNION ALL
    SELECT j.created_at, j.status, j.task, j.trigger, 1
    FROM temp.before AS b JOIN jobs AS j ON j.seq = +b.seq
    WHERE j.listed
      AND (NOT b.listed OR (b.status, b.task, b.trigger, b.created_at) <> (j.status, j.task, j.trigger, j.created_at))
  ) AS m,
  (SELECT 0 AS level, 3600000 AS width UNION ALL SELECT 1, 86400000
   UNION ALL SELECT 2, 2592000000 UNION ALL SELECT 3, 9223372036854775807) AS l
GROUP BY 1, 2, 3, 4, 5
HAVING moved <> 0
ON CONFLICT (level, bucket, status, task, trigger) DO UPDATE SET n = n + excluded.n;
