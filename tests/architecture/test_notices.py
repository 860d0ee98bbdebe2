"""What the machine says in a notice is a registered code, so that every reader gets it in his language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import nhipcau
from nhipcau.kernel import sentences

SRC = Path(nhipcau.__file__).parent
TELLING = {"notify", "announce", "write_to"}
IN_ONE_LANGUAGE = {
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "gettext_lazy",
    "format_lazy",
    "lazystr",
    "say",
    "title",
}
ALWAYS_VIETNAMESE = {
    "kernel/audit.py": "a record's name as the log keeps it",
    "kernel/finding.py": "a record's name as the search keeps it",
    "kernel/known.py": "the name of a record on an official paper or in the plan",
    "kernel/notifications.py": "what a notice keeps beside its codes",
    "plans/actions/laying.py": "the reason of a change, kept as a person's own would be",
    "plans/actions/urging.py": "the body of an official letter",
    "digests/brief.py": "the plain words of the same issue, which go out with it",
    "plans/timing_words.py": "a task's time as the log keeps it",
    "digests/paper.py": "the paper of a digest",
    "reports/forms_out.py": "the form of a report, which leaves as a paper",
    "reports/calls/forms_out.py": "the form of a data call, which leaves as a paper",
    "reports/calls/answer.py": "the body of an official letter",
    "reports/content.py": "the words of a report, which is an official paper",
    "office/weekly/paper.py": "the sheet of the week",
    "office/signing/pages.py": "the words of a paper on the screen",
    "office/signing/printing.py": "a paper in print",
    "office/signing/certified.py": "the visible signature on a paper",
    "office/signing/actions/chain.py": "the title of a signed version",
    "office/directions/actions.py": "what the machine notes on a direction, kept; told in the reader's language",
    "documents/letters/passing_on.py": "the body of an official letter",
    "office/asks/actions.py": "what an ask keeps beside the code of its question",
    "documents/letters/screens.py": "a draft as a file",
    "plans/next/actions/submitting.py": "the body of an official letter",
    "plans/next/pages_papers.py": "the draft of the province's plan as a file",
    "plans/units/pages.py": "the same of an agency's own plan",
    "plans/units/paper.py": "the paper of an agency's own plan",
}
"""Where the house speaks Vietnamese whoever reads: official papers, and what is kept."""


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """(file:line, call, the called name) of the whole house, tests apart."""
    for path in sorted(SRC.rglob("*.py")):
        if "tests" in path.relative_to(SRC).parts or "engines" in path.relative_to(SRC).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield f"{path.relative_to(SRC)}:{node.lineno}", node, name


def test_every_sentence_written_out_in_the_code_is_registered():
    used = [
        (place, call.args[0].value)
        for place, call, name in calls()
        if name == "Sentence" and call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert len(used) > 15
    assert [one for one in used if one[1] not in sentences.known()] == []


def test_no_notice_is_written_in_one_language():
    told = [(place, call) for place, call, name in calls() if name in TELLING]
    assert len(told) > 15
    wrong = [
        place
        for place, call in told
        for inner in ast.walk(call)
        if isinstance(inner, ast.Call) and _called(inner) in IN_ONE_LANGUAGE and not _in_each(call, inner)
    ]
    assert wrong == []


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _in_each(call: ast.Call, inner: ast.Call) -> bool:
    """Whether a call stands inside ``in_each``, which says it again in every language."""
    within = [one for one in ast.walk(call) if isinstance(one, ast.Call) and _called(one) == "in_each"]
    return any(inner in ast.walk(one) for one in within)


def test_vietnamese_whoever_reads_is_for_papers():
    """A reader's words are never put into one language by force; each place that does it says for which paper."""
    forced = {
        place.rpartition(":")[0]
        for place, call, name in calls()
        if name == "override" and [getattr(one, "value", "") for one in call.args] == ["vi"]
    }
    assert forced == set(ALWAYS_VIETNAMESE)


LEAVES = {"notify", "write_to", "hand_out", "tell_of_work", "tell_agencies", "deliver"}
CLOCK = "the clock tells, no person: nothing to take back"
SIGNED = "what is signed, numbered or sent has correction and recall"
CONFIRMED = "a plan or its amendment is confirmed on a page that shows all of it first"
WITHIN = "its callers tell inside undo.offered"
BACK = "it says that something was taken back"
FLOOR = "the way itself, on which acts stand"
MERGED = "a merger has no way back, and was shown before it was done"
TELLS_AT_ONCE = {
    "agencies/actions/focal.py:_write": WITHIN,
    "agencies/actions/handing_on.py:_tell": MERGED,
    "agencies/actions/focal.py:remind": WITHIN,
    "desk/tasks.py:tell_of_break": CLOCK,
    "desk/tasks.py:tell_of_doubts": CLOCK,
    "digests/actions/signing.py:_tell": SIGNED,
    "digests/actions/signing.py:tell_of_recall": SIGNED,
    "documents/issuing.py:enter_and_send": SIGNED,
    "office/asks/actions.py:_tell": WITHIN,
    "office/deadlines/actions.py:_tell": CLOCK,
    "office/deliveries/doubts.py:tell_administrators": CLOCK,
    "office/deliveries/handing_out.py:hand_out": FLOOR,
    "office/deliveries/handing_out.py:tell_agencies": FLOOR,
    "office/deliveries/many.py:_tell": WITHIN,
    "office/deliveries/outside.py:_send": FLOOR,
    "office/deliveries/recalling.py:_tell": SIGNED,
    "office/deliveries/summary.py:_write": CLOCK,
    "office/directions/actions.py:_keep": WITHIN,
    "office/directions/urging.py:_tell": WITHIN,
    "office/outward/actions.py:_to_messenger": FLOOR,
    "office/outward/actions.py:carry_on": FLOOR,
    "office/signing/telling.py:tell_issued": SIGNED,
    "office/signing/telling.py:urge_next": WITHIN,
    "office/signing/telling.py:tell_returned": SIGNED,
    "office/signing/telling.py:tell_who_is_next": SIGNED,
    "office/weekly/actions.py:give": CLOCK,
    "ops/nightly.py:tell_of_failure": CLOCK,
    "plans/actions/amend_sending.py:send_amendment": WITHIN,
    "plans/actions/amend_sending.py:tell_of_undo": BACK,
    "plans/actions/confirm.py:tell_of_plan": CONFIRMED,
    "plans/next/running.py:when_recalled": SIGNED,
    "plans/actions/extending.py:_tell_of_answer": WITHIN,
    "plans/actions/extending.py:_tell_of_wish": WITHIN,
    "plans/actions/many.py:_tell_of_days": WITHIN,
    "plans/actions/proving.py:_tell_agency": CLOCK,
    "plans/actions/proving.py:_tell_of_objection": WITHIN,
    "plans/actions/sending.py:send_plan": SIGNED,
    "plans/actions/sending_back.py:_tell": WITHIN,
    "plans/actions/telling.py:tell_of_work": FLOOR,
    "plans/actions/work.py:_tell_of_comment": WITHIN,
    "plans/next/actions/deciding.py:_tell": WITHIN,
    "plans/next/actions/proposing.py:_tell_asked": WITHIN,
    "plans/next/actions/proposing.py:_tell_sent": WITHIN,
    "plans/units/actions/deciding.py:_tell": WITHIN,
    "plans/units/kind.py:after_issue": SIGNED,
    "plans/actions/work.py:add_task": WITHIN,
    "press/actions/searches.py:_tell": CLOCK,
    "reports/actions/recalling.py:_tell": SIGNED,
    "reports/actions/rounds.py:_tell": WITHIN,
    "reports/calls/actions/answering.py:_sent": SIGNED,
    "reports/calls/actions/judging.py:_tell": WITHIN,
    "reports/calls/actions/sending.py:_tell": WITHIN,
    "reports/actions/writing.py:_tell_agency": WITHIN,
    "reports/actions/writing.py:_tell_coordinators": SIGNED,
    "press/actions/sources.py:_tell": CLOCK,
}
"""What tells somebody outside of ``undo.offered``, each with the reason."""


def _waiting(tree: ast.Module) -> set[int]:
    """Nodes that stand inside ``with undo.offered(…)``, or in an inner function given to ``undo.telling``."""
    blocks: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.With) and any(
            "offered" in ast.dump(item.context_expr) for item in node.items
        ):
            blocks.append(node)
        elif isinstance(node, ast.FunctionDef):
            inner = list(ast.walk(node))
            given = {
                word.value.id
                for call in inner
                if isinstance(call, ast.Call) and _called(call) == "telling"
                for word in call.keywords
                if isinstance(word.value, ast.Name)
            }
            blocks += [one for one in inner if isinstance(one, ast.FunctionDef) and one.name in given]
    return {id(inner) for block in blocks for inner in ast.walk(block)}


def _told_at_once() -> Iterator[str]:
    for path in sorted(SRC.rglob("*.py")):
        if {"tests", "engines", "demo"} & set(path.relative_to(SRC).parts):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        waiting = _waiting(tree)
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            leaves = [
                one for one in ast.walk(function) if isinstance(one, ast.Call) and _called(one) in LEAVES
            ]
            if any(id(one) not in waiting for one in leaves):
                yield f"{path.relative_to(SRC)}:{function.name}"


def test_whatever_tells_somebody_waits_ten_seconds_or_says_why_it_does_not():
    assert set(_told_at_once()) == set(TELLS_AT_ONCE)
