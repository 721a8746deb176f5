-- One commit of joblog prune: the next :most finished top-level jobs that were created after (:created_at, :seq) and
-- have neither changed nor shown life since :older_than, with all that is nested in them. store.folding is 1.
INSERT INTO pruning (job)
SELECT seq FROM jobs INDEXED BY jobs_newest
WHERE listed AND created_at < :older_than AND (created_at, seq) > (:created_at, :seq)
  AND NOT unfinished AND updated_at < :older_than AND active_at < :older_than
ORDER BY created_at, seq LIMIT :most;
INSERT INTO pruning (job)
SELECT a.job FROM pruning AS p JOIN ancestry AS a ON a.ancestor = p.job;
INSERT INTO tally (level, bucket, status, task, trigger, n)
SELECT l.level, j.created_at / l.width, j.status, j.task, j.trigger, -count(*)
FROM pruning AS p CROSS JOIN jobs AS j ON j.seq = p.job,
  (SELECT 0 AS level, 3600000 AS width UNION ALL SELECT 1, 86400000
   UNION ALL SELECT 2, 2592000000 UNION ALL SELECT 3, 9223372036854775807) AS l
WHERE j.listed
GROUP BY 1, 2, 3, 4, 5
ON CONFLICT (level, bucket, status, task, trigger) DO UPDATE SET n = n + excluded.n;
INSERT INTO prunes (at, by, older_than, jobs, nested, events)
SELECT :now, :by, :older_than, sum(parent IS NULL), sum(parent IS NOT NULL),
       sum((SELECT count(*) FROM events AS e WHERE e.job = j.seq))
FROM pruning AS p CROSS JOIN jobs AS j ON j.seq = p.job
HAVING count(*) > 0;
DELETE FROM repeats WHERE event IN (SELECT e.seq FROM pruning AS p CROSS JOIN events AS e ON e.job = p.job);
DELETE FROM arrivals
WHERE seq IN (
    SELECT (SELECT max(a.seq) FROM arrivals AS a WHERE a.seq <= e.seq)
    FROM pruning AS p CROSS JOIN events AS e ON e.job = p.job)
  AND NOT EXISTS (
    SELECT 1 FROM events AS e
    WHERE e.seq >= arrivals.seq
      AND e.seq < ifnull((SELECT min(a.seq) FROM arrivals AS a WHERE a.seq > arrivals.seq), 1 << 62)
      AND (e.job IS NULL OR NOT EXISTS (SELECT 1 FROM pruning AS p WHERE p.job = e.job)));
DELETE FROM details WHERE seq IN (SELECT e.seq FROM pruning AS p CROSS JOIN events AS e ON e.job = p.job);
DELETE FROM events WHERE job IN (SELECT job FROM pruning);
DELETE FROM ancestry WHERE job IN (SELECT job FROM pruning);
DELETE FROM jobs WHERE seq IN (SELECT job FROM pruning);
DELETE FROM pruning;
