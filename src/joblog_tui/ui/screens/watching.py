"""What every screen has that shows something live: it is told what the pulse of the store tells."""

from joblog_tui.feed.pulse import Beat
from joblog_tui.ui.beneath import LineScreen
from joblog_tui.ui.session import Session


class WatchingScreen(LineScreen[None]):
    """A screen that hears of the store. The one that is seen is told, even when a dialogue lies over it."""

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again; or only the rate is another one."""
        raise NotImplementedError

    session: Session
    _looks: tuple[bool, bool] | None = None

    def show_choices(self) -> None:
        """Another theme, zone or arrangement holds: show everything so."""
        self.show_look()
        self.refresh(layout=True)

    def show_look(self) -> None:
        """Have everything drawn with the signs that hold, and still where nothing is to move."""
        looks = (self.session.ascii_glyphs, self.session.reduced_motion)
        if self._looks not in (None, looks):
            from joblog_tui.ui.relooking import relook

            relook(self, self.session.glyphs, still=self.session.reduced_motion)
        self._looks = looks
