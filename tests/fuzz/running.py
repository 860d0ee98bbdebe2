"""How the fuzzers of this folder run: by hand for minutes, in the test run for a while from a fixed seed."""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import atheris

# What libFuzzer kept of its runs from seed 2403 (80,000 feeds, 90,000 sitemaps, 60,000 WARC files, 4,000 pages): every
# input that reached something none before it had, so whoever begins with them stands at once where those runs ended.
FOUND = Path(__file__).with_name("found.json")


def fuzz(one: Callable[[bytes], None], seeds: Iterable[bytes]) -> None:
    """Fuzz ``one`` with libFuzzer's options from the command line, beginning with the seeds and what was found.

    A seed's last bytes are what ``FuzzedDataProvider`` reads whole numbers from.
    """
    name = Path(sys.argv[0]).stem.removeprefix("fuzz_")
    found = [base64.b64decode(one) for one in json.loads(FOUND.read_text())[name]]
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate([*seeds, *found]):
            Path(folder, str(number)).write_bytes(seed)
        # An input that takes ten seconds is a failure too: one page must not hold a worker.
        atheris.Setup(
            [sys.argv[0], "-timeout=10", "-rss_limit_mb=2048", "-max_len=4096", *sys.argv[1:], folder], one
        )
        atheris.Fuzz()
