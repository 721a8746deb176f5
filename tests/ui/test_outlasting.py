"""Leaving does not wait for a terminal that is gone."""

import io
import threading

from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from joblog_tui.ui.app import JoblogApp
from joblog_tui.ui.outlasting import Outlasting


class Gone(io.StringIO):
    """What is written to it cannot be."""

    def write(self, text: str, /) -> int:
        raise OSError(5, "input/output error")

    def flush(self) -> None:
        raise OSError(5, "input/output error")


def test_a_writer_without_a_terminal_ends_when_it_is_told_to() -> None:
    writer = WriterThread(Outlasting(Gone()))  # type: ignore[arg-type]

    def write_and_stop() -> None:
        for _ in range(2 * MAX_QUEUED_WRITES):
            writer.write("x")
        writer.stop()

    writer.start()
    working = threading.Thread(target=write_and_stop, daemon=True)
    working.start()
    working.join(10)
    assert not working.is_alive()
    assert not writer.is_alive()


def test_what_can_be_written_is() -> None:
    file = io.StringIO()
    outlasting = Outlasting(file)
    assert outlasting.write("LIVE") == 4
    outlasting.flush()
    assert (file.getvalue(), outlasting.encoding) == ("LIVE", file.encoding)


async def test_the_driver_of_the_dashboard_writes_so() -> None:
    app = JoblogApp("acme.db", me="ana")
    driver = app.driver_class(app)
    assert isinstance(driver._file, Outlasting)  # type: ignore[attr-defined]
