"""Whatever the writer sets is right by the checker of forms: every form of the gallery, every paper of the demonstration."""

from __future__ import annotations

import re
from datetime import date

import pytest

from nhipcau.documents.letters.content import paper_of
from nhipcau.documents.letters.rules import FORMS, PaperKind
from nhipcau.engines.officialdoc.check import Severity, check_form
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.office.signing import printing
from nhipcau.office.signing.kinds import Mark, Signer
from nhipcau.office.signing.models import Version
from tests.gallery.papers import PAPERS


def departures(word: bytes) -> list[tuple[str, str, str]]:
    """(rule, words, what was measured) of all findings but notes."""
    report = check_form(word, name="a.docx")
    return [
        (finding.rule, finding.text, str(finding.measured))
        for finding in report.findings
        if finding.severity is not Severity.INFO
    ]


@pytest.mark.parametrize("name", PAPERS)
def test_every_form_of_the_gallery_is_right(name):
    assert departures(write_docx(PAPERS[name])) == []


@pytest.mark.usefixtures("demonstration")
def test_every_paper_of_the_demonstration_is_right():
    seen = set()
    wrong = {}
    for version in Version.objects.order_by("pk"):
        draft = printing.draft_of(version, printing.mark_of(version))
        seen.add(draft.kind)
        if found := departures(printing.docx_of(draft)):
            wrong[f"{version.pk} {draft.kind} {draft.summary[:40]}"] = found
    assert wrong == {}
    assert len(seen) >= 3


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_is_right_as_its_skeleton_has_it(kind):
    form = FORMS[kind]
    sign = f"{form.sign}-SNgV" if form.sign else "SNgV-VP"
    filled = re.sub(r"\[[^]]*\]", "Sở Ngoại vụ", form.skeleton)
    content = {
        "kind": kind.value,
        "agency": "Sở Ngoại vụ",
        "parent": "Ủy ban nhân dân tỉnh",
        "symbol": sign,
        "place": "Lâm Đồng",
        "urgency": "khan",
        "internal": True,
        "summary": "thông tin đối ngoại năm 2026",
        "bases": ["Căn cứ Luật Báo chí ngày 10 tháng 12 năm 2025"] if form.based else [],
        "addressees": ["Ủy ban nhân dân tỉnh", "Sở Nội vụ"] if form.addressed else [],
        "recipients": ["Như trên", "Lưu: VT"],
        "body": filled,
        "closing": re.sub(r"\[[^]]*\]", "Sở Ngoại vụ", form.closing),
        "signer": None,
    }
    mark = Mark("07", sign, date(2026, 2, 5), Signer("Lê Thị Hoa", "Phó Giám đốc", ("KT. GIÁM ĐỐC",)))
    assert departures(write_docx(paper_of(content, mark))) == []
