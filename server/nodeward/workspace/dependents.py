"""What the last analysis of each open file rested on, so that a change leads to those that it concerns and no others."""

from nodeward.program.links import Loads
from nodeward.text.files import Files
from nodeward.workspace.index import RecordedLinks
from nodeward.workspace.tree import Recorder


class Record:
    """The files and links of one analysis, with every answer that they gave."""

    def __init__(self, files: Files, saved: Files, links: Loads) -> None:
        self.files = Recorder(files)  # disk under unsaved buffers
        self.saved = Recorder(saved)  # the disk alone
        self.links = RecordedLinks(links)


class Dependents:
    """The records of open files."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}

    def note(self, path: str, record: Record) -> None:
        """The file's last analysis rested on this."""
        self._records[path] = record

    def forget(self, path: str) -> None:
        """The file is closed."""
        self._records.pop(path, None)

    def of(self, path: str, files: Files, saved: Files) -> list[str]:
        """The other files, of which an answer that `path` has a part in is not what it was."""
        return [
            other
            for other, record in self._records.items()
            if other != path and not _stands(record, path, files, saved)
        ]


def _stands(record: Record, path: str, files: Files, saved: Files) -> bool:
    return (
        record.files.answers.stand(files, path)
        and record.saved.answers.stand(saved, path)
        and record.links.stand(path)
    )
