"""The texts that reports ask for."""

from pathlib import Path

from postlint.engine.discover import Source
from postlint.engine.texts import text_of_input, texts_of_files


def test_a_text_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    text_of = texts_of_files([Source("posts/a.md", str(file))])
    assert text_of("posts/a.md") is None
    file.write_bytes(b"\xef\xbb\xbf\xe6\x9c\xac\r\n")
    assert text_of("posts/a.md") == "本\r\n"


def test_only_posts_of_the_run_are_read(tmp_path: Path) -> None:
    file = tmp_path / "secret.md"
    file.write_text("秘密", "utf-8")
    assert texts_of_files([])(str(file)) is None


def test_a_post_that_is_not_utf8_is_read_as_it_was_judged(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("庭の手入れをしました。".encode("shift_jis"))
    assert texts_of_files([Source("a.md", str(file))])("a.md") == "庭の手入れをしました。"


def test_standard_input_has_one_text_under_its_name() -> None:
    text_of = text_of_input("本文".encode(), "posts/a.md")
    assert text_of("posts/a.md") == "本文"
    assert text_of("b.md") is None
