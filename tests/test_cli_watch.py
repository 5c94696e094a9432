"""`check --watch`, told of changes by a script; and once by the operating system."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from postlint import cli_print, cli_watch
from postlint.cli import main
from postlint.engine import changes, snapshot
from postlint.engine.changes import Signs
from postlint.engine.discover import Source
from postlint.engine.keep import Keeper, Kept

CLEAN = "---\ntitle: 庭の手入れ\n---\n\n今日は庭の草を抜きました。明日は種をまきます。\n"
#: the posts here are alike, which is not the point
ALONE = ("--ignore", "duplicate-title,duplicate-post")
MARKED = CLEAN + "\n---END---\n\n残りの作業は来週に回します。\n"


def other(text: str) -> str:
    """The post with another title and another body."""
    return text.replace("庭の手入れ", "畑の一年").replace("今日は庭の草を抜きました。", "春には畝を起こして、豆と芋を植えました。")


@dataclass
class Site:
    """A folder of posts, and what happens to it while it is watched."""

    root: Path
    steps: list[Callable[[], Sequence[str]]] = field(default_factory=list)
    watched: list[Sequence[str]] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def then(self, path: str, text: str | None, *, silent: bool = False) -> None:
        """Next, a file is written, or deleted; `silent`: nobody is told."""

        def happen() -> Sequence[str]:
            if text is None:
                (self.root / path).unlink()
            else:
                self.write(path, text)
            return [] if silent else [path]

        self.steps.append(happen)

    def signs(self, folders: Sequence[str]) -> Iterator[Signs]:
        self.watched.append(folders)
        while self.steps:
            yield frozenset(str(self.root / path) for path in self.steps.pop(0)())
        raise KeyboardInterrupt


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    site = Site(tmp_path)

    class Noted(Keeper, frozen=True):
        def __call__(self, source: Source) -> Kept:
            site.looked_at.append(source.path)
            return super().__call__(source)

    monkeypatch.setattr(cli_watch, "signs", site.signs)
    monkeypatch.setattr(snapshot, "Keeper", Noted)
    (tmp_path / ".git").mkdir()
    site.write("posts/a.md", CLEAN)
    site.write("posts/b.md", MARKED)
    return site


Watch = Callable[..., list[str]]


@pytest.fixture
def watch(site: Site, capsys: pytest.CaptureFixture[str]) -> Watch:
    """The reports of a call that ends with Ctrl-C, the first one first."""

    def call(*args: str) -> list[str]:
        assert main(["check", "--watch", "--lang", "en", "--format", "concise", "--jobs", "1", *ALONE, *(args or ["posts"])]) == 130
        return capsys.readouterr().out.split("\nChecked again: ")

    return call


def test_the_first_report_takes_from_the_cache_what_has_not_changed(site: Site, watch: Watch) -> None:
    site.write("posts/c.md", other(CLEAN))
    first = watch()
    assert sorted(site.looked_at) == ["posts/a.md", "posts/b.md", "posts/c.md"]
    site.looked_at.clear()
    assert watch() == first
    assert site.looked_at == []
    site.write("posts/c.md", other(MARKED))
    told = watch()
    assert (site.looked_at, told == first, told[0].count("[stray-marker]")) == (["posts/c.md"], False, 2)
    site.looked_at.clear()
    assert watch("--no-cache", "posts") == told
    assert sorted(site.looked_at) == ["posts/a.md", "posts/b.md", "posts/c.md"]


def test_what_check_has_found_the_first_report_has_and_the_other_way_round(
    site: Site, watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--lang", "en", "--format", "concise", *ALONE, "posts"])
    told = capsys.readouterr().out
    assert watch() == [told]
    assert site.looked_at == []
    main(["check", "--lang", "en", "--format", "concise", *ALONE, "posts"])
    assert capsys.readouterr().out == told


def test_posts_from_the_cache_are_compared_with_one_that_changes(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("posts/b.md", other(CLEAN))
    command = ["check", "--watch", "--lang", "en", "--format", "concise", "--jobs", "1", "posts"]
    main(command)
    site.looked_at.clear()
    site.then("posts/b.md", CLEAN)
    main(command)
    last = capsys.readouterr().out.split("Checked again: ")[-1]
    assert "posts/a.md" in last and "[duplicate-title]" in last
    assert site.looked_at == ["posts/b.md"]


def test_first_comes_the_report_of_a_run_without_watching(site: Site, watch: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    (told,) = watch()
    main(["check", "--lang", "en", "--format", "concise", *ALONE, "posts"])
    assert told == capsys.readouterr().out


def test_only_what_has_changed_is_looked_at_and_told_and_all_is_counted(site: Site, watch: Watch) -> None:
    site.then("posts/a.md", MARKED)
    _, told = watch()
    assert site.looked_at == ["posts/a.md", "posts/b.md", "posts/a.md"]
    assert told.splitlines()[0] == "posts/a.md"
    assert "posts/a.md:7:1: error [stray-marker]" in told
    assert "posts/b.md" not in told
    assert "\nIn all: 2 posts checked: 2 findings in 2 posts (2 errors, 0 warnings)." in told


def test_several_changes_follow_each_other(site: Site, watch: Watch) -> None:
    site.then("posts/b.md", CLEAN)
    site.then("posts/b.md", MARKED + "\n追記です。\n")
    _, mended, broken = watch()
    assert "In all: 2 posts checked, nothing found." in mended
    assert "In all: 2 posts checked: 1 finding" in broken


def test_a_new_post_joins_and_a_deleted_one_drops_out(site: Site, watch: Watch) -> None:
    site.then("posts/c.md", MARKED)
    site.then("posts/inner/d.markdown", CLEAN)
    _, third, fourth = watch()
    assert third.startswith("posts/c.md\n")
    assert "In all: 3 posts checked: 2 findings" in third
    assert fourth.startswith("posts/inner/d.markdown\n")
    assert str(site.root / "posts" / "inner") in site.watched[-1]


def test_a_deleted_post_is_named_and_no_longer_counted(site: Site, watch: Watch) -> None:
    site.then("posts/b.md", None)
    (told,) = watch()
    assert told.endswith("\nGone: posts/b.md\n\nIn all: 1 post checked, nothing found.\n")


def test_a_change_that_nobody_tells_of_is_seen_by_the_file(site: Site, watch: Watch) -> None:
    site.then("posts/a.md", MARKED, silent=True)
    assert len(watch()) == 2


@pytest.mark.parametrize("path", ["posts/image.png", "posts/.a.md.swp", "posts/4913", "node_modules/x.md", "postlint.txt"])
def test_what_is_no_post_changes_nothing(path: str, site: Site, watch: Watch) -> None:
    site.then(path, MARKED)
    site.then(path, None)
    assert len(watch()) == 1
    assert site.looked_at == ["posts/a.md", "posts/b.md"]


def test_a_post_that_is_touched_but_excluded_stays_out(site: Site, watch: Watch) -> None:
    site.write("postlint.yml", "exclude: [posts/b.md]\n")
    site.then("posts/b.md", CLEAN)
    assert len(watch()) == 1
    assert site.looked_at == ["posts/a.md"]


@pytest.mark.parametrize("path", ["postlint.yml", "posts/postlint.yml", "base.yml", "house.yml", "front.json"])
def test_what_has_a_say_in_the_configuration_is_read_again(path: str, site: Site, watch: Watch) -> None:
    pack = (
        "tier: integrity\nsummary: {{en: A, ja: あ}}\nwhy: {{en: A, ja: あ}}\nbad: 草\ngood: 花\nsource: {{en: A, ja: あ}}\n"
        "messages: {{default: {{en: Grass, ja: 草}}}}\nentries: [{{name: grass, pattern: {}}}]\n"
    )
    site.write("base.yml", "lang: en\n")
    site.write("house.yml", pack.format("芝"))
    site.write("front.json", '{"required": ["title"]}')
    site.write("postlint.yml", "extends: base.yml\npacks: house.yml\nrules: {front-matter-schema: {schema: front.json}}\n")
    after = {
        "postlint.yml": "rules: {stray-marker: off}\n",
        "posts/postlint.yml": "rules: {stray-marker: off}\n",
        "base.yml": "rules: {stray-marker: off}\n",
        "house.yml": pack.format("草"),
        "front.json": '{"required": ["title", "tags"]}',
    }
    site.then(path, after[path])
    (told,) = watch()
    first, _, then = told.partition("The configuration has changed: all is checked again.\n")
    assert "2 posts checked: 1 finding" in first
    left = {"house.yml": "3 findings in 2 posts", "front.json": "3 findings in 2 posts"}
    assert left.get(path, "2 posts checked, nothing found.") in then
    assert site.looked_at == ["posts/a.md", "posts/b.md"] * 2


def test_a_broken_configuration_is_told_once_and_the_last_good_one_holds(site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[str] = []
    monkeypatch.setattr(cli_watch, "complain", lambda texts, voice: complaints.extend(text[voice.lang] for text in texts))
    site.write("postlint.yml", "rules: {stray-marker: warning}\n")
    site.then("postlint.yml", "rulez: 1\n")
    site.then("posts/a.md", MARKED)
    _, told = watch()
    assert complaints == ["postlint.yml:1: Unknown key “rulez”. Did you mean “rules”?"]
    assert "posts/a.md:7:1: warning [stray-marker]" in told


def test_named_files_and_globs_are_watched_by_their_folders(site: Site, watch: Watch) -> None:
    site.then("posts/a.md", MARKED)
    site.then("posts/b.md", None)
    site.then("posts/c.md", MARKED)
    first, second = watch("posts/a.md", "posts/b*.md")
    assert second.startswith("posts/a.md\n")
    assert "\nGone: posts/b.md\n" in second
    assert str(site.root / "posts") in site.watched[0]
    assert "posts/c.md" not in first + second


def test_all_posts_may_go_and_come_back(site: Site, watch: Watch) -> None:
    site.then("posts/a.md", None)
    site.then("posts/b.md", None)
    site.then("posts/a.md", MARKED)
    first, back = watch("posts/*.md")
    assert "In all: There was no post to check." in first
    assert "In all: 1 post checked: 1 finding" in back


def test_hidden_and_foreign_folders_are_not_watched_on_linux(site: Site, watch: Watch) -> None:
    for folder in ("posts/node_modules/x", "posts/.cache", "posts/inner"):
        (site.root / folder).mkdir(parents=True)
    watch()
    assert {os.path.relpath(folder, site.root) for folder in site.watched[0]} == (
        {".", "posts", "posts/inner"} if sys.platform == "linux" else {".", "posts"}
    )


def test_findings_in_other_posts_are_told_where_they_change(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("x.md", "y.md"):
        site.write(f"posts/{name}", CLEAN.replace("庭の手入れ", name))
    site.then("posts/x.md", CLEAN.replace("庭の手入れ", "y.md"))
    site.then("posts/x.md", CLEAN.replace("庭の手入れ", "種まき"))
    main(["check", "--watch", "--lang", "en", "--format", "concise", "--select", "duplicate-title", "posts"])
    _, same, other = capsys.readouterr().out.split("\nChecked again: ")
    assert [line.partition(":")[0] for line in same.splitlines() if "[duplicate-title]" in line] == ["posts/x.md", "posts/y.md"]
    assert "posts/y.md" not in other
    assert "In all: 4 posts checked: 2 findings in 2 posts" in other


def test_posts_are_compared_with_the_whole_site_as_it_changes(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("postlint.yml", "content: [posts]\n")
    site.write("posts/b.md", CLEAN.replace("庭の手入れ", "種まき"))
    site.then("posts/c.md", CLEAN)
    site.then("posts/b.md", CLEAN.replace("庭の手入れ", "水やり"))
    site.then("posts/c.md", None)
    main(["check", "--watch", "--lang", "en", "--format", "concise", "--select", "duplicate-title", "posts/a.md"])
    told = capsys.readouterr().out.split("In all: ")
    assert ["duplicate-title" in each for each in told] == [True, False, False]
    assert told[1:] == ["1 post checked: 1 finding in 1 post (1 error, 0 warnings).\n", "1 post checked, nothing found.\n"]


def test_a_baseline_is_taken_away_from_every_report(site: Site, watch: Watch) -> None:
    main(["baseline", *ALONE, "posts"])
    site.then("posts/a.md", MARKED)
    *_, told = watch("posts", "--baseline")
    assert "1 in the baseline" in told
    assert "In all: 2 posts checked: 1 finding in 1 post" in told


def test_many_changes_are_counted_instead_of_named(site: Site, watch: Watch) -> None:
    def happen() -> Sequence[str]:
        return [str(site.write(f"posts/n{number}.md", CLEAN)) for number in range(6)]

    site.steps.append(happen)
    _, told = watch()
    assert told.startswith("6 posts\n")


def test_on_a_terminal_the_last_report_makes_room(site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    site.then("posts/a.md", MARKED)
    assert cli_watch.CLEAR not in "".join(watch())
    monkeypatch.setattr(cli_watch, "prints_to_terminal", lambda: True)
    site.then("posts/a.md", CLEAN)
    assert "".join(watch()).count(cli_watch.CLEAR) == 2


def test_it_speaks_japanese(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.then("posts/a.md", MARKED)
    site.then("posts/b.md", None)
    assert main(["check", "--watch", "--lang", "ja", *ALONE, "posts"]) == 130
    done = capsys.readouterr()
    assert "変更を待っています。Ctrl-C で終了します。" in done.err
    assert "調べ直した記事: posts/a.md\n" in done.out
    assert "なくなった記事: posts/b.md\n" in done.out
    assert "全体: 1件の記事を調べ、1件の記事で1件の問題が見つかりました" in done.out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--fix"], "--fix"),
        (["--diff"], "--diff"),
        (["--add-suppressions", "--reason", "x"], "--add-suppressions"),
        (["--output", "json=x.json"], "--output"),
        (["--show-files"], "--show-files"),
        (["-"], "-"),
        (["--stdin-filename", "a.md"], "--stdin-filename"),
        (["--format", "json"], "--format json"),
    ],
)
def test_what_makes_no_sense_with_it_is_refused(args: list[str], told: str, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for lang, end in (("en", f"It cannot be combined with {told}."), ("ja", f"{told} とは同時に使えません。")):
        assert main(["check", "--watch", "--lang", lang, *args]) == 2
        assert capsys.readouterr().err.strip().endswith(end)
    assert site.watched == []


def test_a_mistake_in_the_call_ends_it_before_it_begins(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--watch", "--lang", "en", "postz"]) == 2
    assert "Did you mean “posts”?" in capsys.readouterr().err


def test_in_actions_it_still_speaks_to_a_person(site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_print, "in_actions", lambda: False)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    main(["check", "--watch", "--lang", "en", "posts"])
    assert "  7:1  error  stray-marker" in capsys.readouterr().out


def test_where_the_folders_are_not_watched_recursively_one_watch_covers_all(
    site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "RECURSIVE", True)
    (site.root / "posts" / "inner").mkdir()
    watch()
    assert [os.path.relpath(folder, site.root) for folder in site.watched[0]] == [".", "posts"]


def test_the_operating_system_tells_of_changes(site: Site) -> None:
    command = [sys.executable, "-u", "-m", "postlint", "check", "--watch", "--lang", "en", "--format", "concise", *ALONE, "posts"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        told = iter(process.stdout.readline, "")

        def until(end: str) -> list[str]:
            lines = []
            for line in told:
                lines.append(line)
                if line.startswith(end):
                    return lines
            raise AssertionError(f"it ended before {end!r}: {lines}")

        try:
            until("Watching for changes.")
            site.write("posts/new.md", MARKED)
            assert "Checked again: posts/new.md\n" in until("In all: 3 posts checked: 2 findings")
            (site.root / "posts" / "other").write_text(MARKED + "\n別の版です。\n", "utf-8")
            (site.root / "posts" / "other").replace(site.root / "posts" / "new.md")  # as editors write
            assert "Checked again: posts/new.md\n" in until("In all: 3 posts checked: 2 findings")
            (site.root / "posts" / "b.md").unlink()
            assert "Gone: posts/b.md\n" in until("In all: 2 posts checked: 1 finding")
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()
            assert process.wait() == 130
