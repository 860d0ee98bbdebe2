"""How well words find their forms: ``python -m nhipcau.engines.presswire.watches.tests.unseen_forms``.

Each line is a watch of one word and a text; half of the lines, by the hash of their words, stand aside: their faults
were not looked at, and only their figures are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from nhipcau.engines.presswire.watches.matching import Watcher, WatchRule

FILE = Path(__file__).with_name("unseen_forms.tsv")


def lines() -> Iterator[tuple[str, str, bool]]:
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, text, meant = line.split("\t")
            yield word, text, meant == "yes"


def is_aside(text: str) -> bool:
    return sha256(text.encode()).digest()[0] % 2 == 1


def finds(word: str, text: str) -> bool:
    """Whether a watch of the word catches a text with this title, screened as a page is."""
    watcher = Watcher([WatchRule(1, words=(word,))])
    return watcher.may_hold(text.encode()) and bool(watcher.read(title=text, body=""))


def figures(aside: bool) -> tuple[int, int, int]:
    """Right finds, wrong finds, misses."""
    told = [(meant, finds(word, text)) for word, text, meant in lines() if is_aside(text) == aside]
    return (
        sum(meant and found for meant, found in told),
        sum(found and not meant for meant, found in told),
        sum(meant and not found for meant, found in told),
    )


if __name__ == "__main__":
    for aside in (False, True):
        right, wrong, missed = figures(aside)
        print("aside" if aside else "tuned", right, wrong, missed)
        for word, text, meant in lines() if not aside else ():
            if not is_aside(text) and finds(word, text) != meant:
                print("  ", meant, word, "|", text)
