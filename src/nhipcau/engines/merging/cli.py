"""``nhipcau report merge FILE.jsonl [--json]``: agencies' sentences merged into one document, no database.

Each line in: ``{"agency", "task", "text"}``.  With ``--json`` each line out is a task: ``{"task", "sentences": [{"text", "from",
"also", "gathered", "key"}], "conflicts": [{"texts": [{"text", "from"}], "on", "key"}]}``.  Every sentence stands in exactly one
of ``sentences``, as its text or among its other wordings; ``conflicts`` points at texts that stand there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from nhipcau.engines.merging.cli_words import LABELS, ON, Sayer
from nhipcau.engines.merging.grouping import merge
from nhipcau.engines.merging.lines import MOST_BYTES, BadFile, read_lines
from nhipcau.engines.merging.model import MergingError, Said, TaskMerged
from nhipcau.engines.vntext.named import opened


def main(argv: Sequence[str]) -> int:
    """Run one command; argv starts with "report".  Returns 0 done, 1 refused with a message, 2 wrong use."""
    parser = argparse.ArgumentParser(
        prog="nhipcau report", description="Gộp các câu báo cáo của nhiều cơ quan thành một văn bản."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="merge")
    merging = commands.add_parser("merge", help="gộp câu trùng, chỉ ra câu mâu thuẫn")
    merging.add_argument(
        "file",
        metavar="TỆP",
        help="tệp .jsonl, mỗi dòng có agency, task, text; “-” để đọc từ đầu vào chuẩn",
    )
    merging.add_argument("--json", action="store_true", help="mỗi nhiệm vụ một đối tượng JSON trên một dòng")
    merging.add_argument("--lang", choices=("vi", "en"), default="vi", help="tiếng Việt hoặc tiếng Anh")
    try:
        chosen = parser.parse_args(list(argv)[1:])
    except SystemExit as stop:
        return int(stop.code or 0)
    say = Sayer(chosen.lang)
    try:
        merged = merge(_said(chosen.file))
    except MergingError as error:
        message = say.error(error, chosen.file)
        if chosen.json:
            print(json.dumps({"error": error.key, "message": message, **error.params}, ensure_ascii=False))
        print(f"nhipcau: {message} [{error.key}]", file=sys.stderr)
        return 1
    for task in merged.tasks:
        if chosen.json:
            print(json.dumps(as_json(task), ensure_ascii=False))
        else:
            print("\n".join(described(task, say)))
    return 0


def _said(name: str) -> list[Said]:
    """What a file says; BadFile where it cannot be read at all."""
    with opened(name, BadFile) as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise BadFile("too-large", most=MOST_BYTES // 1_000_000)
    return read_lines(raw.split(b"\n"))


def as_json(task: TaskMerged) -> dict[str, Any]:
    """A task as it goes out."""
    return {
        "task": task.task,
        "sentences": [
            {
                "text": group.text,
                "from": list(group.agencies),
                "also": list(group.also),
                "gathered": group.gathered,
                "key": group.key,
            }
            for group in task.groups
        ],
        "conflicts": [
            {
                "texts": [{"text": side.text, "from": list(side.agencies)} for side in conflict.sides],
                "on": conflict.on.value,
                "key": conflict.key,
            }
            for conflict in task.conflicts
        ],
    }


def described(task: TaskMerged, say: Sayer) -> Iterator[str]:
    """A task for a person to read, line by line."""
    label = {name: say.words(words) for name, words in LABELS.items()}
    yield f"{label['task']} {task.task}"
    for number, group in enumerate(task.groups, start=1):
        mark = f" ({label['gathered']})" if group.gathered else ""
        yield f"  {number}. {group.text} [{'; '.join(group.agencies)}]{mark}"
        for wording in group.also:
            yield f"       {label['also']}: {wording}"
    place = {group: number for number, group in enumerate(task.groups, start=1)}
    for conflict in task.conflicts:
        yield f"  ! {label['conflict']} {say.words(ON[conflict.on])}: {', '.join(str(place[side.group]) for side in conflict.sides)}"
