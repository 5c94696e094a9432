"""Lets the tests of the engine import the checks that lie beside them; pytest's importlib mode does not."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
