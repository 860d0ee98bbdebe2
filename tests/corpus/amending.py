"""Papers that amend a plan, as offices write them, read and held against the plan: point by point right, told, or wrong.

    python -m tests.corpus.amending [-a] [NAME ...]

`amending/` holds two plans, twelve papers and what they were written to say (`expected.json`), all written before the
reader was looked at. `-a`: those that were put aside.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nhipcau.engines.officialdoc.amend import held
from nhipcau.engines.officialdoc.amend.model import UNREAD, plain, walk
from nhipcau.engines.officialdoc.plan_file import read_plan_file
from nhipcau.engines.vntext import fold
from tests.corpus.make import renders
from tests.corpus.source import parse

PAPERS = Path(__file__).with_name("amending")
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAPERS / "expected.json").read_text(encoding="utf-8"))
Json = dict[str, Any]


@dataclass
class Tally:
    """right: points told as they were written, or left to a person where only a person can read them; waits: points that
    a person must settle before anything is applied; wrong: what would be applied otherwise than it says, or not at all."""

    right: list[str] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"right {len(self.right)}, waits {len(self.waits)}, doubted {len(self.doubted)}, wrong {len(self.wrong)}"


def files(name: str, folder: Path) -> Path:
    """A paper or plan of `amending/` as a file."""
    stem = name.partition(".")[0]
    text = PAPERS / f"{stem}.txt"
    if text.exists():
        content, name = text.read_bytes(), text.name
    else:
        source = (PAPERS / f"{stem}.plan").read_text(encoding="utf-8")
        (name, content), *_ = renders(stem, parse(source)).items()
    path = folder / name
    path.write_bytes(content)
    return path


def running(plan: str, folder: Path) -> list[Json]:
    """A plan as it runs: each task with a key."""
    path = files(plan, folder)
    tree: list[Json] = read_plan_file(path, path.name)["reading"]["tasks"]
    for key, (task, _above) in enumerate(walk(tree), start=100):
        task["key"] = key
    return tree


DECISION = """@look decree
@issuer ỦY BAN NHÂN DÂN|TỈNH HÒA GIANG
@number Số: 999/QĐ-UBND
@place Hòa Giang, ngày 01 tháng 7 năm 2026
@kind QUYẾT ĐỊNH
@summary Sửa đổi, bổ sung Kế hoạch số 87/KH-UBND ngày 26/01/2026
@enacting QUYẾT ĐỊNH:
@to Như Điều 3|Lưu: VT
@sign CHỦ TỊCH
@name Tống Thị Thử
"""


def held_against(body: str, tree: list[Json], folder: Path) -> list[Json]:
    """What a decision with this body (in the corpus' marks) changes."""
    path = folder / "quyet-dinh.docx"
    (content,) = renders("quyet-dinh", parse(DECISION + body)).values()
    path.write_bytes(content)
    return _changes(path, tree)


def changes_of(paper: str, tree: list[Json], folder: Path) -> list[Json]:
    return _changes(files(paper, folder), tree)


def _changes(path: Path, tree: list[Json]) -> list[Json]:
    reading = read_plan_file(path, path.name)["reading"]
    assert reading.get("amends"), f"{path.name}: not seen as a paper that amends"
    found = held.against(reading["amends"]["operations"], reading["tasks"], tree, 2026)["changes"]
    return [change for change in found if change["do"] != "keep"]


def tally(paper: str, folder: Path) -> Tally:
    """What became of each point of a paper."""
    case, result = EXPECTED[paper], Tally()
    tree = running(case["plan"], folder)
    numbers = {task["key"]: str(task["number"]) for task, _above in walk(tree) if not task.get("children")}
    by_key = {task["key"]: task for task, _above in walk(tree)}
    left = changes_of(paper, tree, folder)
    for point in case["points"]:
        name = f"{paper} {point['do']} {point.get('number') or point['says']}"
        hit = next((one for one in left if _is_it(one, point, numbers)), None)
        if hit is None:
            waiting = [one for one in left if _waits(one) and point["says"] in _words(one)]
            if waiting and point["do"] == "waits":
                result.right.append(name)
                left.remove(waiting[0])
            else:
                (result.waits if waiting else result.wrong).append(f"{name}: not told")
            continue
        left.remove(hit)
        if differs := _differences(hit, point, by_key):
            waits = _waits(hit)
            where = result.waits if waits else result.doubted if hit["doubts"] else result.wrong
            where.append(f"{name}: {differs} doubts {[one['key'] for one in hit['doubts']]}")
        else:
            result.right.append(name)
    known = {point["says"] for point in case["points"]}
    for one in left:
        if _waits(one) and any(says in _words(one) for says in known):
            continue  # counted with its point
        if one["do"] == "change" and one["fields"] == ["number"]:
            continue  # a table that numbers anew
        where = result.waits if _waits(one) else result.doubted if one["doubts"] else result.wrong
        where.append(f"{paper} told and not said: {one['do']} {numbers.get(one['task'])} {_words(one)[:200]}")
    return result


def _words(change: Json) -> str:
    return f"{change['words']} {change['new'].get('title')}"


def _waits(change: Json) -> bool:
    """Whether nothing is applied before a person has settled it."""
    if any(doubt["key"] in UNREAD for doubt in change["doubts"]):
        return True
    return change["do"] != "add" and change["task"] is None


def _is_it(change: Json, point: Json, numbers: dict[int, str]) -> bool:
    if point["do"] == "waits":
        return False
    if point["do"] == "told":
        return bool(change["doubts"]) and numbers.get(change["task"]) == point["number"]
    if point["do"] == "add":
        return change["do"] == "add" and fold(point["fields"]["title"]) == fold(change["new"]["title"])
    return change["task"] is not None and numbers.get(change["task"]) == point["number"]


def _differences(change: Json, point: Json, by_key: dict[int, Json]) -> str:
    if point["do"] == "told":
        return ""
    if change["do"] != point["do"]:
        return f"do {change['do']}"
    wanted: Json = point.get("fields", {})
    found = []
    for name, value in wanted.items():
        has = change["new"].get(name)
        if name == "timing":
            has = (has or {}).get("text") or change["new"].get("timing_text")
        same = (
            sorted(map(fold, value)) == sorted(map(fold, has or []))
            if isinstance(value, list)
            else fold(value) == fold(plain(has)).strip(" .;")
        )
        if not same:
            found.append(f"{name}: {has!r}")
    if point["do"] == "change":
        task = by_key[change["task"]]
        also = [name for name in change["fields"] if name not in wanted and name != "number"]
        found += [f"also {name}: {task.get(name)!r} -> {change['new'].get(name)!r}" for name in also]
    return "; ".join(found)


def main(words: list[str]) -> None:
    names = [name for name in words if name != "-a"] or [
        name for name, case in EXPECTED.items() if bool(case.get("aside")) == ("-a" in words)
    ]
    total = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            one = tally(name, Path(folder))
            print(name, one)
            for kind in ("right", "waits", "doubted", "wrong"):
                getattr(total, kind).extend(getattr(one, kind))
                if kind != "right":
                    print(*(f"   {kind}: {line}" for line in getattr(one, kind)), sep="\n") if getattr(
                        one, kind
                    ) else None
    print("total", total)


if __name__ == "__main__":
    main(sys.argv[1:])
