-- The signs of life of the sources in the events :after < seq <= :upto, for a rebuild; those older than thirty days
-- before the latest one are forgotten.
INSERT INTO source_signs (source, minute, last_at)
SELECT source, at / 60000, max(at) FROM events
WHERE seq > :after AND seq <= :upto AND kind < 2 AND source <> 0
GROUP BY 1, 2
ON CONFLICT (source, minute) DO UPDATE SET last_at = excluded.last_at WHERE excluded.last_at > last_at;
DELETE FROM source_signs
WHERE minute < (SELECT max(m.minute) FROM source_signs AS m WHERE m.source = source_signs.source) - 43200;
