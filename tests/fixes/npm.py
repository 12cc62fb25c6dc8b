"""Packages of the npm registry at pinned versions, installed once and kept, and programs run beside them."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

CACHE = Path(__file__).resolve().parents[1] / ".cache" / "npm"


def installed(packages: dict[str, str]) -> Path:
    """A folder whose `node_modules` holds these packages (name and exact version); installed when first asked for."""
    manifest = json.dumps({"name": "proof", "private": True, "dependencies": packages}, sort_keys=True)
    folder = CACHE / hashlib.sha256(manifest.encode()).hexdigest()[:16]
    if (folder / "done").exists():
        return folder
    mine = _begun(folder)
    (mine / "package.json").write_text(manifest)
    command = [
        "npm",
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        "--silent",
    ]
    subprocess.run([*command], cwd=mine, check=True, capture_output=True, timeout=300)
    _keep(mine, folder)
    return folder


def unpacked(package: str) -> Path:
    """The files of a package (`name@version`) as it was published, without what it depends on; fetched when first asked for."""
    folder = CACHE / package.replace("/", "-")
    if (folder / "done").exists():
        return folder / "package"
    mine = _begun(folder)
    command = ["npm", "pack", "--ignore-scripts", "--prefer-offline", "--silent", package]
    subprocess.run(command, cwd=mine, check=True, capture_output=True, timeout=300)
    (archive,) = mine.glob("*.tgz")
    with tarfile.open(archive) as files:
        files.extractall(mine, filter="data")
    _keep(mine, folder)
    return folder / "package"


def _begun(folder: Path) -> Path:
    """Where to make a folder. Two test processes may come here at once: each makes its own, and the first one is kept."""
    mine = folder.with_name(f"{folder.name}-{os.getpid()}")
    mine.mkdir(parents=True, exist_ok=True)
    return mine


def _keep(mine: Path, folder: Path) -> None:
    (mine / "done").touch()
    try:
        mine.rename(folder)
    except OSError:
        shutil.rmtree(mine)


def project(folder: Path, packages: dict[str, str], files: dict[str, str]) -> Path:
    """A project in `folder` with these files, and the packages beside them."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "node_modules").symlink_to(installed(packages) / "node_modules")
    return folder


def node(folder: Path, *arguments: str, **environment: str) -> str:
    """What a Node.js program prints that runs in a folder; it has to end well."""
    done = subprocess.run(
        ["node", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
