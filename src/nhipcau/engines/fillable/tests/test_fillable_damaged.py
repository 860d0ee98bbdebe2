"""Files as people give them back: each is read as it was meant, or what is wrong with it is named."""

from __future__ import annotations

import pytest

from nhipcau.engines.fillable import Unfit, read, written_docx, written_xlsx

from .damaged_files import DOCUMENTS, WORKBOOKS, Case
from .made_forms import FORM

WORKBOOK, DOCUMENT = written_xlsx(FORM), written_docx(FORM)


def check(case: Case, blank: bytes) -> None:
    data = case.damage(blank)
    if case.refused:
        with pytest.raises(Unfit) as why:
            read(data, case.form)
        assert why.value.code == case.refused
        return
    found = read(data, case.form)
    assert {(one.part, one.row, one.column): one.after for one in found.changes} == case.changes
    assert [one.cells for one in found.added] == list(case.added)
    named = {one[0] for one in case.faults}
    faults = [
        (one.code, one.part, one.row, one.column)
        for one in found.faults
        if one.code != "required" or "required" in named
    ]
    if "required" in named:
        assert set(case.faults) <= set(faults)
    else:
        assert sorted(faults) == sorted(case.faults)


@pytest.mark.parametrize("case", WORKBOOKS, ids=lambda case: case.name)
def test_a_workbook_as_people_give_it_back(case):
    check(case, WORKBOOK)


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case.name)
def test_a_document_as_people_give_it_back(case):
    check(case, DOCUMENT)


def test_there_are_over_forty_of_them():
    assert len(WORKBOOKS) + len(DOCUMENTS) >= 80
