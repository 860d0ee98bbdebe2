"""What changed in a draft between two of its sealed contents: which tasks, and which of the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nhipcau.kernel.refusal import N_
from nhipcau.plans import import_draft as drafts

Json = dict[str, Any]
HEAD_LABELS = {
    "agency": N_("cơ quan ban hành"),
    "title": N_("tên kế hoạch"),
    "bases": N_("căn cứ"),
    "aims": N_("mục đích, yêu cầu"),
    "money": N_("kinh phí thực hiện"),
    "organisation": N_("tổ chức thực hiện"),
    "recipients": N_("nơi nhận"),
    "days": N_("các ngày nộp kế hoạch, báo cáo"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """Tasks as "2.1 Xuất bản ấn phẩm"; head: N_ words of what changed around them."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    head: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.head)


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> Changed:
    """Who signs is no matter of it: what is printed is compared."""
    old, new = _tasks(before), _tasks(now)
    head = tuple(label for name, label in HEAD_LABELS.items() if _head(before, name) != _head(now, name))
    return Changed(
        added=tuple(_named(new[key]) for key in new if key not in old),
        changed=tuple(_named(new[key]) for key in new if key in old and _said(new[key]) != _said(old[key])),
        removed=tuple(_named(old[key]) for key in old if key not in new),
        head=head,
    )


def _tasks(content: Mapping[str, Any]) -> dict[int, Json]:
    return {task["source"]["next_task"]: task for task, _ in drafts.walk(content["draft"]["tasks"])}


def _said(task: Json) -> Json:
    return {name: value for name, value in task.items() if name not in {"children", "source"}}


def _named(task: Json) -> str:
    return f"{task['number']} {' '.join(task['title'].split())}"


def _head(content: Mapping[str, Any], name: str) -> Any:
    return content["draft"]["obligations"] if name == "days" else content.get(name)
