"""What the data means: words, events, jobs, the roll-up of nested jobs, stalls, errors. No I/O."""
