-- The columns of one event of a job's history, in the order that rows.py reads.
SELECT
  e.seq, j.id, e.at, (SELECT a.at FROM arrivals AS a WHERE a.seq <= e.seq ORDER BY a.seq DESC LIMIT 1),
  e.id, so.name, p.id, e.status, d.source_status,
  e.task, e.trigger, tg.name, tg.kind, ac.name, e.correlation, e.level, e.message, d.attempt, d.max_attempts,
  d.progress_done, d.progress_total, d.scheduled_for, d.reason_code, d.reason_message, d.attributes,
  e.kind, r.times, r.last_at
FROM events AS e
JOIN jobs AS j ON j.seq = e.job
JOIN sources AS so ON so.id = e.source
LEFT JOIN jobs AS p ON p.seq = e.parent
LEFT JOIN targets AS tg ON tg.id = e.target
LEFT JOIN actors AS ac ON ac.id = e.actor
LEFT JOIN details AS d ON d.seq = e.seq
LEFT JOIN repeats AS r ON r.event = e.seq
