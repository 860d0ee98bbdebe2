"""Every lock says since when it holds and who brought that about: what refuses a step by a record's state.

Three ways lead there.  A table of states asks for a ``Since`` with every step (``Transitions.go``); a row that keeps its
state is moved by ``Stated.move`` alone, which writes both beside it; a sentence of its own ends with ``%(since)s``, or
names the day and the person.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from nhipcau.kernel.stated import Stated

SOURCE = Path(__file__).parents[2] / "src" / "nhipcau"
FILES = {
    str(path.relative_to(SOURCE)): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(SOURCE.rglob("*.py"))
    if not {"tests", "migrations", "engines", "demo"} & set(path.relative_to(SOURCE).parts)
}

# ---- tables -------------------------------------------------------------------------------------------------


def nothing_told(tree: ast.AST) -> list[int]:
    """The lines that make a ``Since`` of nothing, beside the one name for it."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Since"
        and any(
            isinstance(given, ast.Constant) for given in (*node.args, *(kw.value for kw in node.keywords))
        )
    ]


NOTHING_KNOWN = {
    "kernel/states.py": "the one name for what is not known",
    "office/registers/uses.py": "a number that no issued paper bears yet is locked by nobody",
    "office/signing/queries.py": "the same: asked only of an issued version",
}


def test_no_lock_is_made_of_nothing():
    found = {name for name, tree in FILES.items() if nothing_told(tree) or "UNTOLD" in names(tree)}
    assert found == set(NOTHING_KNOWN)


def names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


# ---- rows that keep their state -----------------------------------------------------------------------------

KEPT = [model for model in apps.get_models() if issubclass(model, Stated)]
WRITES_ITS_OWN = {
    "kernel/stated.py": "the mover itself",
    "office/deliveries/actions.py": "a delivery's receipts keep who and when, two queries for however many rows",
    "plans/actions/extending.py": "a wish for more time keeps who decided on it and when in columns of its own",
    "press/actions/ingest.py": "what became of a page found: no table leads it",
    "press/actions/asking.py": "the same",
    "press/actions/triage.py": "an article's place on the desk: anybody there changes it back",
}
_FIELDS = {"state", "state_at", "state_by", "state_by_id"}


def written(tree: ast.AST) -> list[int]:
    """The lines that set a state by hand, of something other than itself."""
    targets = [
        (node.lineno, leaf)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        for leaf in (target.elts if isinstance(target, ast.Tuple) else [target])
    ]
    return [line for line, leaf in targets if isinstance(leaf, ast.Attribute) and leaf.attr in _FIELDS]


def test_rows_with_a_state_of_their_own_are_moved_by_one_function():
    apps_of = {model._meta.app_label for model in KEPT} | {"kernel", "office"}
    found = {name for name, tree in FILES.items() if name.split("/")[0] in apps_of and written(tree)}
    assert found - {"press/memory.py"} == set(WRITES_ITS_OWN)  # there a state is the memory's own, of no row


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_such_a_row_says_which_table_leads_it_and_begins_where_the_table_knows(model):
    state = model._meta.get_field("state")
    assert {value for value, _ in state.choices} == set(model.states._labels)
    assert state.default in model.states._labels


def test_whoever_makes_such_a_row_says_who_did():
    made = {model.__name__ for model in KEPT}
    silent = {
        f"{name}:{node.lineno}"
        for name, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"create", "get_or_create", "update_or_create"}
        and re.fullmatch(rf"({'|'.join(made)})\.objects\.\w+", ast.unparse(node.func))
        and "state_by" not in ast.unparse(node)
    }
    # The due dates of other rooms have a Source too, which is a dataclass and not made so.
    assert (
        made
        == {
            "CallReply",
            "DataCall",
            "NextPlan",
            "NextReply",
            "PlanImport",
            "Proposal",
            "ProvenResult",
            "Report",
            "ReportRound",
            "Source",
            "UnitPlan",
        }
        and silent == set()
    )


# ---- sentences of their own ---------------------------------------------------------------------------------

_DONE = r"(?:thiết lập|kết thúc|đóng|rút|ký|hủy|bỏ|thu hồi|phát hành|hoàn tác|gửi|áp dụng|nhập|xác nhận|trả lời|trả lại|ghi nhận|ghi là)"
_LOCK = re.compile(
    rf"\bđã (?:được )?{_DONE}\b.*(?:không \w+(?: \w+){{0,4}} (?:được|nữa)|không cần)|"
    rf"\bđã (?:được )?{_DONE}\b[^.:;]*(?:trước đó|rồi|hoạt động)\b|không còn hoạt động|không còn chờ"
)
_TELLS = re.compile(r"%\((?:since|on|day)\)s")
NO_LOCK = {
    "%(agency)s không còn hoạt động, việc đang mở chưa có nơi nhận": "a card of what is to be done",
    "Cơ quan ban hành đã kết thúc hoạt động; dự thảo chuyển sang cơ quan tiếp nhận để trình ký lại.": "a reason kept",
    "Sau khi thư đã gửi, đã xác nhận, không gửi được hay đã thu hồi.": "until when an address is kept",
    "Hệ thống đã được thiết lập rồi. Hãy đăng nhập.": "told to visitors who have not signed in: no name, no day",
    "Cơ quan được chọn không còn hoạt động. Hãy chọn cơ quan khác.": "no lock of the record: another choice in a form",
}


def locks(tree: ast.AST) -> list[str]:
    """The sentences of refusals that read as a lock and tell neither day nor person."""
    return [
        sentence
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "N_"
        and isinstance(node.args[0], ast.Constant)
        and _LOCK.search(sentence := node.args[0].value)
        and not _TELLS.search(sentence)
    ]


def test_a_refusal_that_is_a_lock_says_since_when():
    found = {sentence: name for name, tree in FILES.items() for sentence in locks(tree)}
    assert {sentence: name for sentence, name in found.items() if sentence not in NO_LOCK} == {}
    assert set(NO_LOCK) <= set(found)


def test_what_tells_nothing_is_seen():
    assert nothing_told(ast.parse("go('edit', state, since=lambda: Since(None, row.by))")) == [1]
    assert not nothing_told(ast.parse("Since(row.closed_at, row.closed_by)"))
    assert written(ast.parse("plan_import.plan, plan_import.state = plan, 'read'")) == [1]
    assert locks(ast.parse('Refused(N_("Bản này đã gửi nên không sửa được nữa."))'))
    assert not locks(ast.parse('Refused(N_("Bản này đã gửi%(since)s nên không sửa được nữa."))'))
