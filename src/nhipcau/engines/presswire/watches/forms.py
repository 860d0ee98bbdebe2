"""The other forms in which a watch's word stands in texts: plurals, cases, those who live there.

Latin words without marks of Vietnamese, and Russian ones, are bent by the endings of their last letters; countries by
a list (``countries.tsv``).  Vietnamese, Khmer, Thai and Chinese bend nothing, and a possessive's s is a word apart.
What comes out is looked for besides the word, so a form that no text has costs nothing; a form that is another
word's is in the list of an office's own watch and can be switched off there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import islice, product

_RUSSIAN = re.compile(r"[а-яё]+", re.IGNORECASE)
_LATIN = re.compile(r"[a-zàâçéèêëîïôûùüÿœæ]+", re.IGNORECASE)
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹãõĩũáíóúýìòù]", re.IGNORECASE)
_LEAST = 4  # letters from which on a word is bent
MOST = 60  # forms of one word or phrase at most
_CASES = (
    "gdaipNGDIP"  # genitive, dative, accusative, instrumental, prepositional; nominative plural and so on
)
# What a Russian noun ends with, the longest first → its endings by case; "-" none, "." as it is.
_NOUNS: tuple[tuple[str, str], ...] = (
    ("ие", "ия ию . ием ии ия ий иям иями иях"),
    ("ия", "ии ии ию ией ии ии ий иям иями иях"),
    ("а", "ы|и е у ой|ей е ы|и - ам ами ах"),
    ("я", "и е ю ей е и ь|ей ям ями ях"),
    ("о", "а у . ом е а - ам ами ах"),
    ("це", "ца цу . цем це ца ц цам цами цах"),
    ("е", "я ю . ем е я ей ям ями ях"),
    ("ь", "я|и ю|и я|. ем|ью е|и и ей ям ями ях"),
    ("й", "я ю . ем е и ев ям ями ях"),
    ("и", ". . . . . . ов|ей|- ам|ям ами|ями ах|ях"),
    ("ы", ". . . . . . ов|- ам ами ах"),
    ("", "а у а|. ом|ем е ы|и ов|ей ам ами ах"),
)
_MANY = "ые|ие ых|их ым|им ыми|ими ых|их"
_ADJECTIVES: tuple[tuple[str, str], ...] = (
    ("ая", f"ой ой ую ой ой {_MANY}"),
    ("яя", f"ей ей юю ей ей {_MANY}"),
    *((end, f"ого ому . ым|им ом {_MANY}") for end in ("ый", "ой", "ое")),
    *((end, f"ого|его ому|ему . ым|им ом|ем {_MANY}") for end in ("ий", "ее")),
    *((end, f". . . . . {_MANY}") for end in ("ые", "ие")),
)


@lru_cache(maxsize=4096)
def forms_of(phrase: str) -> tuple[str, ...]:
    """The other forms of a word or phrase, without itself, in a steady order; none where it bends nothing."""
    phrase = " ".join(phrase.split())
    known = _countries().get(phrase.lower(), ())
    words = phrase.split(" ")
    if len(words) > 4 or _VIETNAMESE.search(phrase):
        return known
    if all(_RUSSIAN.fullmatch(part) for word in words for part in word.split("-")):
        found = iter(_russian(words))
    elif all(_LATIN.fullmatch(part) for word in words for part in word.split("-")):
        found = iter(() if known else _latin(words))
    else:
        return known
    each = dict.fromkeys((*known, *found))
    return tuple(islice((one for one in each if one.lower() != phrase.lower()), MOST))


def all_forms(words: Iterable[str], without: Iterable[str] = ()) -> tuple[str, ...]:
    """Words with their forms, those switched off left out; a word that was typed is never left out."""
    off = {one.lower() for one in without}
    found: dict[str, None] = {}
    for word in words:
        found[word] = None
        found |= dict.fromkeys(form for form in forms_of(word) if form.lower() not in off)
    return tuple(found)


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[str, ...]]:
    """Name of a country in lower case → its adjectives and people, in that language."""
    text = (files(__package__) / "countries.tsv").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, forms = line.split("\t")
            found[name.lower()] = tuple(form.strip() for form in forms.split(","))
    return found


def _russian(words: list[str]) -> list[str]:
    """A Russian noun with the adjectives before it, in all cases; what stands after the noun stays as it is."""
    noun = next((at for at, word in enumerate(words) if not _bent(word, _ADJECTIVES)), len(words) - 1)
    if len(words[noun]) < _LEAST or words[noun].isupper():
        return []
    told = [_bent(word, _ADJECTIVES) for word in words[:noun]] + [_bent(words[noun], _NOUNS)]
    if noun == 0 and (alone := _bent(words[0], _ADJECTIVES)):
        told = [alone]
    rest = words[noun + 1 :]
    return [
        " ".join((*one, *rest))
        for case in range(len(_CASES))
        for one in product(*(word[case] for word in told))
    ]


def _bent(word: str, table: tuple[tuple[str, str], ...]) -> list[list[str]]:
    """A word's forms by case; of a name joined by a hyphen the last part is bent.  Nothing where no ending fits."""
    head, hyphen, last = word.rpartition("-")
    for ending, cases in table:
        stem = last.removesuffix(ending)
        if last.lower().endswith(ending) and len(stem) >= _LEAST - 1 - (not ending):
            if not ending and stem[-1].lower() not in "бвгджзклмнпрстфхцчшщ":
                return []
            return [
                [
                    f"{head}{hyphen}{last if one == '.' else stem + one.strip('-')}"
                    for one in _spelt(stem, case)
                ]
                for case in cases.split(" ")
            ]
    return []


def _spelt(stem: str, endings: str) -> list[str]:
    """Of an ending's spellings those that may stand after the stem: no ы after г, к, х, ж, ч, ш, щ."""
    every = endings.split("|")
    if endings in ("ой|ей", "ом|ем", "ов|ей") and stem[-1:].lower() not in "жцчшщ":
        return every[:1]
    if stem[-1:].lower() in "гкхжчшщ":
        return [one for one in every if one[:1] != "ы"]
    return every[:1] if every[0][:1] == "ы" else every


def _latin(words: list[str]) -> list[str]:
    """Plurals: of the last word as English has them, of all words as French has them."""
    last = words[-1]
    if last.isupper() or len(last) < _LEAST - 1:
        return []
    front = " ".join(words[:-1])
    found = [f"{front} {one}".strip() for one in _plurals(last)]
    if len(words) > 1 and all(len(word) >= _LEAST for word in words):
        found += [" ".join(one) for one in product(*(_plurals(word) for word in words))]
    return found


def _plurals(word: str) -> list[str]:
    low = word.lower()
    if low.endswith(("s", "x", "z")):
        return [word] if not low.endswith(("ss", "x")) else [f"{word}es"]
    if low.endswith(("ch", "sh")):
        return [f"{word}es"]
    if low.endswith("y") and low[-2:-1] not in ("a", "e", "o", "u"):
        return [f"{word[:-1]}ies"]
    if low.endswith("al"):
        return [f"{word}s", f"{word[:-1]}ux"]
    if low.endswith(("eau", "eu")):
        return [f"{word}x"]
    return [f"{word}s"]
