-- Unfinished jobs, and what decides whether they are stalled (vigil.py). A leaf is silent since the later of its last sign
-- of life and its schedule; a job of which nothing is known but its name has neither.
SELECT j.seq, j.id, j.parent, j.leaf, ifnull(j.own_status, 5),
       max(ifnull(j.active_at, j.created_at), ifnull(j.scheduled_for, 0)), j.scheduled_for,
       j.source, j.status, j.task, j.trigger, j.listed, j.acknowledged
FROM jobs AS j
WHERE j.unfinished
