"""One file a check; the file's name, with hyphens, is the check's id."""
