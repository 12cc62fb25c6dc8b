"""A bar that shows how far long work has come, and that the user may stop. Knows not what the work is."""

from concurrent.futures import Future
from dataclasses import dataclass

from lsprotocol import types
from pygls.lsp.server import LanguageServer


@dataclass(slots=True)
class Bar:
    """The bar of one piece of work; `token` names it between client and server."""

    server: LanguageServer
    token: str
    title: str
    shown: int | None = None  # the percentage that the client shows; None: it shows no bar
    _asked: bool = False
    _over: bool = False

    @property
    def stopped(self) -> bool:
        """Whether the user has stopped the work."""
        cancelling = self.server.work_done_progress.tokens.get(self.token)
        return cancelling is not None and cancelling.cancelled()

    def ask(self) -> None:
        """Ask for the bar, once; it may be drawn only after the client has agreed (LSP 3.17, window/workDoneProgress/create)."""
        if self._asked:
            return
        self._asked = True
        params = types.WorkDoneProgressCreateParams(token=self.token)
        self.server.window_work_done_progress_create(params).add_done_callback(self._answered)

    def move(self, done: int, total: int) -> None:
        """Show that so many files of so many are done."""
        percentage = 100 * done // max(total, 1)
        if self.shown is None or percentage <= self.shown:
            return
        self.shown = percentage
        report = types.WorkDoneProgressReport(message=f"{done} of {total} files", percentage=percentage)
        self.server.work_done_progress.report(self.token, report)

    def end(self) -> None:
        """The work is over, however it ended."""
        self._over = True
        if self.shown is not None:
            self.server.work_done_progress.end(self.token, types.WorkDoneProgressEnd())

    def _answered(self, future: Future[None]) -> None:
        if future.cancelled() or future.exception() or self._over:
            return
        self.shown = 0
        begin = types.WorkDoneProgressBegin(title=self.title, cancellable=True, percentage=0)
        self.server.work_done_progress.begin(self.token, begin)
