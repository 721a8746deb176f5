"""Log lines on the screen: a cursor on one of them, wrapped or cut, followed at their newest end."""

from joblog_tui.ui.widgets.log_lines.log_lines import LogLines

__all__ = ["LogLines"]
