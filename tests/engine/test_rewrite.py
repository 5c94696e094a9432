"""Whatever happens while a file is written, it holds the old content or the new one, whole."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from postlint.engine.write import ChangedError, rewrite

NOBODY = 65534
OLD, NEW = b"old" * 30_000, b"new" * 40_000
#: rewrites its file with two contents in turn, and says so each time
WRITER = """
import sys
from postlint.engine.write import rewrite
old, new = b"old" * 30_000, b"new" * 40_000
while True:
    for content in (new, old):
        rewrite(sys.argv[1], content, lambda held: held in (old, new))
        print(flush=True)
"""


def whatever(held: bytes) -> bool:
    return True


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a.md"
    file.write_bytes(OLD)
    return file


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_content_is_replaced_and_no_draft_is_left(file: Path) -> None:
    rewrite(str(file), NEW, lambda held: held == OLD)
    assert (file.read_bytes(), names(file.parent)) == (NEW, ["a.md"])


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_permissions_stay(file: Path, mode: int) -> None:
    file.chmod(mode)
    rewrite(str(file), NEW, whatever)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(file: Path) -> None:
    os.chown(file, NOBODY, NOBODY)
    rewrite(str(file), NEW, whatever)
    assert (file.stat().st_uid, file.stat().st_gid) == (NOBODY, NOBODY)


def test_an_owner_that_cannot_be_kept_is_no_mistake(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse, raising=False)
    monkeypatch.setattr(os, "listxattr", refuse, raising=False)
    rewrite(str(file), NEW, whatever)
    assert file.read_bytes() == NEW


def test_attributes_stay(file: Path) -> None:
    try:
        os.setxattr(file, "user.postlint", b"kept")
    except (AttributeError, OSError) as error:
        pytest.skip(f"no attributes here: {error}")
    rewrite(str(file), NEW, whatever)
    assert os.getxattr(file, "user.postlint") == b"kept"


def test_systems_without_owners_and_attributes_are_written_to(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("chown", "listxattr"):
        monkeypatch.delattr(os, name, raising=False)
    rewrite(str(file), NEW, whatever)
    assert file.read_bytes() == NEW


def test_a_link_stays_a_link_and_its_target_is_written(file: Path) -> None:
    (file.parent / "folder").mkdir()
    link = file.parent / "folder" / "link.md"
    link.symlink_to("../a.md")
    rewrite(str(link), NEW, whatever)
    assert (link.is_symlink(), file.read_bytes(), names(link.parent)) == (True, NEW, ["link.md"])


def test_of_a_file_with_two_names_the_other_keeps_the_old_content(file: Path) -> None:
    other = file.parent / "b.md"
    os.link(file, other)
    rewrite(str(file), NEW, whatever)
    assert (file.read_bytes(), other.read_bytes()) == (NEW, OLD)


def test_a_file_that_has_changed_is_left_alone(file: Path) -> None:
    with pytest.raises(ChangedError):
        rewrite(str(file), NEW, lambda held: held == b"what was read")
    assert (file.read_bytes(), names(file.parent)) == (OLD, ["a.md"])


def test_the_file_is_compared_when_the_draft_is_ready(file: Path) -> None:
    seen = []

    def compare(held: bytes) -> bool:
        (draft,) = [entry for entry in file.parent.iterdir() if entry != file]
        seen.append((held, draft.read_bytes()))
        return True

    rewrite(str(file), NEW, compare)
    assert seen == [(OLD, NEW)]


@pytest.mark.parametrize("lines", range(0, 24, 3))
def test_a_process_that_is_killed_leaves_one_content_or_the_other(file: Path, lines: int) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        for _ in range(lines + 1):
            writer.stdout.readline()
        writer.kill()
        assert writer.wait() == -signal.SIGKILL
    assert file.read_bytes() in (OLD, NEW)
    assert names(file.parent)[-1] == "a.md"
    assert all(name.startswith(".postlint-") for name in names(file.parent)[:-1])


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users get to: pytest's own is closed to them."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def refused(work: Callable[[], None]) -> int | None:
    """The number of the error that the work ends with when no root does it; None where it succeeds."""
    if os.geteuid() != 0:
        return outcome(work)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(writer, str(outcome(work)).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as stream:
        told = stream.read()
    return None if told == "None" else int(told)


def outcome(work: Callable[[], None]) -> int | None:
    try:
        work()
    except OSError as error:
        return error.errno
    return None


needs_users = pytest.mark.skipif(not hasattr(os, "fork") or not hasattr(os, "geteuid"), reason="there are no users here")


@needs_users
def test_a_folder_that_is_read_only_is_the_systems_error(open_folder: Path) -> None:
    file = open_folder / "a.md"
    file.write_bytes(OLD)
    file.chmod(0o666)
    open_folder.chmod(0o555)
    assert refused(lambda: rewrite(str(file), NEW, whatever)) == 13
    assert (file.read_bytes(), names(open_folder)) == (OLD, ["a.md"])


@needs_users
def test_a_file_that_is_read_only_stays_as_it_is_though_its_folder_could_be_written(open_folder: Path) -> None:
    file = open_folder / "a.md"
    file.write_bytes(OLD)
    file.chmod(0o444)
    open_folder.chmod(0o777)
    assert refused(lambda: rewrite(str(file), NEW, whatever)) == 13
    assert (file.read_bytes(), names(open_folder)) == (OLD, ["a.md"])


def test_a_disk_that_is_full_is_the_systems_error_and_nothing_is_lost(small_disk: Path) -> None:
    file = small_disk / "a.md"
    file.write_bytes(OLD)
    with pytest.raises(OSError, match="space") as full:
        rewrite(str(file), NEW, whatever)
    assert full.value.errno == 28
    assert (file.read_bytes(), names(small_disk)) == (OLD, ["a.md"])


def test_an_interruption_leaves_the_old_content_and_no_draft(file: Path) -> None:
    def interrupt(held: bytes) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rewrite(str(file), NEW, interrupt)
    assert (file.read_bytes(), names(file.parent)) == (OLD, ["a.md"])
