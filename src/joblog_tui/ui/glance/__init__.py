"""The first glance: the newest rows on the screen before Textual is imported, where the dashboard will show them.

Nothing here imports textual. It paints once, in the very cells of the dashboard's own first frame with rows; then the
dashboard takes the terminal over, without a blank moment in between (``ui.behind_glance``).
"""
