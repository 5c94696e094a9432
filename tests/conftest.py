"""Lets tests import the samples and stubs that lie beside them; pytest's importlib mode does not."""

import sys
from pathlib import Path

for folder in ("engine", "report"):
    sys.path.insert(0, str(Path(__file__).parent / folder))
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
