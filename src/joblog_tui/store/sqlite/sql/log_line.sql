-- The columns of one log line, in the order that log_lines.py reads; a reason is a line where there is no message.
SELECT e.seq, j.id, t.name, e.at, e.arrived_at, e.level,
       coalesce(e.message, e.reason_code || ': ' || e.reason_message, e.reason_code, e.reason_message), s.name
