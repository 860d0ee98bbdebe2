"""Every write is checked, whole, and in the audit log."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.agencies import open_work
from nhipcau.agencies.actions import names, registry, succession
from nhipcau.agencies.models import Agency, AgencyName, NameDecision, Succession
from nhipcau.agencies.rules import AgencyKind, NameKind
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused

TODAY = date(2025, 8, 1)
MERGED = date(2025, 7, 1)


def log(action: str) -> LogEntry:
    return LogEntry.objects.get(action=action)


@pytest.fixture
def listened(monkeypatch):
    """What a listener heard, and how many tasks it said are open."""
    heard = []

    def listener(*, predecessor, successor, on, by):
        heard.append((predecessor, successor, on, by))
        return 3

    monkeypatch.setattr(open_work, "listeners", open_work.listeners.fresh())
    open_work.on_succession(listener, left=three_names, label="Tên gọi")
    return heard


def test_a_merger_ends_one_agency_and_tells_every_listener(agency, other_agency, coordinator, listened):
    step = succession.merge(
        predecessor=agency,
        successor=other_agency,
        on=MERGED,
        what="toàn bộ",
        document="Nghị quyết 1",
        by=coordinator,
        today=TODAY,
    )
    agency.refresh_from_db()
    assert agency.valid_to == date(2025, 6, 30)
    assert (step.what, step.document) == ("toàn bộ", "Nghị quyết 1")
    assert listened == [(agency, other_agency, MERGED, coordinator)]
    entry = log("agency.merged")
    assert entry.by == coordinator
    assert entry.data["moved"] == 3
    assert entry.before == {"valid_to": None}
    assert entry.after == {"valid_to": "2025-06-30"}
    assert log("agency.took_over").data["predecessor"]["name"] == agency.name


def test_the_preview_counts_over_all_apps(agency, other_agency, listened):
    open_work.on_succession(
        lambda **_: None, left=lambda: three_names().filter(folded__lt="b"), label="Tên a"
    )
    for owner, called in ((agency, "abc"), (other_agency, "ab")):
        for name in called:
            AgencyName.objects.create(agency=owner, name=name)
    assert [(each.label, each.count) for each in open_work.open_work(agency)] == [
        ("Tên gọi", 3),
        ("Tên a", 1),
    ]


def three_names():
    """Rows that pass for work under way."""
    return AgencyName.objects.all()


def test_a_divided_agency_gives_its_open_work_to_one(agency, other_agency, coordinator, listened):
    third = Agency.objects.create(code="thu-ba", name="Sở Thứ Ba")
    common = {"predecessor": agency, "on": MERGED, "by": coordinator, "today": TODAY}
    succession.merge(**common, successor=third, move_work=False)
    succession.merge(**common, successor=other_agency)
    assert [successor for _, successor, _, _ in listened] == [other_agency]
    assert agency.successions_out.count() == 2


def test_a_listener_that_fails_undoes_the_merger(agency, other_agency, coordinator, monkeypatch):
    def listener(**_):
        raise RuntimeError

    monkeypatch.setattr(open_work, "listeners", open_work.listeners.fresh())
    open_work.on_succession(listener)
    with pytest.raises(RuntimeError):
        succession.merge(predecessor=agency, successor=other_agency, on=MERGED, by=coordinator, today=TODAY)
    agency.refresh_from_db()
    assert agency.valid_to is None
    assert not Succession.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"on": date(2025, 8, 2)}, "chưa tới"),
        ({"on": date(2019, 1, 1)}, "hoạt động"),
        ({"successor": "same"}, "chính mình"),
    ],
)
def test_a_merger_that_cannot_be_is_refused(agency, other_agency, coordinator, listened, change, said):
    wish = {"predecessor": agency, "successor": other_agency, "on": MERGED, "by": coordinator, "today": TODAY}
    wish |= {"successor": agency} if change.get("successor") else change
    with pytest.raises(Refused, match=said):
        succession.merge(**wish)
    assert listened == []


def test_a_merger_is_not_recorded_twice_nor_in_a_circle(agency, other_agency, coordinator, listened):
    wish = {"predecessor": agency, "successor": other_agency, "on": MERGED, "by": coordinator, "today": TODAY}
    succession.merge(**wish)
    with pytest.raises(Refused, match="đã được ghi nhận"):
        succession.merge(**wish)
    Agency.objects.filter(pk=agency.pk).update(valid_to=None)
    agency.refresh_from_db()
    with pytest.raises(Refused, match="chính là nơi"):
        succession.merge(**wish | {"predecessor": other_agency, "successor": agency})
    assert len(listened) == 1


def test_a_renamed_agency_is_still_known_by_its_old_name(agency, coordinator):
    registry.edit_agency(agency=agency, fields={"name": "Sở Công nghiệp"}, by=coordinator)
    assert agency.names.get().name == "Sở Công Thương"
    assert agency.names.get().kind == NameKind.FORMER
    entry = log("agency.edited")
    assert (entry.before["name"], entry.after["name"]) == ("Sở Công Thương", "Sở Công nghiệp")


def test_saving_without_a_change_writes_no_entry(agency, coordinator):
    registry.edit_agency(agency=agency, fields={"name": agency.name}, by=coordinator)
    assert not LogEntry.objects.filter(action="agency.edited").exists()


def test_an_agency_cannot_stand_below_itself(agency, other_agency, coordinator):
    registry.edit_agency(agency=other_agency, fields={"parent": agency}, by=coordinator)
    with pytest.raises(Refused, match="nằm dưới"):
        registry.edit_agency(agency=agency, fields={"parent": other_agency}, by=coordinator)


def test_a_life_cannot_end_before_it_begins(coordinator):
    with pytest.raises(Refused, match="đứng trước"):
        registry.create_agency(
            fields={"name": "Sở X", "valid_from": date(2025, 2, 1), "valid_to": date(2025, 1, 1)},
            by=coordinator,
        )


def test_a_new_agency_gets_its_own_address(agency, coordinator):
    made = [
        registry.create_agency(fields={"name": name, "kind": AgencyKind.DEPARTMENT}, by=coordinator).code
        for name in ("Sở Công Thương", "Đầu mối", "…")
    ]
    assert made == ["so-cong-thuong-2", "dau-moi-2", "co-quan"]
    assert LogEntry.objects.filter(action="agency.created").count() == 3


def test_names_come_and_go_with_an_entry_each(agency, coordinator):
    added = registry.add_name(agency=agency, name=" Sở  CT ", kind=NameKind.ABBREVIATION, by=coordinator)
    assert added.name == "Sở CT"
    with pytest.raises(Refused, match="đã có tên"):
        registry.add_name(agency=agency, name="sở ct", kind=NameKind.ALIAS, by=coordinator)
    registry.remove_name(name=added, by=coordinator)
    assert not AgencyName.objects.exists()
    assert {log("agency.name_added").data["name"], log("agency.name_removed").data["name"]} == {"Sở CT"}


def test_a_group_keeps_its_names_to_itself(departments, coordinator):
    fields = {"name": "Nhóm khác", "kinds": [], "levels": [], "is_open": False}
    with pytest.raises(Refused, match="đang thuộc nhóm"):
        registry.save_group(group=None, fields=fields, extra=(), names=["các sở, ban, ngành"], by=coordinator)


def test_a_group_is_saved_with_what_was_before(departments, agency, coordinator):
    fields = {"name": departments.name, "kinds": ["police"], "levels": [], "is_open": False}
    registry.save_group(group=departments, fields=fields, extra=[agency], names=["các sở"], by=coordinator)
    departments.refresh_from_db()
    assert list(departments.members(TODAY)) == [agency]
    assert log("group.saved").before["kinds"] == ["department"]
    registry.remove_group(group=departments, by=coordinator)
    assert set(log("group.removed").before["names"]) == {"các sở", "Các Sở, ban, ngành"}


def test_a_name_is_decided_once_and_may_be_decided_anew(agency, other_agency, coordinator):
    names.decide_name(written="Sở C. Thương", agency=agency, by=coordinator)
    names.decide_name(written="sở c. thương", agency=other_agency, by=coordinator)
    decision = NameDecision.objects.get()
    assert (decision.agency, decision.decided_by) == (other_agency, coordinator)
    first, second = LogEntry.objects.filter(action="name.decided").order_by("pk")
    assert first.after["agency"]["name"] == agency.name
    assert second.before["agency"]["name"] == agency.name
    names.forget_decision(decision=decision, by=coordinator)
    assert log("name.forgotten").before["written"] == "sở c. thương"


def test_a_name_means_one_thing_only(agency, departments, coordinator):
    with pytest.raises(Refused, match="đúng một"):
        names.decide_name(written="x", agency=agency, group=departments, by=coordinator)
    with pytest.raises(Refused, match="Chưa có tên"):
        names.decide_name(written=" ", agency=agency, by=coordinator)
