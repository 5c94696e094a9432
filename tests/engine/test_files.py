import os
import stat
from pathlib import Path

import pytest

from postlint.engine import read
from postlint.engine.read import read_post, read_regular
from postlint.engine.write import write_whole
from postlint.post.decode import Damage


def kind(file: Path | str) -> object:
    damage = read_post(str(file))
    assert isinstance(damage, Damage)
    assert damage.reason == "unopenable"
    assert damage.data["error"]
    return damage.data["kind"]


def test_a_regular_file_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"\xff\r\n\x00" * 100_000)
    assert read_post(str(file)) == b"\xff\r\n\x00" * 100_000


def test_what_does_not_exist_is_missing(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to("nowhere")
    (tmp_path / "file").write_text("")
    assert [kind(tmp_path / name) for name in ("a.md", "gone.md", "file/a.md")] == ["missing"] * 3


def test_a_link_to_itself_has_too_many_links(tmp_path: Path) -> None:
    (tmp_path / "loop.md").symlink_to("loop.md")
    assert kind(tmp_path / "loop.md") == "links"


def test_a_folder_a_pipe_and_a_device_are_no_regular_files_and_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert [kind(file) for file in (tmp_path, tmp_path / "pipe.md", "/dev/zero")] == ["not-regular"] * 3


@pytest.mark.parametrize(
    ("error", "expected"), [(PermissionError(13, "no"), "permission"), (OSError(5, "I/O"), "other"), (OSError("odd"), "other")]
)
def test_what_the_system_refuses_is_told_by_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, expected: str) -> None:
    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    assert kind(tmp_path / "a.md") == expected


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    assert kind(tmp_path / ("x" * 300)) == "other"


def test_a_giant_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "giant.md").open("wb") as stream:
        stream.truncate(read.LARGEST + 1)
    assert kind(tmp_path / "giant.md") == "other"
    with pytest.raises(OSError, match="large"):
        read_regular(str(tmp_path / "giant.md"), 10)


def test_no_file_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text")
    probe = os.open(tmp_path, os.O_RDONLY)
    os.close(probe)
    for name in ("missing.md", ".", "a.md"):
        read_post(str(tmp_path / name))
    again = os.open(tmp_path, os.O_RDONLY)
    os.close(again)
    assert again == probe


def test_a_file_is_written_as_utf8_with_the_usual_permissions(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    write_whole(str(file), "結果\udcff\n")
    assert file.read_bytes() == "結果\\udcff\n".encode()
    (tmp_path / "other").write_text("")
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_a_file_that_is_written_anew_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("old")
    file.chmod(0o640)
    write_whole(str(file), "new")
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("new", 0o640)


def test_the_target_of_a_link_is_written(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    write_whole(str(tmp_path / "link"), "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"


def test_a_device_is_written_to_and_stays_one() -> None:
    write_whole(os.devnull, "text")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_file_that_cannot_be_finished_leaves_the_old_one_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "report.txt"
    file.write_text("old")

    def refuse(self: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_whole(str(file), "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.txt"]
    assert file.read_text() == "old"


def test_a_folder_that_does_not_exist_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(str(tmp_path / "none" / "report.txt"), "text")
