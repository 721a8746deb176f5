"""Where events and their projections are kept: one interface (``base``), one folder for each kind of store."""
