"""What apps hold as done is registered by name, and whoever brings results in line hears of each change."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.kernel import witness
from nhipcau.kernel.witness import Wanted, Witness


@pytest.fixture
def joints(monkeypatch) -> list[tuple[str, tuple[int, ...]]]:
    """One kind and one listener; what the listener was told."""
    told: list[tuple[str, tuple[int, ...]]] = []
    witnesses, on_change = witness.witnesses.fresh(), witness.on_change.fresh()
    witnesses.register(Witness(name="visits", label="Chuyến thăm", rule="Đủ khi có.", find=lambda wanted: {}))
    on_change.register(lambda name, agencies: told.append((name, tuple(agencies))))
    monkeypatch.setattr(witness, "witnesses", witnesses)
    monkeypatch.setattr(witness, "on_change", on_change)
    return told


def test_whoever_listens_is_told_which_kind_changed_and_for_whom(joints):
    witness.changed("visits", agencies=[3])
    witness.changed("visits")
    assert joints == [("visits", (3,)), ("visits", ())]


def test_a_kind_that_nobody_registered_is_a_fault(joints):
    with pytest.raises(KeyError, match="there is visits"):
        witness.changed("concerts")
    assert joints == []


def test_each_kind_has_its_label_and_a_wish_names_whose_work_counts(joints):
    assert witness.labels() == {"visits": "Chuyến thăm"}
    day = date(2026, 3, 31)
    wanted = Wanted(agency=4, before=frozenset({1, 2}), first=date(2026, 3, 1), last=day, until=day)
    assert wanted.agencies == {1, 2, 4}
    assert wanted == Wanted(agency=4, before=frozenset({2, 1}), first=date(2026, 3, 1), last=day, until=day)
