"""The finder of copies answers as the index does that holds all fingerprints."""

from __future__ import annotations

import random

import numpy as np

from nhipcau.engines.presswire.copies.finder import CopyFinder
from nhipcau.engines.presswire.copies.fingerprints import fingerprint
from nhipcau.engines.presswire.copies.index import CopyIndex, Printed, sketch_of


def _texts(seed: int) -> list[Printed]:
    chance = random.Random(seed)
    words = [f"từ{number}" for number in range(900)]
    texts: list[list[str]] = []
    for _ in range(70):
        if texts and chance.random() < 0.5:  # a cut, lightly changed copy
            told = list(chance.choice(texts))
            told = told[: int(len(told) * chance.uniform(0.3, 1.0))]
            for at in chance.sample(range(len(told)), len(told) // 25):
                told[at] = chance.choice(words)
        else:
            told = chance.choices(words, k=chance.randint(5, 400))
        texts.append(told)
    return [Printed(f"t{at:03}", "", " ".join(told)) for at, told in enumerate(texts)]


def test_copies_are_found_as_with_all_fingerprints_at_hand() -> None:
    copied = 0
    for seed in range(6):
        texts = _texts(seed)
        prints = {text.id: fingerprint(text.title, text.body) for text in texts}
        finder = CopyFinder(lambda ids, prints=prints: {one: prints[one] for one in ids})
        index = CopyIndex(capacity=1000)
        for text in texts:
            match, found = index.add(text), finder.find(prints[text.id])
            assert (found[0] if found else None) == match.copy_of
            copied += found is not None
            finder.add(text.id, sketch_of(prints[text.id].shingles))
    assert copied > 50


def test_only_the_last_ones_are_looked_at_where_that_is_asked_and_old_ones_are_forgotten() -> None:
    made = {
        f"t{at}": fingerprint("", f"một hai ba bốn năm sáu bảy tám chín mười lũ quét {at}") for at in (1, 2)
    }
    other = fingerprint("", "Đà Lạt đón khách du lịch trong kỳ nghỉ lễ dài ngày vừa qua ở phố núi")
    finder = CopyFinder(lambda ids: {one: made[one] for one in ids if one in made})
    sketches = [sketch_of(one.shingles) for one in (made["t1"], other)]
    finder.extend(["t1", "x"], np.concatenate(sketches), np.array([len(one) for one in sketches]))
    assert finder.find(made["t2"]) is not None
    assert finder.find(made["t2"], last=1) is None
    finder.forget_oldest()
    assert finder.find(made["t2"]) is None
    assert len(finder) == 1
