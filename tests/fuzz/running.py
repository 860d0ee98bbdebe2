"""How the fuzzers of this folder run: by hand for minutes, in the test run for a while from a fixed seed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import atheris


def fuzz(one: Callable[[bytes], None], seeds: Iterable[bytes]) -> None:
    """Fuzz ``one`` with libFuzzer's options from the command line, beginning with the seeds.

    A seed's last bytes are what ``FuzzedDataProvider`` reads whole numbers from.
    """
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds):
            Path(folder, str(number)).write_bytes(seed)
        # An input that takes ten seconds is a failure too: one page must not hold a worker.
        atheris.Setup(
            [sys.argv[0], "-timeout=10", "-rss_limit_mb=2048", "-max_len=4096", *sys.argv[1:], folder], one
        )
        atheris.Fuzz()
