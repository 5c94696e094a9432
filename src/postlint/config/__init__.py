"""The configuration: found, read from YAML or TOML, validated, merged.

What is said lies in layers: what a file extends, the file, files in folders below it, the call. One law merges them (`layer.over`).
"""

from postlint.config.doubts import doubts
from postlint.config.find import FILE_NAMES, find_config
from postlint.config.layer import PRESETS, RENDERERS, Layer, Level, Origin, PathIgnore, RuleSettings
from postlint.config.read import ConfigError, Known
from postlint.config.resolve import Config, given_config, load_config

__all__ = [
    "FILE_NAMES",
    "PRESETS",
    "RENDERERS",
    "Config",
    "ConfigError",
    "Known",
    "Layer",
    "Level",
    "Origin",
    "PathIgnore",
    "RuleSettings",
    "doubts",
    "find_config",
    "given_config",
    "load_config",
]
