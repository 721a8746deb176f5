-- $time as epoch milliseconds, or NULL when it is not a time: a whole number as it is, or the strict pattern of
-- model.moment (date, T, time, optional fraction, Z or +hh:mm; truncated to the millisecond), years 2000 to 2199.
CASE typeof($time)
WHEN 'integer' THEN CASE WHEN $time >= $first AND $time < $last THEN $time END
WHEN 'real' THEN CASE WHEN $time = CAST($time AS INTEGER) AND $time >= $first AND $time < $last
                      THEN CAST($time AS INTEGER) END
WHEN 'text' THEN (
  SELECT CASE WHEN ms >= $first AND ms < $last THEN ms END
  FROM (
    SELECT strftime('%s', day) * 1000
         + CASE WHEN fraction = '' THEN 0 ELSE CAST(substr(substr(fraction, 2) || '000', 1, 3) AS INTEGER) END
         - CASE WHEN zone = 'Z' THEN 0
                ELSE (CASE substr(zone, 1, 1) WHEN '+' THEN 1 ELSE -1 END)
                   * (substr(zone, 2, 2) * 3600000 + substr(zone, 5, 2) * 60000) END AS ms
    FROM (
      SELECT day, zone, substr(whole, 20, length(whole) - 19 - length(zone)) AS fraction
      FROM (
        SELECT $time AS whole, substr($time, 1, 19) AS day,
               CASE WHEN substr($time, -1) = 'Z' THEN 'Z'
                    WHEN substr($time, -6) GLOB '[+-][0-2][0-9]:[0-5][0-9]' AND substr($time, -5, 2) <= '23'
                    THEN substr($time, -6) END AS zone)
      WHERE zone IS NOT NULL AND length(CAST(whole AS BLOB)) = length(whole)
        AND day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'
        AND strftime('%Y-%m-%dT%H:%M:%S', day, '+0 days') = day)  -- a modifier, or 02-30 stays as it is
    WHERE fraction = '' OR (fraction GLOB '.[0-9]*' AND substr(fraction, 2) NOT GLOB '*[^0-9]*')))
END
