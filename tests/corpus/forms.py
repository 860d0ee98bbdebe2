"""Made-up plans and heads in forms that provinces use, each with its reading by hand in one file (`forms/*.case`).

Above a line `====` stands what is to be read: `name=value` for the head ("-": nothing stands there), `due=` days, and
a line a task, `number | title | L lead; lead | C coordinates | D directs | I implements | T kind values`, indented by
two blanks under its group.  Below it stand the words: a line a paragraph, `|cell|cell` a row of a table ("<" goes
with the cell at the left, "^" with the one above, "\\n" breaks a line).

    python -m tests.corpus.forms [aside | tuned | NN ...]     the figures, and with -v what went wrong
"""

from __future__ import annotations

import html
import importlib.util
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.reading import read_plan
from tests.corpus.source import PLANS

FORMS = PLANS.with_name("forms")
ROLES = {"L": "lead", "C": "coordinate", "D": "direct", "I": "implement"}
HEAD = ("number", "kind", "issuer", "place", "date", "title", "year", "signer", "recipients")


@dataclass
class Case:
    name: str
    head: dict[str, str]
    tasks: list[dict[str, Any]]
    words: list[str]

    @property
    def format(self) -> str:
        return self.head.get("format", "txt")

    def expected(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            name: None if self.head[name] == "-" else self.head[name]
            for name in HEAD
            if name in self.head and name != "signer"
        }
        return {
            "document": values,
            "bases": [{"number": one} for one in self.head.get("bases", "").split(", ") if one],
            "tasks": self.tasks,
            "obligations": [{"due": one} for one in self.head.get("due", "").split()],
        }


def timing(words: str) -> dict[str, Any]:
    kind, *values = words.split()
    if kind == "from" and values[0] == "quarter":
        kind, values = "from quarter", values[1:]
    names = {
        "year": ["year"],
        "quarter": ["year", "quarter"],
        "from quarter": ["year", "quarter"],
        "before": ["date"],
        "date": ["date"],
        "range": ["from", "to"],
        "period": ["from", "to"],
        "from": ["from"],
    }.get(kind, [])
    return {
        "kind": kind,
        **{name: int(v) if v.isdecimal() else v for name, v in zip(names, values, strict=True)},
    }


def load(path: Path) -> Case:
    above, _, words = path.read_text(encoding="utf-8").partition("\n====\n")
    case = Case(path.stem, {}, [], words.split("\n"))
    levels: list[tuple[int, list[dict[str, Any]]]] = [(0, case.tasks)]
    for line in above.splitlines():
        if " | " not in line:
            name, _, value = line.partition("=")
            case.head[name] = value
            continue
        number, title, *parts = (part.strip() for part in line.split(" | "))
        task: dict[str, Any] = {"number": number, "title": title, "timing": None}
        task |= {role: [] for role in ROLES.values()}
        for part in parts:
            if part[0] == "T":
                task["timing"] = timing(part[2:])
            else:
                task[ROLES[part[0]]] = part[2:].split("; ")
        deep = len(line) - len(line.lstrip())
        while levels[-1][0] > deep:
            levels.pop()
        if levels[-1][0] < deep:
            levels.append((deep, levels[-1][1][-1].setdefault("children", [])))
        levels[-1][1].append(task)
    return case


def is_aside(name: str) -> bool:
    """Kept aside: the even of the first forty, written before the reader was tuned on any."""
    return int(name) <= 40 and int(name) % 2 == 0


# --- files ---------------------------------------------------------------------------------------------------


def grids(words: list[str]) -> Iterator[str | list[list[str]]]:
    """Paragraphs, and tables as rows of cells."""
    rows: list[list[str]] = []
    for line in [*words, ""]:
        if line.startswith("|"):
            rows.append([cell.replace("\\n", "\n") for cell in line[1:].split("|")])
            continue
        if rows:
            yield rows
            rows = []
        yield line


def spans(rows: list[list[str]]) -> Iterator[tuple[int, int, int, int, str]]:
    """(row, column, rows, columns, words) of every cell."""
    for top, row in enumerate(rows):
        for left, words in enumerate(row):
            if words in ("<", "^"):
                continue
            wide = 1
            while left + wide < len(row) and row[left + wide] == "<":
                wide += 1
            high = 1
            while top + high < len(rows) and rows[top + high][left] == "^":
                high += 1
            yield top, left, high, wide, words


def to_docx(words: list[str]) -> bytes:
    import docx

    document = docx.Document()
    for part in grids(words):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), max(map(len, part)))
        if part[0][0].casefold() in ("stt", "tt", "số tt"):
            table.style = "Table Grid"
        for top, left, high, wide, text in spans(part):
            cell = table.cell(top, left)
            if high > 1 or wide > 1:
                cell = cell.merge(table.cell(top + high - 1, left + wide - 1))
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def to_html(words: list[str]) -> bytes:
    body: list[str] = []
    for part in grids(words):
        if isinstance(part, str):
            body.append(f"<p>{html.escape(part)}</p>")
            continue
        body.append("<table>")
        at = -1
        for top, _, high, wide, text in spans(part):
            body += ["<tr>"] * (top - at)
            at = top
            cell = html.escape(text).replace("\n", "<br>")
            body.append(f'<td rowspan="{high}" colspan="{wide}"><p>{cell}</p></td>')
        body.append("</table>")
    return ("<html><meta charset='utf-8'><body>" + "".join(body) + "</body></html>").encode()


def made(case: Case) -> tuple[str, bytes]:
    """The case as a file: its name and bytes."""
    match case.format:
        case "docx":
            content = to_docx(case.words)
        case "html":
            content = to_html(case.words)
        case _:
            content = "\n".join(case.words).encode()
    return f"{case.name}.{case.format}", content


# --- figures -------------------------------------------------------------------------------------------------


@cache
def scorer(path: Path) -> Any:
    """The project's shared scorer (`plans/score.py`) as a module; it prints when run, so its main is left out."""
    spec = importlib.util.spec_from_loader("plan_score", None)
    assert spec
    module = importlib.util.module_from_spec(spec)
    source = path.read_text(encoding="utf-8").rpartition("\nmain()")[0]
    exec(compile(source, str(path), "exec"), module.__dict__)
    return module


@dataclass
class Figures:
    f1: float | None = None  # none where the case has no task
    head: tuple[str, ...] = ()  # fields that are wrong
    bases: tuple[str, ...] = ()  # not found
    dues: tuple[str, ...] = ()  # missed or invented
    wrong: list[str] = field(default_factory=list)
    sure_right: int = 0
    sure_wrong: list[str] = field(default_factory=list)
    doubted: int = 0


def judge(case: Case, score: Any) -> Figures:
    name, content = made(case)
    got = read_plan(read(content, name=name)).to_json()
    want, norm = case.expected(), score.norm
    figures = Figures()
    document = got["document"]
    doubts = {(one["task"], one["field"]) for one in got["doubts"]}

    def weigh(task: str, of: str, right: bool, shown: str) -> None:
        if doubts & {(task, of), (task, "task"), (task, "number" if task else "letters")}:
            figures.doubted += 1
        elif right:
            figures.sure_right += 1
        else:
            figures.sure_wrong.append(f"{task} {of}: {shown}")

    mine = document | {"signer": (document["signer"] or {}).get("name")}
    expected = want["document"] | ({"signer": case.head["signer"]} if "signer" in case.head else {})
    for of, value in expected.items():
        right = norm(mine[of]) == norm(None if value == "-" else value)
        if not right:
            figures.head += (f"{of}: {mine[of]!r}",)
        weigh("", of, right, repr(mine[of]))
    if not case.tasks:
        return figures
    have = {norm(one["number"]) for one in got["bases"]}
    figures.bases = tuple(one["number"] for one in want["bases"] if norm(one["number"]) not in have)
    dues = {one["due"] for one in want["obligations"]}
    figures.dues = tuple(sorted(dues ^ {one["due"] for one in got["obligations"]}, key=str))
    for one in got["obligations"]:
        doubted = any(field in ("who", "due") for task, field in doubts if not task)
        if doubted:
            figures.doubted += 1
        elif one["due"] in dues:
            figures.sure_right += 1
        else:
            figures.sure_wrong.append(f"due {one['due']}")
    wanted, given = score.triples(want), score.triples(got)
    hit = missed = extra = 0
    for number in wanted.keys() | given.keys():
        title, rows, _ = wanted.get(number, ("", set(), set()))
        shown, mine_rows, _ = given.get(number, ("", set(), set()))
        if not any(row[0] == "place" for row in rows):
            mine_rows = {row for row in mine_rows if row[0] != "place"}
        hit += len(rows & mine_rows)
        missed += len(rows - mine_rows)
        extra += len(mine_rows - rows)
        if rows ^ mine_rows:
            figures.wrong.append(
                f"{number} missed {sorted(rows - mine_rows)} extra {sorted(mine_rows - rows)}"
            )
        if number in given:
            right = score.same_title(title, shown)
            if not right:
                figures.wrong.append(f"{number} title {shown[:70]!r}")
            weigh(number, "title", right, shown[:60])
            for role, value in sorted(mine_rows):
                if role != "task":
                    weigh(number, role, (role, value) in rows, value)
    precision, recall = hit / max(hit + extra, 1), hit / max(hit + missed, 1)
    figures.f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return figures


def main(arguments: list[str]) -> None:
    from tests.corpus.test_plan_corpus import SCORE

    names = [one for one in arguments if one != "-v"]
    cases = [load(path) for path in sorted(FORMS.glob("*.case"))]
    if names:
        cases = [
            one
            for one in cases
            if one.name in names or names[0] == ("aside" if is_aside(one.name) else "tuned")
        ]
    found = {one.name: judge(one, scorer(SCORE)) for one in cases}
    for name, one in found.items():
        if "-v" in arguments and (
            one.head or one.wrong or one.dues or one.bases or one.sure_wrong or one.doubted
        ):
            print(name, one.f1 if one.f1 is None else round(one.f1, 3), "head", one.head or "right", end=" ")
            print("bases", one.bases, "due", one.dues, "doubted", one.doubted)
            print(*(f"    {line}" for line in one.wrong), sep="\n")
            print(*(f"  sure {line}" for line in one.sure_wrong), sep="\n")
    f1 = [one.f1 for one in found.values() if one.f1 is not None]
    right = sum(one.sure_right for one in found.values())
    wrong = sum(len(one.sure_wrong) for one in found.values())
    doubted = sum(one.doubted for one in found.values())
    print(
        json.dumps(
            {
                "cases": len(found),
                "f1_mean": round(sum(f1) / len(f1), 4),
                "f1_least": round(min(f1), 4),
                "heads_all_right": sum(not one.head for one in found.values()),
                "bases_missed": sum(len(one.bases) for one in found.values()),
                "dues_wrong": sum(len(one.dues) for one in found.values()),
                "values": right + wrong + doubted,
                "sure_right": round(right / max(right + wrong, 1), 4),
                "doubted": round(doubted / max(right + wrong + doubted, 1), 4),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:])
