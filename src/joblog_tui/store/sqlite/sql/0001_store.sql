-- The first version of the store. Writers insert into the view job_event (door.sql); everything else is ours.
-- Times are epoch milliseconds UTC. Nothing here leans on a pragma or an extension of the writer's connection.

CREATE TABLE store (                     -- one row: what this file is
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  workspace  TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  folding    INTEGER NOT NULL DEFAULT 0   -- 1 inside a transaction that folds set-wise (fold.sql)
) STRICT;

CREATE TABLE members (                   -- who may do what; roles as in model.vocabulary.Role
  name TEXT PRIMARY KEY,
  role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 4)
) STRICT, WITHOUT ROWID;

CREATE TABLE statuses (                  -- fixed: numbers as in model.vocabulary.Status
  id   INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tasks (
  id          INTEGER PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE,
  label       TEXT NOT NULL,
  explanation TEXT NOT NULL
) STRICT;

CREATE TABLE triggers (
  id          INTEGER PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE,
  label       TEXT NOT NULL,
  explanation TEXT NOT NULL
) STRICT;

-- Names that repeat are kept once. A search looks here first, then joins.
CREATE TABLE targets (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,                    -- '' when the writer named none
  UNIQUE (name, kind)
) STRICT;

CREATE TABLE actors (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE sources (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE              -- id 0 is '': no source counts as one source
) STRICT;

-- The truth, with details and arrivals. Only ever appended to.
CREATE TABLE events (
  seq            INTEGER PRIMARY KEY AUTOINCREMENT,  -- order of arrival
  job            INTEGER,                -- NULL: the heartbeat of a source
  at             INTEGER NOT NULL,
  kind           INTEGER NOT NULL DEFAULT 0,  -- 0 report, 1 heartbeat, 2 acknowledgement
  source         INTEGER NOT NULL DEFAULT 0,
  id             TEXT,                   -- with source: counts once
  parent         INTEGER,
  status         INTEGER,
  task           INTEGER,
  trigger        INTEGER,
  target         INTEGER,
  actor          INTEGER,
  correlation    TEXT,
  level          TEXT,
  message        TEXT
) STRICT;
-- Every index ends with the seq of its row, which is not named again: it would be kept twice.
CREATE UNIQUE INDEX events_identity ON events (source, id) WHERE id IS NOT NULL;
CREATE INDEX events_history ON events (job, at);
CREATE INDEX events_correlation ON events (correlation, job) WHERE correlation IS NOT NULL;

-- What few events say: a row where one of them does.
CREATE TABLE details (
  seq            INTEGER PRIMARY KEY,    -- the event's
  job            INTEGER,                -- and its job
  attempt        INTEGER,
  max_attempts   INTEGER,
  progress_done  INTEGER,
  progress_total INTEGER,
  scheduled_for  INTEGER,
  source_status  TEXT,
  reason_code    TEXT,
  reason_message TEXT,
  attributes     TEXT
) STRICT;
CREATE INDEX details_reason ON details (reason_code, job) WHERE reason_code IS NOT NULL;

-- When events arrived: those from this one on, up to the next row. Events that arrive together share a row.
CREATE TABLE arrivals (
  seq INTEGER PRIMARY KEY,
  at  INTEGER NOT NULL
) STRICT;

-- Events that came again, with the same source and id: they count once, but that a source sent them again is kept.
CREATE TABLE repeats (
  event   INTEGER PRIMARY KEY,           -- events.seq
  times   INTEGER NOT NULL,              -- besides the first
  last_at INTEGER NOT NULL               -- when it arrived last
) STRICT;

-- The projection of one job's events, rolled up over everything nested in it. Computed by the triggers in
-- projection.sql, computed anew by rebuild.sql, defined by model/fold.py.
CREATE TABLE jobs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, -- order in which jobs were first named
  id  TEXT NOT NULL UNIQUE,

  parent INTEGER,
  depth  INTEGER NOT NULL DEFAULT 0,
  leaf   INTEGER NOT NULL DEFAULT 1,

  -- the four facts, each with the time of the event that decided it where that is not created_at
  task INTEGER, trigger INTEGER, target INTEGER, actor INTEGER,
  task_at INTEGER, trigger_at INTEGER, target_at INTEGER, actor_at INTEGER,

  -- the job's own reports
  created_at       INTEGER,              -- the earliest event
  started_at       INTEGER,              -- the first started or running
  latest_at        INTEGER,              -- the latest report, where that is not the latest of a status
  source           INTEGER,              -- where the latest report came from
  own_status       INTEGER,
  own_status_at    INTEGER,              -- the latest report of a status, where that is not the latest change
  own_changed_at   INTEGER,              -- the latest change of own_status
  source_status    TEXT,
  source_status_at INTEGER,
  scheduled_for    INTEGER,
  scheduled_at     INTEGER,
  acknowledgement  INTEGER,              -- events.seq of the latest one
  acknowledged_at  INTEGER,

  -- rolled up over everything nested in it
  nested_changed_at    INTEGER,          -- the latest own_changed_at
  nested_active_at     INTEGER,          -- the latest latest_at
  -- rolled up over the job and everything nested in it
  leaves_not_completed INTEGER NOT NULL DEFAULT 0,  -- a leaf counts itself
  leaves_retrying      INTEGER NOT NULL DEFAULT 0,
  leaves_running       INTEGER NOT NULL DEFAULT 0,
  leaves_started       INTEGER NOT NULL DEFAULT 0,
  leaves_queued        INTEGER NOT NULL DEFAULT 1,
  leaves_completed     INTEGER NOT NULL DEFAULT 0,
  inner_not_completed  INTEGER NOT NULL DEFAULT 0,  -- jobs with nested ones whose own report is Not completed
  nested               INTEGER NOT NULL DEFAULT 0,
  nested_completed     INTEGER NOT NULL DEFAULT 0,

  status INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE
      WHEN leaves_not_completed > 0 OR inner_not_completed > 0 THEN 1
      WHEN leaves_retrying > 0 THEN 2
      WHEN leaves_running > 0 THEN 3
      WHEN leaves_started > 0 THEN 4
      WHEN leaves_completed > 0 AND leaves_queued > 0 THEN 4
      WHEN leaves_completed > 0 THEN 6
      ELSE 5
    END) STORED,
  status_at INTEGER GENERATED ALWAYS AS (ifnull(own_status_at, own_changed_at)) VIRTUAL,
  reported_at INTEGER GENERATED ALWAYS AS (coalesce(latest_at, own_status_at, own_changed_at)) VIRTUAL,
  changed_at INTEGER GENERATED ALWAYS AS (
    ifnull(max(own_changed_at, nested_changed_at), ifnull(own_changed_at, nested_changed_at))) VIRTUAL,
  active_at INTEGER GENERATED ALWAYS AS (
    ifnull(max(reported_at, nested_active_at), ifnull(reported_at, nested_active_at))) VIRTUAL,
  updated_at INTEGER GENERATED ALWAYS AS (
    ifnull(ifnull(max(own_changed_at, nested_changed_at), ifnull(own_changed_at, nested_changed_at)), created_at)) VIRTUAL,
  unfinished INTEGER NOT NULL GENERATED ALWAYS AS (
    leaves_retrying + leaves_running + leaves_started + leaves_queued > 0) VIRTUAL,
  listed INTEGER NOT NULL GENERATED ALWAYS AS (
    parent IS NULL AND created_at IS NOT NULL
    AND task IS NOT NULL AND trigger IS NOT NULL AND target IS NOT NULL AND actor IS NOT NULL) VIRTUAL,
  acknowledged INTEGER NOT NULL GENERATED ALWAYS AS (  -- until something is reported again
    acknowledged_at IS NOT NULL AND acknowledged_at >= ifnull(active_at, acknowledged_at)) VIRTUAL
) STRICT;
CREATE INDEX jobs_newest ON jobs (created_at) WHERE listed;
CREATE INDEX jobs_cell ON jobs (status, task, trigger, created_at) WHERE listed;
CREATE INDEX jobs_target ON jobs (target, created_at) WHERE listed;
CREATE INDEX jobs_actor ON jobs (actor, created_at) WHERE listed;
CREATE INDEX jobs_updated ON jobs (updated_at) WHERE listed AND status <> 6;
CREATE INDEX jobs_failed ON jobs (updated_at) WHERE listed AND status = 1;
CREATE INDEX jobs_nested ON jobs (parent, created_at, status, task, trigger) WHERE parent IS NOT NULL;
CREATE INDEX jobs_inside ON jobs (created_at) WHERE parent IS NOT NULL;
CREATE INDEX jobs_inner ON jobs (parent, created_at) WHERE NOT leaf;
CREATE INDEX jobs_unfinished ON jobs (seq) WHERE unfinished;
CREATE INDEX jobs_completed ON jobs (task, changed_at, parent) WHERE status = 6;
CREATE INDEX jobs_acknowledged ON jobs (acknowledged_at) WHERE acknowledged_at IS NOT NULL;
CREATE INDEX jobs_held ON jobs (seq) WHERE task IS NULL OR trigger IS NULL OR target IS NULL OR actor IS NULL;

-- Every job below every job above it, at any depth.
CREATE TABLE ancestry (
  job      INTEGER NOT NULL,
  ancestor INTEGER NOT NULL,
  PRIMARY KEY (job, ancestor)
) STRICT, WITHOUT ROWID;
CREATE INDEX ancestry_below ON ancestry (ancestor, job);

-- The minutes of the last thirty days before its latest sign in which a source gave one, a report or a heartbeat. What
-- is usual for a source, and since when it is silent, is read off here (model/silence.py).
CREATE TABLE source_signs (
  source  INTEGER NOT NULL,
  minute  INTEGER NOT NULL,              -- last_at / 60000
  last_at INTEGER NOT NULL,
  PRIMARY KEY (source, minute)
) STRICT, WITHOUT ROWID;

-- How many listed jobs fall in each cell. A level is a width of created_at: 0 an hour, 1 a day, 2 thirty days,
-- 3 all time; bucket = created_at / width. A cell that emptied stays with n = 0.
CREATE TABLE tally (
  level   INTEGER NOT NULL,
  bucket  INTEGER NOT NULL,
  status  INTEGER NOT NULL,
  task    INTEGER NOT NULL,
  trigger INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (level, bucket, status, task, trigger)
) STRICT, WITHOUT ROWID;

-- Saved views that are shared by everybody who opens the store (query/views.py).
CREATE TABLE views (
  name       TEXT PRIMARY KEY,
  query      TEXT NOT NULL,
  sort       TEXT NOT NULL,
  descending INTEGER NOT NULL,
  columns    TEXT NOT NULL,              -- names with a comma between, '' for the usual ones
  saved_by   TEXT NOT NULL,
  saved_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What joblog prune removed, by whom and when: a row for each of its commits.
CREATE TABLE prunes (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  at         INTEGER NOT NULL,
  by         TEXT NOT NULL,              -- a login
  older_than INTEGER NOT NULL,           -- only what had neither changed nor shown life since this moment
  jobs       INTEGER NOT NULL,           -- top-level ones
  nested     INTEGER NOT NULL,
  events     INTEGER NOT NULL
) STRICT;

-- The jobs that are on their way out, within the transaction that removes them: only their events may be deleted.
CREATE TABLE pruning (
  job INTEGER PRIMARY KEY
) STRICT;

-- The words that every store starts with; a team adds its own.
INSERT INTO sources (id, name) VALUES (0, '');
INSERT INTO statuses (id, slug) VALUES
  (1, 'not_completed'), (2, 'retrying'), (3, 'running'), (4, 'started'), (5, 'queued'), (6, 'completed');
INSERT INTO tasks (slug, label, explanation) VALUES
  ('adding_users', 'Adding users', 'gives people an account in an app, or a seat in a team'),
  ('syncing_users', 'Syncing users', 'brings the users of an app in line with the directory'),
  ('updating_user_roles', 'Updating user roles', 'changes what people may do in an app'),
  ('removing_users', 'Removing users', 'takes people''s accounts or access away'),
  ('rotating_passwords', 'Rotating passwords', 'sets a new password for an account and stores it'),
  ('turning_on_mfa', 'Turning on MFA', 'adds a second factor to an account'),
  ('turning_off_mfa', 'Turning off MFA', 'removes the second factor from an account'),
  ('logging_in', 'Logging in', 'signs in to an account on somebody''s behalf');
INSERT INTO triggers (slug, label, explanation) VALUES
  ('web_app', 'Web app', 'somebody clicked in the web app'),
  ('workspace_policy', 'Workspace policy', 'a rule of the whole workspace'),
  ('password_policy', 'Password policy', 'a rule about the age or strength of passwords'),
  ('scim', 'SCIM', 'the identity provider sent a change over SCIM'),
  ('team_events', 'Team events', 'somebody joined, left or moved within a team'),
  ('collection_events', 'Collection events', 'an account was added to or taken from a collection'),
  ('universal_logout', 'Universal Logout', 'every session of a person had to end'),
  ('cerby_api', 'Cerby API', 'a program called the API'),
  ('cerby_admin_api', 'Cerby Admin API', 'a program called the administrators'' API');
