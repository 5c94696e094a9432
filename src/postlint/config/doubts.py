"""What in a configuration is probably a mistake, but stops no run."""

from collections.abc import Iterator
from pathlib import Path

from postlint.config.read import ConfigError
from postlint.config.resolve import CONTENT, Config
from postlint.config_words import CONFIG
from postlint.mistake import fill, shortened
from postlint.tables import neighbours


def doubts(config: Config) -> Iterator[ConfigError]:
    """The folders of posts that do not exist: a fresh clone may lack one. They are not raised."""
    for place, origin in config.merged.origins.items():
        if place[0] == CONTENT and place[1:]:
            folder = (config.root or Path()) / place[1].replace("\\", "/")
            if not folder.is_dir():
                texts = fill(CONFIG["no-folder"], {"name": CONTENT, "value": shortened(place[1], 80), "hint": neighbours(folder)})
                yield ConfigError(origin.file, origin.line, texts)
