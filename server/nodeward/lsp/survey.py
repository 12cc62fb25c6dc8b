"""The files that nobody has open, looked at one after another while nothing else is to be done.

A survey is made when the user asks for it (`nodeward.scanWorkspace`) or the setting `workspaceScan` is on. What it found stays
true: a file that changes on disk or is closed is looked at again, and a save looks again at those that show something.
New findings that a change makes in yet other files come with the next survey.
"""

from collections import Counter
from collections.abc import Iterable

from lsprotocol import types

from nodeward.findings import Severity
from nodeward.lsp.convert import diagnostics
from nodeward.lsp.door import Result
from nodeward.lsp.progress import Bar
from nodeward.lsp.session import Session, Shown, Survey
from nodeward.lsp.uris import uri_of
from nodeward.text.crash import crash

SEVERITIES = {
    Severity.ERROR: "errors",
    Severity.WARNING: "warnings",
    Severity.INFORMATION: "information",
    Severity.HINT: "hints",
}


def begin(session: Session) -> None:
    """Look at every file that is not open, as soon as the folders have been read; the user wants to know when it is done."""
    session.survey_wanted = session.survey_asked = session.survey_kept = True


def survey_next(session: Session) -> bool:
    """Look at one more file; False where none is left, or the user did not want it."""
    survey = session.survey or _begun(session)
    if survey is None:
        return False
    if survey.bar.stopped or not survey.waiting:
        _finish(session, survey)
        return True
    path = next(iter(survey.waiting))
    if path in session.files or _looked_at(session, path):
        del survey.waiting[path]
        survey.bar.move(survey.total - len(survey.waiting), survey.total)
    return True


def again(session: Session, paths: Iterable[str]) -> None:
    """These files are not what they were: look at them again, and at those that show something that may rest on them."""
    if not session.surveyed:
        return
    showing = (path for path, shown in session.unopened.items() if shown.diagnostics)
    session.to_survey.update(dict.fromkeys([*paths, *showing]))


def everything_again(session: Session) -> None:
    """Something that every result depends on has changed, perhaps whether a survey is wanted."""
    wanted = session.workspace.scans_folders or session.survey_kept
    session.survey_wanted = wanted
    if session.surveyed and not wanted:
        session.surveyed, session.behind = False, session.client.pull
        for path in list(session.unopened):
            taken(session, path)


def taken(session: Session, path: str) -> None:
    """The client has opened the file: what is said of it from now on is said of the client's text."""
    shown = session.unopened.pop(path, None)
    if shown and shown.diagnostics and not session.client.pull:
        _publish(session, path, ())


def _begun(session: Session) -> Survey | None:
    if session.survey_wanted and session.workspace.indexed():
        session.survey_wanted, session.surveyed = False, True
        paths = dict.fromkeys([*session.unopened, *session.workspace.sources()])
        title = "Looking at the project"
    elif session.to_survey:
        paths, session.to_survey = session.to_survey, {}
        title = ""
    else:
        return None
    session.passes += 1
    bar = Bar(session.server, f"nodeward/survey/{session.passes}", title)
    session.survey = Survey(paths, len(paths), bar)
    if title and session.client.progress:
        bar.ask()
    return session.survey


def _looked_at(session: Session, path: str) -> bool:
    """Whether the file was looked at to its end, and what was found is shown; not where somebody types meanwhile."""
    inbox = session.inbox
    try:
        result = session.workspace.analyze(path, lambda: inbox.changing or inbox.ending)
    except Exception as error:  # noqa: BLE001 - one file that cannot be analysed must not end the survey
        session.log(f"analysing {path} failed\n{crash(error)}", types.MessageType.Error)
        result = None
    if inbox.changing or inbox.ending:
        return False
    for problem in result.problems if result else ():
        session.log(problem, types.MessageType.Warning)
    _show(session, path, result)
    return True


def _show(session: Session, path: str, result: Result | None) -> None:
    made = diagnostics(session, result) if result else ()
    before = session.unopened.get(path)
    if made == (before.diagnostics if before else ()):
        return
    session.results += 1
    session.unopened[path] = Shown(str(session.results), made)
    if not session.client.pull:
        _publish(session, path, made)


def _publish(session: Session, path: str, made: tuple[types.Diagnostic, ...]) -> None:
    params = types.PublishDiagnosticsParams(uri=uri_of(path), diagnostics=list(made))
    session.server.text_document_publish_diagnostics(params)


def _finish(session: Session, survey: Survey) -> None:
    session.survey = None
    session.behind = session.client.pull
    survey.bar.end()
    if not (survey.bar.title and session.survey_asked):
        return
    session.survey_asked = False
    stopped = " The look was stopped before its end." if survey.bar.stopped else ""
    message = f"Nodeward looked at {survey.total - len(survey.waiting)} files: {_counted(session)}.{stopped}"
    session.server.window_show_message(types.ShowMessageParams(types.MessageType.Info, message))


def _counted(session: Session) -> str:
    """How much there is of each severity, in open files and others."""
    shown = [*session.unopened.values(), *session.shown.values()]
    counts = Counter(one.severity for each in shown for one in each.diagnostics)
    told = [
        f"{counts[types.DiagnosticSeverity(severity)]} {name}"
        for severity, name in SEVERITIES.items()
        if counts[types.DiagnosticSeverity(severity)]
    ]
    return ", ".join(told) or "no findings"
