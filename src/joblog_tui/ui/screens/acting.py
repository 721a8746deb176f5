"""What is done to jobs of a list, the marked ones or the one under the cursor: acknowledging and copying them.

Acknowledging is the one act of the dashboard that is kept: it goes through the door of the store, as an event.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.model.jsonform import job_object_in
from joblog_tui.model.triage import why_not_acknowledged
from joblog_tui.text import safe, safe_json
from joblog_tui.ui import terminal
from joblog_tui.ui.keymap import OF_ACTING, bindings
from joblog_tui.ui.screens.arranging import ArrangingScreen

LONGEST_TOLD = 40  # characters of an id


class ActingScreen(ArrangingScreen):
    """A list screen whose jobs can be acknowledged and copied."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_ACTING)]

    @dataclass
    class Copying(Message):
        """The marked jobs were looked up, to be copied."""

        jobs: tuple[Job, ...]
        as_json: bool

    @dataclass
    class Acknowledged(Message):
        """It was tried to acknowledge jobs: how many, and why not the others."""

        done: int
        refused: tuple[str, ...]

    @property
    def chosen(self) -> tuple[int, ...]:
        """The jobs (``Job.seq``) that are acted on: the marked ones, newest first, or the one under the cursor."""
        if self.table.marked:
            return tuple(sorted(self.table.marked, reverse=True))
        return () if self.subject is None else (self.subject.seq,)

    # Acknowledging

    async def action_acknowledge(self) -> None:
        """Ask for a note, then acknowledge."""
        chosen, job = self.chosen, self.subject
        if len(chosen) == 1 and job is not None and job.seq == chosen[0]:
            reason = why_not_acknowledged(job, stalled=self.state.verdict(job) is not None)
            if reason is not None:
                self.tell(safe(reason, 200))
                return
            what = safe(job.id if job.target is None else job.target.name, LONGEST_TOLD)
        else:
            what = f"{len(chosen):,} marked job{'' if len(chosen) == 1 else 's'}"
        if chosen:
            from joblog_tui.ui.screens.note_dialog import NoteDialog

            def noted(note: str | None) -> None:
                if note is not None:
                    self._acknowledge(chosen, note.strip() or None)

            await self.app.push_screen(NoteDialog(self.session, what), noted)

    @work(group="acknowledge")
    async def _acknowledge(self, seqs: Sequence[int], note: str | None) -> None:
        done, refused = 0, []
        try:
            store = self.session.store()
            jobs, stalls = await store.jobs(seqs), await store.stalls()
            for job in (jobs[seq] for seq in seqs if seq in jobs):
                reason = why_not_acknowledged(job, stalled=job.seq in stalls.verdicts)
                if reason is not None:
                    refused.append(reason)
                    continue
                await store.acknowledge(job.id, self.session.me, note)
                done += 1
        except JoblogError as error:
            refused.append(str(error))
        self.post_message(self.Acknowledged(done, tuple(refused)))

    @on(Acknowledged)
    def _take_acknowledged(self, message: Acknowledged) -> None:
        message.stop()
        if message.done:
            self.table.clear_marks()
        told = f"acknowledged {message.done:,} job{'' if message.done == 1 else 's'}" if message.done else ""
        others = f" and {len(message.refused) - 1:,} more not" if len(message.refused) > 1 else ""
        why = f"{safe(message.refused[0], 160)}{others}" if message.refused else ""
        self.tell("; ".join(part for part in (told, why) if part))
        self._window.changed()

    # Copying

    def action_copy_id(self) -> None:
        """The ids, one a line, to the terminal's clipboard."""
        self._copy(as_json=False)

    def action_copy_json(self) -> None:
        """The jobs as ``joblog ls --json`` prints them, to the terminal's clipboard."""
        self._copy(as_json=True)

    def _copy(self, *, as_json: bool) -> None:
        if self.table.marked:
            self._look_up_marked(self.chosen, as_json)
        elif self.subject is not None:
            self._put_on_clipboard((self.subject,), as_json=as_json)

    @work(group="copy", exclusive=True)
    async def _look_up_marked(self, seqs: Sequence[int], as_json: bool) -> None:
        try:
            jobs = await self.session.store().jobs(seqs)
            self.post_message(self.Copying(tuple(jobs[seq] for seq in seqs if seq in jobs), as_json))
        except JoblogError:
            return  # the pulse tells what is wrong with the store

    @on(Copying)
    def _copy_marked(self, message: Copying) -> None:
        message.stop()
        self._put_on_clipboard(message.jobs, as_json=message.as_json)

    def _put_on_clipboard(self, jobs: Sequence[Job], *, as_json: bool) -> None:
        written: Callable[[Job], str] = self._json if as_json else lambda job: job.id
        doubt = terminal.copy(self.app, "\n".join(map(written, jobs)))
        what = safe(jobs[0].id, LONGEST_TOLD) if len(jobs) == 1 else f"{len(jobs):,} {'rows' if as_json else 'ids'}"
        self.tell(f"copied {what}{' as JSON' if as_json else ''}{f'; {doubt}' if doubt else ''}")

    def _json(self, job: Job) -> str:
        session, snapshot = self.session, self.state.snapshot
        assert snapshot is not None  # a job was shown
        whole = job_object_in(snapshot.stalls, job, session.vocabulary, session.clock())
        return safe_json(json.dumps(whole, ensure_ascii=False))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be jobs to act on."""
        if action in _ACTIONS and self.is_mounted:
            return self.subject is not None or bool(self.table.marked)
        return super().check_action(action, parameters)


_ACTIONS = frozenset(command.action for command in OF_ACTING)
