-- One line an event, in order of arrival: what the digest of a store's head is taken of. Names stand for numbers, so
-- that the lines depend on nothing but the events.
SELECT e.seq, json_array(
  e.seq, j.id, e.at,
  (SELECT a.at FROM arrivals AS a WHERE a.seq <= e.seq ORDER BY a.seq DESC LIMIT 1),
  e.kind, so.name, e.id, p.id, st.slug, ta.slug, tr.slug, tg.kind, tg.name, ac.name,
  e.correlation, e.level, e.message, d.attempt, d.max_attempts, d.progress_done, d.progress_total, d.scheduled_for,
  d.source_status, d.reason_code, d.reason_message, d.attributes)
FROM events AS e
JOIN sources AS so ON so.id = e.source
LEFT JOIN jobs AS j ON j.seq = e.job
LEFT JOIN jobs AS p ON p.seq = e.parent
LEFT JOIN statuses AS st ON st.id = e.status
LEFT JOIN tasks AS ta ON ta.id = e.task
LEFT JOIN triggers AS tr ON tr.id = e.trigger
LEFT JOIN targets AS tg ON tg.id = e.target
LEFT JOIN actors AS ac ON ac.id = e.actor
LEFT JOIN details AS d ON d.seq = e.seq
WHERE e.seq > ? AND e.seq <= ?
ORDER BY e.seq
