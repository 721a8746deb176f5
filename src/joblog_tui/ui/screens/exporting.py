"""A list whose jobs can be exported."""

from joblog_tui.ui.screens.acting import ActingScreen


class ExportingScreen(ActingScreen):
    """A list screen whose jobs can be exported."""

    async def action_export(self) -> None:
        """Ask where to."""
        from joblog_tui.ui.screens.export_dialog import ExportDialog

        current = self.state.current
        jobs = None if current is None else current.block.total

        def told(what: str | None) -> None:
            if what:
                self.tell(what)

        await self.app.push_screen(ExportDialog(self.session, self.state.listing, jobs), told)
