-- The columns of one event of a job's history, in the order that rows.py reads.
SELECT
  e.seq, j.id, e.at, e.arrived_at, e.id, so.name, p.id, e.status, e.source_status,
  e.task, e.trigger, tg.name, tg.kind, ac.name, e.correlation, e.level, e.message, e.attempt, e.max_attempts,
  e.progress_done, e.progress_total, e.scheduled_for, e.reason_code, e.reason_message, e.attributes,
  e.kind, r.times, r.last_at
FROM events AS e
JOIN jobs AS j ON j.seq = e.job
JOIN sources AS so ON so.id = e.source
LEFT JOIN jobs AS p ON p.seq = e.parent
LEFT JOIN targets AS tg ON tg.id = e.target
LEFT JOIN actors AS ac ON ac.id = e.actor
LEFT JOIN repeats AS r ON r.event = e.seq
