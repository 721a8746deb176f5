-- The columns of one log line, in the order that log_lines.py reads; a reason is a line where there is no message.
SELECT e.seq, j.id, t.name, e.at, (SELECT a.at FROM arrivals AS a WHERE a.seq <= e.seq ORDER BY a.seq DESC LIMIT 1), e.level,
       coalesce(e.message, d.reason_code || ': ' || d.reason_message, d.reason_code, d.reason_message), s.name
