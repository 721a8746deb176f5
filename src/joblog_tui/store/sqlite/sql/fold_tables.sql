-- What fold.sql works with, on the connection of one writer.
CREATE TEMP TABLE IF NOT EXISTS told (
  job INTEGER PRIMARY KEY, created_at, started_at, task, trigger, target, actor, latest, status, first_status_at,
  word, worded_at, schedule, acknowledgement);
CREATE TEMP TABLE IF NOT EXISTS before (
  seq INTEGER PRIMARY KEY, status, listed, task, trigger, created_at, own_status, status_at, own_changed_at);
CREATE TEMP TABLE IF NOT EXISTS changed (job INTEGER PRIMARY KEY, at);
CREATE TEMP TABLE IF NOT EXISTS turned (job INTEGER PRIMARY KEY, leaf, was, is_now);
CREATE TEMP TABLE IF NOT EXISTS settled (job INTEGER PRIMARY KEY);
