"""A file that a command is given by name, opened for reading its bytes; "-" is the standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

WHY = ("missing", "folder", "no-access")
"""Why a file is not opened."""


@contextmanager
def opened(name: str, refuse: Callable[[str], Exception]) -> Iterator[BinaryIO]:
    """The open file.  refuse: the failure to raise for "missing", "folder" or "no-access", in the words of the command's own codes;
    for what goes wrong while it is read as well."""
    try:
        if name == "-":
            yield sys.stdin.buffer
            return
        with Path(name).open("rb") as file:
            yield file
    except (FileNotFoundError, NotADirectoryError) as broken:
        raise refuse("missing") from broken
    except IsADirectoryError as broken:
        raise refuse("folder") from broken
    except OSError as broken:
        raise refuse("no-access") from broken
    except ValueError as broken:
        if "\0" not in name:  # not the name, but what is done with the file
            raise
        raise refuse("no-access") from broken
