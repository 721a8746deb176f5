"""Every way out of the dashboard is the same one: the store is closed, the terminal is as it was before."""

import asyncio
from signal import Signals

from joblog_tui.ui.app import JoblogApp

SIGNALS = (Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP)


async def until_told_to_leave(app: JoblogApp) -> None:
    """Run the app until the operator leaves, or one of ``SIGNALS`` tells the process to end."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, app.leave_because_of, number)
    try:
        await app.run_async()
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)
        await app.session.pulse.close()
