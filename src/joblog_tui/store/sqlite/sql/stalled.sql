-- Every stalled job: (seq, listed, task, since, limit, the nested job to blame or NULL, the source that reports on it or
-- on that one, acknowledged). A leaf is silent since the
-- later of its last sign of life and its schedule; a queued one nested in a job counts only through its parent. A job
-- with nested jobs is stalled when a leaf at work in it is stalled, or when all of it is silent.
-- :limits is a JSON object, task number -> milliseconds; :otherwise holds for every other task.
WITH
  limits AS MATERIALIZED (
    SELECT CAST(key AS INTEGER) AS task, value AS ms FROM json_each(:limits)),
  waiting AS MATERIALIZED (
    SELECT j.seq, j.listed, j.task, j.leaf, j.parent, j.source, j.acknowledged, ifnull(j.own_status, 5) AS own, j.scheduled_for,
           max(ifnull(j.active_at, j.created_at), ifnull(j.scheduled_for, 0)) AS since,
           ifnull((SELECT l.ms FROM limits AS l WHERE l.task = j.task), :otherwise) AS allowed
    FROM jobs AS j
    WHERE j.unfinished AND (j.active_at IS NOT NULL OR j.created_at IS NOT NULL)),
  silent AS MATERIALIZED (
    SELECT w.* FROM waiting AS w
    WHERE w.leaf AND :now - w.since > w.allowed AND (w.own <> 5 OR w.parent IS NULL)),
  blamed AS MATERIALIZED (
    SELECT a.ancestor, s.seq, s.task, s.since, s.allowed, s.source,
           row_number() OVER (PARTITION BY a.ancestor ORDER BY s.since, s.seq) AS place
    FROM silent AS s JOIN ancestry AS a ON a.job = s.seq),
  scheduled AS MATERIALIZED (
    SELECT a.ancestor, max(w.scheduled_for) AS until
    FROM waiting AS w JOIN ancestry AS a ON a.job = w.seq
    WHERE w.leaf AND w.scheduled_for IS NOT NULL
    GROUP BY a.ancestor)
SELECT s.seq, s.listed, s.task, s.since, s.allowed, NULL, s.source, s.acknowledged FROM silent AS s
UNION ALL
SELECT b.ancestor, j.listed, b.task, b.since, b.allowed, d.id, b.source, j.acknowledged
FROM blamed AS b JOIN jobs AS j ON j.seq = b.ancestor JOIN jobs AS d ON d.seq = b.seq
WHERE b.place = 1
UNION ALL
SELECT w.seq, w.listed, w.task, max(w.since, ifnull(s.until, 0)), w.allowed, NULL, w.source, w.acknowledged
FROM waiting AS w LEFT JOIN scheduled AS s ON s.ancestor = w.seq
WHERE NOT w.leaf AND :now - max(w.since, ifnull(s.until, 0)) > w.allowed
  AND NOT EXISTS (SELECT 1 FROM blamed AS b WHERE b.ancestor = w.seq)
