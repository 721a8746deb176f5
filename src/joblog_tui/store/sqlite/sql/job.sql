-- The columns of a row of the log, in the order that rows.py reads.
SELECT
  j.seq, j.id, p.id, j.status, j.own_status, j.source_status,
  j.task, j.trigger, t.name, t.kind, a.name,
  j.created_at, j.updated_at, ifnull(j.active_at, j.created_at), j.started_at, j.scheduled_for, s.name,
  j.nested, j.nested_completed,
  j.leaves_not_completed, j.leaves_retrying, j.leaves_running, j.leaves_started, j.leaves_queued, j.leaves_completed,
  j.depth, ka.name, k.at, k.message
FROM jobs AS j
LEFT JOIN jobs AS p ON p.seq = j.parent
LEFT JOIN targets AS t ON t.id = j.target
LEFT JOIN actors AS a ON a.id = j.actor
LEFT JOIN sources AS s ON s.id = j.source
LEFT JOIN events AS k ON k.seq = iif(j.acknowledged, j.acknowledgement, NULL)
LEFT JOIN actors AS ka ON ka.id = k.actor
