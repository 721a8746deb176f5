"""A seeded, believable workspace: ``scenarios.events`` makes its events, ``run.run`` writes them like anybody else.

The catalogue is in ``people``, ``places``, ``chatter``, ``troubles`` and ``durations``; ``kinds`` holds one file for
each kind of job; ``rhythm``, ``pace``, ``outages`` and ``clockwork`` decide when things happen.
"""
