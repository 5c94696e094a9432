"""Every kind of defect that the harness puts into well-formed posts."""

from quality import cuts, fields, files, repeats, structure, words
from quality.draft import Kind

KINDS: tuple[Kind, ...] = (*cuts.KINDS, *repeats.KINDS, *words.KINDS, *structure.KINDS, *fields.KINDS, *files.KINDS)
