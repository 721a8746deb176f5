"""Jobs as a tree, with a timeline beside it: the job table with other lines in it."""
