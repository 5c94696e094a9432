"""The proof for every check: known defects are injected and counted, well-formed and labelled posts are run."""
