"""``python -m nhipcau``: the same as ``nhipcau``, where that is not on the path."""

import sys

from nhipcau.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
