-- What the search $n has found (searching.py), on the connection that searches: the jobs, newest first, and how many
-- of them fall in which cell, in the form of the table tally. What a stride finds stands in found_new_$n first.
CREATE TEMP TABLE found_$n (
  created_at INTEGER NOT NULL, seq INTEGER NOT NULL, status INTEGER NOT NULL, task INTEGER NOT NULL,
  trigger INTEGER NOT NULL, PRIMARY KEY (created_at DESC, seq DESC)) WITHOUT ROWID;
CREATE TEMP TABLE found_tally_$n (
  level INTEGER, bucket INTEGER, status INTEGER, task INTEGER, trigger INTEGER, n INTEGER,
  PRIMARY KEY (level, bucket, status, task, trigger)) WITHOUT ROWID;
CREATE TEMP TABLE found_new_$n (created_at INTEGER, seq INTEGER, status INTEGER, task INTEGER, trigger INTEGER);
