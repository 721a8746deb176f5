-- Every job as it was before its first event, and who is nested in whom. fold.sql does the rest, over all events.
DELETE FROM ancestry;
DELETE FROM tally;
-- What was pruned has left its signs, and no event that could tell them again.
DELETE FROM source_signs WHERE NOT EXISTS (SELECT 1 FROM prunes);
UPDATE jobs SET
  leaf = 1, depth = 0,
  parent = (SELECT e.parent FROM events AS e WHERE e.job = jobs.seq AND e.parent IS NOT NULL LIMIT 1),
  task = NULL, trigger = NULL, target = NULL, actor = NULL,
  task_at = NULL, trigger_at = NULL, target_at = NULL, actor_at = NULL,
  created_at = NULL, started_at = NULL, latest_at = NULL, source = NULL,
  own_status = NULL, own_status_at = NULL, own_changed_at = NULL,
  source_status = NULL, source_status_at = NULL, scheduled_for = NULL, scheduled_at = NULL,
  nested_changed_at = NULL, nested_active_at = NULL,
  acknowledgement = NULL, acknowledged_at = NULL,
  leaves_not_completed = 0, leaves_retrying = 0, leaves_running = 0, leaves_started = 0, leaves_queued = 1,
  leaves_completed = 0, inner_not_completed = 0, nested = 0, nested_completed = 0;
INSERT INTO ancestry (job, ancestor)
WITH RECURSIVE above (job, ancestor) AS (
  SELECT seq, parent FROM jobs WHERE parent IS NOT NULL
  UNION ALL
  SELECT above.job, p.parent FROM above JOIN jobs AS p ON p.seq = above.ancestor WHERE p.parent IS NOT NULL)
SELECT job, ancestor FROM above;
UPDATE jobs SET leaf = 0 WHERE seq IN (SELECT ancestor FROM ancestry);
UPDATE jobs SET depth = (SELECT count(*) FROM ancestry AS a WHERE a.job = jobs.seq) WHERE parent IS NOT NULL;
UPDATE jobs SET nested = below.n, leaves_queued = below.leaves
FROM (
  SELECT a.ancestor, count(*) AS n, sum(d.leaf) AS leaves
  FROM ancestry AS a JOIN jobs AS d ON d.seq = a.job
  GROUP BY a.ancestor) AS below
WHERE jobs.seq = below.ancestor;
