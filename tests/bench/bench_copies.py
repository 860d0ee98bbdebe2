"""``script/bench copies``: how many texts a second are told copies or not, and how rightly, beside rensa and datasketch.

Each text of the shared pages (made-up ones without them) is followed by a copy cut by a third, a copy with every
25th word replaced and its own title, and by a text of another event in the same template.  The peers find
candidates by MinHash and LSH and check them exactly on whole sets of 3-grams, by the rule that ours uses too.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nhipcau.engines.presswire.copies.index import CopyIndex, CopyRules, Printed

SHARED = Path(__file__).resolve().parents[3] / "shared" / "press" / "expected.jsonl"
RULES = CopyRules()
PERMUTATIONS = 128
WEATHER = (
    "Dự báo thời tiết tỉnh {} ngày {}/7: nhiệt độ thấp nhất {} độ, cao nhất {} độ, độ ẩm {}%, gió nhẹ. Chiều tối có mưa "
    "rào và dông vài nơi, trong cơn dông đề phòng tố lốc, sét và gió giật mạnh. Bà con nên theo dõi bản tin kế tiếp."
)
Found = dict[str, str]  # a text's id → the item it was put into


def bodies(most: int) -> list[str]:
    if SHARED.exists():
        rows = [json.loads(line)["body"] for line in SHARED.read_text("utf-8").splitlines()]
        return [row for row in rows if len(row.split()) >= 80][:most]
    dice = random.Random(7)
    words = [f"từ{number}" for number in range(4000)]
    return [" ".join(dice.choice(words) for _ in range(400)) + "." for _ in range(most)]


def texts(most: int, seed: int) -> list[Printed]:
    dice = random.Random(seed)
    made: list[Printed] = []
    for number, body in enumerate(bodies(most)):
        words = body.split(" ")
        third = len(words) // 3
        edited = [word if dice.random() > 0.04 else dice.choice(words) for word in words]
        made.append(Printed(f"{number}:a", f"Tin {number}", body))
        made.append(Printed(f"{number}:b", f"Bản cắt {number}", " ".join(words[: len(words) - third])))
        made.append(Printed(f"{number}:c", f"Bản sửa {number}", " ".join(edited)))
        facts = [dice.randrange(10, 99) for _ in range(4)]
        made.append(Printed(f"w{number}:w", "", WEATHER.format(f"Tỉnh {number}", *facts)))
    dice.shuffle(made)
    return made


def ours(rows: Iterable[Printed]) -> Found:
    index = CopyIndex()
    for _ in index.add_all(rows):
        pass
    return {one: group.first for group in index.groups() for one in group.ids}


def ours_one_by_one(rows: Iterable[Printed]) -> Found:
    index = CopyIndex()
    for row in rows:
        index.add(row)
    return {one: group.first for group in index.groups() for one in group.ids}


def grams(row: Printed) -> set[tuple[str, ...]]:
    words = f"{row.title}\n{row.body}".lower().split()
    return set(zip(words, words[1:], words[2:], strict=False))


def is_copy(one: set[Any], other: set[Any]) -> bool:
    shared, smaller = len(one & other), min(len(one), len(other))
    needed = RULES.short_containment if smaller < RULES.short else RULES.containment
    return bool(smaller) and shared >= needed * smaller and shared >= RULES.resemblance * len(one | other)


def grouped(rows: Iterable[Printed], candidates: Callable[[Printed, set[Any]], list[str]]) -> Found:
    sets: dict[str, set[Any]] = {}
    item: Found = {}
    for row in rows:
        own = grams(row)
        item[row.id] = row.id
        for other in candidates(row, own):
            if is_copy(own, sets[other]):
                item[row.id] = item[other]
                break
        sets[row.id] = own
    return item


def rensa(rows: Iterable[Printed]) -> Found:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.3, num_perm=PERMUTATIONS, num_bands=32)
    names: list[str] = []

    def candidates(row: Printed, own: set[Any]) -> list[str]:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update([" ".join(gram) for gram in own])
        found = [names[number] for number in index.query(sketch)]
        index.insert(len(names), sketch)
        names.append(row.id)
        return found

    return grouped(rows, candidates)


def datasketch(rows: Iterable[Printed]) -> Found:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.3, num_perm=PERMUTATIONS)

    def candidates(row: Printed, own: set[Any]) -> list[str]:
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([" ".join(gram).encode() for gram in own])
        found: list[str] = index.query(sketch)
        index.insert(row.id, sketch)
        return found

    return grouped(rows, candidates)


def figures(rows: list[Printed], reader: Callable[[Iterable[Printed]], Found]) -> dict[str, float]:
    """Texts a second of processor time; recall and precision over pairs of texts of one item."""
    began = time.process_time()
    found = reader(rows)
    spent = time.process_time() - began
    right = said = true = 0
    by_item: dict[str, list[str]] = {}
    for one, item in found.items():
        by_item.setdefault(item, []).append(one)
    for members in by_item.values():
        said += len(members) * (len(members) - 1) // 2
        right += sum(
            one.partition(":")[0] == other.partition(":")[0]
            for at, one in enumerate(members)
            for other in members[:at]
        )
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row.id.partition(":")[0]] = sizes.get(row.id.partition(":")[0], 0) + 1
    true = sum(size * (size - 1) // 2 for size in sizes.values())
    return {
        "texts_per_second": round(len(rows) / spent),
        "recall": round(right / true, 4),
        "precision": round(right / said, 4) if said else 1.0,
    }


def run(argv: list[str]) -> dict[str, Any]:
    """Options: ``--texts N`` originals (default 240), ``--seed N``, ``--rounds N`` of which the best counts."""
    parser = argparse.ArgumentParser(prog="script/bench copies")
    parser.add_argument("--texts", type=int, default=240)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    rows = texts(options.texts, options.seed)
    peers: dict[str, Callable[[Iterable[Printed]], Found]] = {
        "ours": ours, "ours_one_by_one": ours_one_by_one, "datasketch": datasketch
    }  # fmt: skip
    if importlib.util.find_spec("rensa"):
        peers["rensa"] = rensa
    told: dict[str, Any] = {
        "texts": len(rows),
        "letters_each": round(sum(len(row.body) for row in rows) / len(rows)),
    }
    # In turns, so that what else the machine does falls on all alike; datasketch, the slowest, once.
    tries: dict[str, list[dict[str, float]]] = {name: [] for name in peers}
    for number in range(options.rounds):
        for name, reader in peers.items():
            if number == 0 or name != "datasketch":
                tries[name].append(figures(rows, reader))
    for name, rounds in tries.items():
        told[name] = max(rounds, key=lambda one: one["texts_per_second"])
    if "rensa" in told:
        told["times_rensa"] = round(told["ours"]["texts_per_second"] / told["rensa"]["texts_per_second"], 2)
    return told
