"""What every screen has that shows something live: it is told what the pulse of the store tells."""

from joblog_tui.feed.pulse import Beat
from joblog_tui.ui.beneath import LineScreen


class WatchingScreen(LineScreen[None]):
    """A screen that hears of the store. The one that is seen is told, even when a dialogue lies over it."""

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again; or only the rate is another one."""
        raise NotImplementedError

    def show_choices(self) -> None:
        """Another theme, zone or arrangement holds: show everything so."""
        self.refresh(layout=True)
