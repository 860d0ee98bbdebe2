"""Hashes that stand together give the candidates that plain lists by hash give."""

from __future__ import annotations

import random
from collections import Counter

from nhipcau.engines.presswire.copies.postings import CANDIDATES, COMMON, SharedHashes


class Plain:
    """Lists of texts by hash."""

    def __init__(self) -> None:
        self.texts: dict[int, list[int]] = {}
        self.ever_shared: set[int] = set()

    def add(self, number: int, sketch: list[int], fewest: int) -> list[int]:
        lists = [(hashed, self.texts.setdefault(hashed, [])) for hashed in sketch]
        followed = [(hashed, told) for hashed, told in lists if told and len(told) < COMMON]
        followed.sort(key=lambda one: one[0] in self.ever_shared)
        shared = Counter(other for _, told in followed for other in told)
        for hashed, told in lists:
            if len(told) < COMMON:
                told.append(number)
            if len(told) > 1:
                self.ever_shared.add(hashed)
        ranked = sorted(shared.items(), key=lambda one: -one[1])[:CANDIDATES]
        return [other for other, count in ranked if count >= fewest]

    def remove(self, number: int, sketch: list[int]) -> None:
        for hashed in sketch:
            told = self.texts.get(hashed, [])
            if number in told:
                told.remove(number)
            if not told:
                self.texts.pop(hashed, None)
                self.ever_shared.discard(hashed)


def _sketches(chance: random.Random, count: int) -> list[list[int]]:
    template = chance.sample(range(1 << 20), 50)
    made: list[list[int]] = [[]]
    for _ in range(count):
        kind = chance.random()
        if kind < 0.4:  # a template's sibling
            sketch = {hashed for hashed in template if chance.random() < 0.97}
        elif kind < 0.7:  # a copy of an earlier one
            sketch = {hashed for hashed in chance.choice(made) if chance.random() < 0.7}
        else:
            sketch = set()
        sketch |= set(chance.sample(range(1 << 20), chance.choice([0, 3, 30])))
        made.append(chance.sample(sorted(sketch), len(sketch)))
    return made


def test_the_same_candidates_as_with_plain_lists() -> None:
    ranks = 0
    for seed in range(12):
        chance = random.Random(seed)
        sketches = _sketches(chance, 400)
        quick, plain, kept = SharedHashes(), Plain(), 0
        for number, sketch in enumerate(sketches):
            fewest = chance.choice([1, 2])
            found, wanted = quick.add(number, sketch, fewest), plain.add(number, sketch, fewest)
            assert sorted(found) == sorted(wanted)
            ranks += len(found) == CANDIDATES
            if seed % 2 and number - kept > 90:
                quick.remove(kept, sketches[kept])
                plain.remove(kept, sketches[kept])
                kept += 1
    assert ranks > 100


def test_nothing_is_left_of_texts_that_are_forgotten() -> None:
    sketches = _sketches(random.Random(3), 60)
    hashes = SharedHashes()
    for number, sketch in enumerate(sketches):
        hashes.add(number, sketch, 1)
    for number, sketch in enumerate(sketches):
        hashes.remove(number, sketch)
    assert hashes.add(99, sketches[-1], 1) == []
