"""The driver that asks the terminal for its ground; what it needs of Textual's inside is in ``prompt_escape``."""

from joblog_tui.ui.ground import ASK, Answer, GroundTold
from joblog_tui.ui.prompt_escape import PromptEscape
from joblog_tui.ui.wishing import Wishing


class Asking(PromptEscape):
    """A driver that asks the terminal when it has taken it over, the first time, if its app wants to know."""

    _answer: Answer | None = None

    def start_application_mode(self) -> None:
        """Take the terminal over, and ask."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._answer is None and isinstance(self._app, Wishing) and self._app.asks_ground:
            self._answer = Answer()
            self.write(ASK)
            self.flush()

    def typed(self, text: str) -> str:
        """What was typed, without the answer."""
        answer = self._answer
        if answer is None or answer.has_come():
            return text
        rest = answer.taken_from(text)
        if answer.has_come():
            self.process_message(GroundTold(bool(answer.light)))
        return rest

    @property
    def waiting(self) -> bool:
        """Whether something is held back that may have been typed."""
        return self._answer is not None and self._answer.held
