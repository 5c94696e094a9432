"""python -m postlint"""

import sys

from postlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
