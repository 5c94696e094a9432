"""Input that no one wants: each ends in a diagnostic or is linted, never in a traceback, a hang, a lost worker or an escape sequence."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GOOD = "---\ntitle: 庭の手入れ\ndate: 2026-01-05\n---\n\n今日は庭の草を抜きました。\n\n明日は種をまきます。\n"
WAIT = 60


def postlint(*args: str | bytes, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """The command line with its output piped; what must hold for every input is asserted here."""
    command = [sys.executable, "-m", "postlint", *args]
    done = subprocess.run(command, capture_output=True, timeout=WAIT, env={**os.environ, **environment}, check=False)
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    done.stdout.decode("utf-8")
    done.stderr.decode("utf-8")
    return done


def found(*args: str | bytes, status: int = 1) -> list[dict[str, Any]]:
    """The diagnostics, after the text report was made of the same input."""
    assert postlint("check", *args).returncode == status
    done = postlint("check", *args, "--format", "json")
    assert done.returncode == status, done.stderr
    diagnostics: list[dict[str, Any]] = json.loads(done.stdout)["diagnostics"]
    assert "internal-error" not in {diagnostic["rule"] for diagnostic in diagnostics}
    return diagnostics


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def post(content: str | bytes, name: str = "a.md") -> str:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def rules(diagnostics: list[dict[str, Any]]) -> set[str]:
    return {diagnostic["rule"] for diagnostic in diagnostics}


# bytes


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (GOOD.encode("shift_jis"), "not-utf8"),
        (GOOD.encode("euc_jp"), "not-utf8"),
        (GOOD.encode("iso2022_jp"), "not-utf8"),
        (GOOD.encode()[:40] + b"\xff" + GOOD.encode()[40:], "not-utf8"),
        (GOOD.encode("utf-16"), "utf16"),
        (GOOD.encode("utf-16-be"), "utf16"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "binary"),
        (GOOD.replace("種", "\0").encode(), "nul"),
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\t\n", "empty"),
    ],
    ids=lambda value: repr(value[-12:]) if isinstance(value, bytes) else value,
)
def test_what_is_no_text_is_told_as_unreadable(data: bytes, message: str) -> None:
    (diagnostic,) = found(post(data))
    assert diagnostic["rule"] == "unreadable-post"
    assert diagnostic["messageId"].startswith(message)


def test_a_byte_order_mark_and_crlf_are_no_defects() -> None:
    assert found(post(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()), status=0) == []


# front matter


@pytest.mark.parametrize(
    "front",
    [
        "title: 庭の手入れ\n",
        "title: 庭: 手入れ\n---\n",
        'title: "庭の手入れ\n---\n',
        "title: 庭\ntitle: 畑\n---\n",
        "tags:\n\t- 庭\n---\n",
        "- 庭\n- 畑\n---\n",
        "title: *nowhere\n---\n",
        "title: !!python/object/apply:os.system ['touch executed']\n---\n",
        "title: !!python/name:os.system\n---\n",
        "title: !unknown x\n---\n",
        "title: {a: [b, c\n---\n",
        "title: @庭\n---\n",
        "? " * 20_000 + "\n---\n",
        "a: " + "[" * 20_000 + "\n---\n",
        "a: " + "{a: " * 20_000 + "\n---\n",
        "- " * 20_000 + "a\n---\n",
        "a: &a [*a]\n---\n",
    ],
)
def test_broken_front_matter_is_told_at_its_place(front: str) -> None:
    diagnostics = [d for d in found(post(f"---\n{front}\n庭の草を抜きました。\n")) if d["rule"] == "front-matter-syntax"]
    assert len(diagnostics) == 1
    assert diagnostics[0]["start"]["line"] >= 1
    assert not Path("executed").exists()


@pytest.mark.parametrize("front", ["title = \n", 'title = "庭\n', "a = 1\na = 2\n", "a = " + "[" * 20_000 + "\n", "[a\n"])
def test_broken_toml_is_told_at_its_place(front: str) -> None:
    assert "front-matter-syntax" in rules(found(post(f"+++\n{front}+++\n\n庭の草を抜きました。\n")))


def test_an_alias_bomb_costs_neither_memory_nor_time(tmp_path: Path) -> None:
    levels = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12))
    post(f"---\na: &a [草, 草, 草, 草, 草, 草, 草, 草, 草]\n{levels}---\n\n庭の草を抜きました。\n")
    post(GOOD, "good.md")
    code = (
        "import resource, sys; from postlint.cli import main; status = main(['check', sys.argv[1], '-q']);"
        "print(status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    run = [sys.executable, "-c", code]
    bomb, good = (
        subprocess.run([*run, name], capture_output=True, timeout=WAIT, check=True).stdout.split()[-2:] for name in ("a.md", "good.md")
    )
    assert (bomb[0], good[0]) == (b"1", b"0")
    assert int(bomb[1]) - int(good[1]) < 50_000  # kilobytes


@pytest.mark.parametrize("reference", ["https://example.com/schema.json", "file:///etc/hostname", "other.json", "http://127.0.0.1:9/x"])
def test_schemas_with_remote_or_file_references_are_refused(reference: str) -> None:
    Path("schema.json").write_text(json.dumps({"properties": {"title": {"$ref": reference}}}), encoding="utf-8")
    Path("other.json").write_text("{}", encoding="utf-8")
    Path("postlint.yml").write_text("rules: {front-matter-schema: {schema: schema.json}}", encoding="utf-8")
    done = postlint("check", post(GOOD))
    assert done.returncode == 2
    assert b"schema.json" in done.stderr
    assert done.stderr.count(b"\n") == 1


# Markdown and prose


@pytest.mark.parametrize(
    "body",
    [
        "> " * 5_000 + "草\n",
        "[" * 50_000,
        "![" * 20_000 + "](" * 20_000,
        "(" * 50_000 + "「" * 50_000,
        "**" * 20_000 + "草",
        "*a_" * 20_000,
        "`" * 20_001 + "草" + "`" * 20_000,
        "- " * 2_000 + "草\n",
        "<" * 50_000,
        "<!--" * 10_000,
        "{{<" * 10_000 + "{%" * 10_000,
        ":::" * 10_000,
        "|" * 20_000 + "\n" + "|-" * 10_000 + "\n",
        "# " * 20_000,
        "---\n" * 5_000,
        "\u202e\u2066\u200b" * 1_000 + "草を抜きました。",
        "が\u3099" * 10_000,
        "👨‍👩‍👧‍👦" * 5_000,
        "&#x" * 20_000,
        "\r" * 20_000 + "\u2028" * 20_000 + "\x85" * 20_000,
    ],
    ids=lambda body: repr(body[:8]),
)
def test_hostile_markdown_is_linted(body: str) -> None:
    done = postlint("check", post(f"---\ntitle: 草\n---\n\n{body}\n"), "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    assert json.loads(done.stdout)["summary"]["checked"] == 1


@pytest.mark.parametrize("unit", ["草", "庭の草を抜いて", "a", "草、"])
def test_a_sentence_of_two_million_characters_is_linted(unit: str) -> None:
    body = unit * (2_000_000 // len(unit))
    done = postlint("check", post(f"---\ntitle: 草\n---\n\n種をまきます。\n\n{body}\n"), "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    assert len(done.stdout) < 100_000


def test_terminal_escapes_in_a_title_are_shown_and_do_not_act() -> None:
    name = post('---\ntitle: "\\e[31m赤\\a"\nreading_time: "\\e]0;x\\a 900"\n---\n\n\x1b[2J草を抜きました。\n\n---END---\x1b[31m\n')
    assert "stray-marker" in rules(found(name))


# files


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_files_that_cannot_be_opened_are_told_and_the_others_are_linted(jobs: str) -> None:
    content = Path("content")
    (content / "folder.md").mkdir(parents=True)
    (content / "loop.md").symlink_to("loop.md")
    (content / "gone.md").symlink_to("nowhere.md")
    (content / "round").symlink_to(".")
    os.mkfifo(content / "pipe.md")
    for number in range(14):
        post(GOOD.replace("庭の", f"{number}番目の庭の", 1), f"content/folder.md/{number}.md")
    diagnostics = found("content", "--jobs", jobs)
    assert {Path(d["path"]).name: d["rule"] for d in diagnostics} == dict.fromkeys(("gone.md", "loop.md", "pipe.md"), "unreadable-post")


def test_devices_and_pipes_that_are_named_are_told_and_not_waited_for() -> None:
    os.mkfifo("pipe.md")
    assert [d["rule"] for d in found("pipe.md", "/dev/zero")] == ["unreadable-post"] * 2


@pytest.mark.parametrize(
    "name", [b"a\nb.md", b"a\x1b[31m.md", b"\xff\xfe.md", b"a\rb\tc.md", "\u202e草.md".encode(), b"-rf.md", b" .md", b"'\".md"]
)
def test_names_with_anything_in_them_are_linted(name: bytes) -> None:
    folder = Path("content")
    folder.mkdir()
    Path(os.fsdecode(b"content/" + name)).write_text(GOOD + "\n---END---\n", encoding="utf-8")
    (walked,) = found("content")
    (named,) = found(b"content/" + name)
    assert walked == named
    assert walked["rule"] == "stray-marker"


def test_a_schema_or_configuration_that_is_hostile_is_a_mistake() -> None:
    for text in ("[" * 20_000, "rules: !!python/name:os.system", "\x00", "a: &a [*a]", "exclude: ['[z-a]']"):
        Path("postlint.yml").write_text(text, encoding="utf-8")
        done = postlint("check", post(GOOD))
        assert done.returncode == 2
        assert done.stderr.startswith(b"postlint: error: postlint.yml")
        assert done.stderr.count(b"\n") == 1


# calls


@pytest.mark.parametrize(
    ("args", "name", "near"),
    [
        (["check", "contents"], b"contents", b"content"),
        (["check", "--select", "stray-markers"], b"stray-markers", b"stray-marker"),
        (["check", "--format", "jason"], b"jason", b"json"),
        (["check", "--exit-zeros"], b"--exit-zeros", b"--exit-zero"),
        (["check", "--config", "bad.yml"], b"selct", b"select"),
    ],
)
def test_a_name_that_does_not_exist_exits_with_2_and_the_nearest(args: list[str], name: bytes, near: bytes) -> None:
    Path("content").mkdir()
    Path("bad.yml").write_text("selct: [integrity]", encoding="utf-8")
    done = postlint(*args)
    assert (done.returncode, done.stdout) == (2, b"")
    assert name in done.stderr
    assert near in done.stderr.replace(name, b"")


def test_no_post_at_all_exits_with_2() -> None:
    Path("content").mkdir()
    assert postlint("check", "content").returncode == 2
    assert postlint("check").returncode == 2
