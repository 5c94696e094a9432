"""`postlint init`: what kind of site a folder holds, and a first configuration for it."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from postlint.diagnostic import Lang
from postlint.engine.discover import SUFFIXES

FILE = "postlint.yml"
#: folders that commonly hold posts, where no generator was recognised
_USUAL = ("_posts", "posts", "content", "articles", "blog", "src/content", "source/_posts")
#: so many entries are looked at to see whether a folder holds a post
_MOST = 5000

_COMMENTS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "head": "What postlint checks. All keys: docs/configuration.md of postlint; what applies where: postlint config PATH",
        "root": "Configuration files in folders above do not count.",
        "extends": "default: what is broken. strict: also what is worth a look.",
        "preset": "The site generator (jekyll, hugo, zenn or astro): the schema of the front matter, and how Markdown is rendered.",
        "content": "Folders in which every file is a post with front matter.",
        "exclude": "Files that are left alone, written as in a .gitignore.",
        "ignores": "Rules that do not run on some files.",
        "rules": "Severity and options, rule by rule; `postlint rules` lists them.",
    },
    "ja": {
        "head": "postlint の設定。項目の説明は docs/configuration.ja.md にあり、どの設定が使われるかは postlint config PATH で確認できます",
        "root": "上のフォルダーの設定ファイルは使いません。",
        "extends": "default は壊れた箇所だけを、strict は見直したい箇所も調べます。",
        "preset": "サイトの生成ツール（jekyll、hugo、zenn、astro）。フロントマターの形式と Markdown の変換方法が決まります。",
        "content": "記事だけが入っているフォルダー。中のファイルにはフロントマターが必要です。",
        "exclude": "調べないファイル。.gitignore と同じ書き方です。",
        "ignores": "ファイルごとに使わないルール。",
        "rules": "ルールごとの重大度とオプション。ルールの一覧は postlint rules で確認できます。",
    },
}


class Site(Struct, frozen=True):
    """What a folder seems to hold: its generator (None: not recognised), the file that tells, and where posts lie."""

    preset: str | None
    sign: str | None
    content: tuple[str, ...]


def recognise(folder: Path) -> Site:
    """What kind of site a folder holds."""
    astro = tuple(f"astro.config.{suffix}" for suffix in ("mjs", "ts", "js", "mts", "cjs"))
    hugo = tuple(f"hugo.{suffix}" for suffix in ("toml", "yaml", "yml", "json"))
    found: Sequence[tuple[str, str | None, tuple[str, ...]]] = (
        ("zenn", "articles" if _uses_zenn(folder) else None, ("articles",)),
        ("astro", _first(folder, astro), ("src/content", "src/pages/posts")),
        ("hugo", _first(folder, hugo) or (_first(folder, ("config.toml",)) if (folder / "content").is_dir() else None), ("content",)),
        ("jekyll", _first(folder, ("_config.yml", "_config.yaml")), ("_posts", "_drafts")),
    )
    for preset, sign, usual in found:
        if sign:
            return Site(preset, sign, _with_posts(folder, usual))
    return Site(None, None, _with_posts(folder, _USUAL)[:1])


def configuration(site: Site, lang: Lang, *, alone: bool = False) -> str:
    """The text of a commented configuration; with `alone`, files in folders above do not count."""
    told = _COMMENTS[lang]
    content = json.dumps(site.content or ["posts"], ensure_ascii=False)
    parts = [
        ("extends", "extends: default"),
        ("preset", f"preset: {site.preset}" if site.preset else "# preset: hugo"),
        ("content", f"content: {content}" if site.content else f"# content: {content}"),
        ("exclude", "# exclude: [drafts/]"),
        ("ignores", "# per-path-ignores:\n#   archive/: [reading-time, repeated-sentence]"),
        ("rules", "# rules:\n#   reading-time: warning\n#   repeated-sentence: off"),
    ]
    if alone:
        parts.insert(0, ("root", "root: true"))
    return f"# {told['head']}\n" + "".join(f"\n# {told[key]}\n{text}\n" for key, text in parts)


def _first(folder: Path, names: Sequence[str]) -> str | None:
    return next((name for name in names if (folder / name).is_file()), None)


def _uses_zenn(folder: Path) -> bool:
    if not (folder / "articles").is_dir():
        return False
    try:
        return "zenn-cli" in (folder / "package.json").read_bytes().decode("utf-8", "replace")
    except OSError:
        return False


def _with_posts(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if _holds_post(folder / name))


def _holds_post(folder: Path) -> bool:
    """Whether a post lies in a folder or below it."""
    looked_at = 0
    for _, _, files in os.walk(folder):
        looked_at += 1 + len(files)
        if any(name.lower().endswith(SUFFIXES) for name in files):
            return True
        if looked_at > _MOST:
            break
    return False
