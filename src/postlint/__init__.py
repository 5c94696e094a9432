"""postlint finds what a generation pipeline, a blind find-and-replace or a hasty edit left broken in a blog post."""

__version__ = "0.1.0"
