-- Why jobs failed: (reason code or '', in how many of them). :jobs is a JSON list of jobs, newest first, of which
-- :most are looked at. What failed is a job whose own report says so, the job itself or one nested in it at any depth,
-- and not just because of one nested in that; its reason is the latest one that was given.
WITH
  failed AS MATERIALIZED (
    SELECT j.seq, j.own_status FROM json_each(:jobs) AS s CROSS JOIN jobs AS j ON j.seq = s.value
    WHERE j.status = 1 LIMIT :most),
  reporting AS MATERIALIZED (
    SELECT f.seq AS top, f.seq AS job FROM failed AS f WHERE f.own_status = 1
    UNION ALL
    SELECT f.seq, d.seq FROM failed AS f CROSS JOIN ancestry AS a ON a.ancestor = f.seq
    CROSS JOIN jobs AS d ON d.seq = a.job
    WHERE d.own_status = 1
    LIMIT :most * 10),
  culprits AS MATERIALIZED (
    SELECT r.top, r.job FROM reporting AS r
    WHERE r.job NOT IN (SELECT a.ancestor FROM reporting AS o CROSS JOIN ancestry AS a ON a.job = o.job))
SELECT code, count(DISTINCT top) FROM (
  SELECT c.top, ifnull((
    SELECT d.reason_code FROM events AS e CROSS JOIN details AS d ON d.seq = e.seq
    WHERE e.job = c.job AND d.reason_code IS NOT NULL
    ORDER BY e.at DESC, e.seq DESC LIMIT 1), '') AS code
  FROM culprits AS c)
GROUP BY code ORDER BY 2 DESC, 1 LIMIT :top
