"""The quick fingerprint says what the plain one says, whatever the text."""

from __future__ import annotations

import random
from hashlib import blake2b

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.presswire.copies.fingerprints import Fingerprint, fingerprint, fingerprints, shared_count
from nhipcau.engines.presswire.tests.plain_fingerprints import plain

WORDS = st.sampled_from(
    ["Hà", "Nội", "hoà", "hòa", "12,5%", "3.000", "1/7", "ở", "và", "Nguyễn", "Văn", "An.", "A", "x’y", "O'Brien", "L\u200bâm", "日本語。",
     "thôngtinđốingoạiđịaphương", "x" * 13 + "\u00ad" + "y" * 30, "\U0001f600", "vui\U0001f600", "\ue000", "e\u0302\u0301", "1.234.567,89",
     "\n", "!", "...", "(Ấn", "Độ)", "\u00a0", "thuỷ", "THUỶ", "a:b", "9:30", "ĐÔNG-TÂY"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=200))


@given(TEXTS, TEXTS)
def test_as_many_grams_and_facts_as_the_plain_one(title: str, body: str) -> None:
    grams, facts = plain(title, body)
    made = fingerprint(title, body)
    assert made.size == len(grams)
    assert (len(made.facts), len(set(made.places.tolist()))) == (
        len(facts),
        len({place for place, _ in facts}),
    )


@given(TEXTS, TEXTS)
def test_two_texts_share_what_their_plain_ones_share(one: str, other: str) -> None:
    first, second = plain("", one), plain("", other)
    quick, quicker = fingerprint("", one), fingerprint("", other)
    assert shared_count(quick.shingles, quicker.shingles) == len(first[0] & second[0])
    assert shared_count(quick.facts, quicker.facts) == len(first[1] & second[1])


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=12))
def test_many_together_are_as_each_alone(articles: list[tuple[str, str]]) -> None:
    together = list(fingerprints(articles))
    alone = [fingerprint(title, body) for title, body in articles]
    assert len(together) == len(alone)
    for one, other in zip(together, alone, strict=True):
        assert one.shingles.tolist() == other.shingles.tolist()
        assert one.facts.tolist() == other.facts.tolist()
        assert one.places.tolist() == other.places.tolist()


def _told(made: Fingerprint) -> bytes:
    return b"|".join(part.astype("<u8").tobytes() for part in (made.shingles, made.facts, made.places))


def test_fingerprints_are_those_that_databases_hold() -> None:
    chance = random.Random(9)
    words = [f"từ{number}" for number in range(300)]
    words += [
        "Hà", "Nội", "hoà", "12,5%", "3.000", "1/7", "Nguyễn", "Văn", "An.", "O'Brien", "L\u200bâm", "日本語。", "\n", "!", "(Ấn", "Độ)", "\u00a0",
        "9:30", "ĐÔNG-TÂY", "Ðà", "No\u0323\u0302i", "\U0001f600", "ข่าว", "\ue000", "\xad", "１２",
    ] * 4  # fmt: skip
    articles = [
        (chance.choice(["", "Tin Lâm Đồng"]), " ".join(chance.choices(words, k=chance.choice([0, 1, 2, 3, 8, 40, 200, 900]))))
        for _ in range(120)
    ]  # fmt: skip
    told = blake2b(b"\n".join(_told(made) for made in fingerprints(articles)), digest_size=8).hexdigest()
    assert told == "fff284b6767dd922"
    alone = [_told(fingerprint(title, body)) for title, body in articles]
    assert alone == [_told(made) for made in fingerprints(articles)]
