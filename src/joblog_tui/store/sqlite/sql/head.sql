-- One line an event, in order of arrival: what the digest of a store's head is taken of. Names stand for numbers, so
-- that the lines depend on nothing but the events.
SELECT e.seq, json_array(
  e.seq, j.id, e.at, e.arrived_at, e.kind, so.name, e.id, p.id, st.slug, ta.slug, tr.slug, tg.kind, tg.name, ac.name,
  e.correlation, e.level, e.message, e.attempt, e.max_attempts, e.progress_done, e.progress_total, e.scheduled_for,
  e.source_status, e.reason_code, e.reason_message, e.attributes)
FROM events AS e
JOIN sources AS so ON so.id = e.source
LEFT JOIN jobs AS j ON j.seq = e.job
LEFT JOIN jobs AS p ON p.seq = e.parent
LEFT JOIN statuses AS st ON st.id = e.status
LEFT JOIN tasks AS ta ON ta.id = e.task
LEFT JOIN triggers AS tr ON tr.id = e.trigger
LEFT JOIN targets AS tg ON tg.id = e.target
LEFT JOIN actors AS ac ON ac.id = e.actor
WHERE e.seq > ? AND e.seq <= ?
ORDER BY e.seq
