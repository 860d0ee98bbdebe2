"""A refusal is shown in one of three ways (kernel.saying); a view that catches it itself says why here."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "nhipcau"
# A refused change of a digest's list answers with the list as it stands now, the sentence in it.
# A link that is spent or out of date is answered by the page itself: there is no page to go back to.
WITH_A_REASON = {
    "digests/views/editor.py": 2,
    "agencies/views/passwords.py": 1,
    "reports/calls/views.py": 1,  # what was typed is kept, so it is no error and is not offered a second time
    "agencies/views/installing.py": 1,  # behind a dead link there is no page to go back to
}


def test_views_do_not_catch_refusals_by_hand():
    views = [page for page in SOURCE.rglob("*.py") if "views" in page.name or page.parent.name == "views"]
    assert len(views) > 15
    caught = {
        str(page.relative_to(SOURCE)): count
        for page in views
        if (count := page.read_text(encoding="utf-8").count("except Refused"))
    }
    assert caught == WITH_A_REASON


def test_whoever_is_not_allowed_is_told_why_and_whom_to_ask():
    """``raise PermissionDenied`` without words shows an empty page: kernel.access has demand and must."""
    bare = [
        f"{page.relative_to(SOURCE)}:{node.lineno}"
        for page in SOURCE.rglob("*.py")
        if "tests" not in page.relative_to(SOURCE).parts
        for node in ast.walk(ast.parse(page.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise) and ast.unparse(node).replace("()", "") == "raise PermissionDenied"
    ]
    assert bare == []
