"""Agencies and focal officers brought as a table: what each row would do, and doing it.

Judging and taking use the same reading of a row, so that what was shown is what is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nhipcau.agencies import rules
from nhipcau.agencies.actions import focal as focal_actions
from nhipcau.agencies.actions import registry
from nhipcau.agencies.actions.account_table import ACCOUNTS
from nhipcau.agencies.actions.table_checks import (
    agency_in,
    check_filled,
    check_length,
    email_in,
    judged,
    shown,
    titles,
)
from nhipcau.agencies.columns import AGENCY_COLUMNS, FOCAL_COLUMNS
from nhipcau.agencies.models import Agency, AgencyName, FocalOfficer
from nhipcau.agencies.queries.matching import Matcher
from nhipcau.agencies.rules import (
    FOCAL_DUTY_LABELS,
    KIND_LABELS,
    LEVEL_LABELS,
    AgencyKind,
    FocalDuty,
    Level,
    NameKind,
)
from nhipcau.engines.vntext import fold, squeeze
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.tables import Faults, Judged, Line, TableKind, Values, Verdict, choice_in, day_in

# --- agencies ---


@dataclass(frozen=True, slots=True)
class _AgencyRow:
    name: str
    existing: Agency | None
    fields: dict[str, Any]
    parent_name: str
    names: tuple[tuple[str, NameKind], ...]


class _Agencies:
    """Everything that judging a table of agencies asks of the register, read once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.by_name: dict[str, list[Agency]] = {}
        for agency in Agency.objects.select_related("parent"):
            self.by_name.setdefault(agency.folded, []).append(agency)
        self.known_names: dict[int, set[str]] = {}
        for known in AgencyName.objects.all():
            self.known_names.setdefault(known.agency_id, set()).add(known.folded)
        self.in_table = Counter(fold(squeeze(line.values.get("name", ""))) for line in lines)

    def existing(self, name: str) -> Agency | None:
        """The one agency of that name: the living one where there are several.  Raises Refused."""
        found = self.by_name.get(fold(name), [])
        alive = [agency for agency in found if agency.is_alive(today())]
        some = alive or found
        if len(some) > 1:
            raise Refused(
                N_("Có %(n)s cơ quan cùng tên “%(name)s”. Hãy sửa từng cơ quan ở trang của cơ quan đó."),
                n=len(some), name=name,
            )  # fmt: skip
        return some[0] if some else None

    def read(self, line: Line) -> _AgencyRow:
        """A row as a wish.  Raises RowRefused with all that is wrong."""
        values, title, faults = line.values, titles(AGENCY_COLUMNS), Faults()
        name = squeeze(values.get("name", ""))
        check_filled(values, AGENCY_COLUMNS, faults)
        faults.tried(check_length, name, 200, title["name"])
        existing = faults.tried(self._the_one, name) if name else None
        fields: dict[str, Any] = {}
        kind = faults.tried(choice_in, values, "kind", title["kind"], KIND_LABELS)
        level = faults.tried(choice_in, values, "level", title["level"], LEVEL_LABELS)
        if existing is None:
            fields |= {"name": name, "kind": kind or AgencyKind.DEPARTMENT, "level": level or Level.PROVINCE}
        else:
            fields |= {key: value for key, value in (("kind", kind), ("level", level)) if value}
        self._read_life(values, fields, existing, faults)
        if values.get("email"):
            fields["email"] = faults.tried(email_in, values["email"], title["email"])
        if values.get("source"):
            faults.tried(check_length, values["source"], 300, title["source"])
            fields["source"] = values["source"]
        parent = squeeze(values.get("parent", ""))
        if parent:
            faults.tried(self._check_parent, name, parent)
        names = self._new_names(values, name, existing, faults)
        faults.settle()
        return _AgencyRow(name, existing, fields, parent, names)

    def _the_one(self, name: str) -> Agency | None:
        """The agency of that name, where the table names it once.  Raises Refused."""
        if self.in_table[fold(name)] > 1:
            raise Refused(N_("“%(name)s” có nhiều dòng trong bảng. Hãy giữ một dòng."), name=name)
        return self.existing(name)

    def _read_life(
        self, values: Values, fields: dict[str, Any], existing: Agency | None, faults: Faults
    ) -> None:
        """From when to when it exists; that the two fit together is asked where both could be read."""
        title, written = (
            titles(AGENCY_COLUMNS),
            [day for day in ("valid_from", "valid_to") if values.get(day)],
        )
        for day in written:
            if (found := faults.tried(day_in, values, day, title[day])) is not None:
                fields[day] = found
        if all(day in fields for day in written):
            faults.tried(
                rules.check_life,
                valid_from=fields.get("valid_from", existing.valid_from if existing else None),
                valid_to=fields.get("valid_to", existing.valid_to if existing else None),
            )

    def _check_parent(self, name: str, parent: str) -> None:
        if fold(parent) == fold(name):
            raise Refused(N_("Cơ quan không thể là cấp trên của chính mình. Hãy sửa cột “Cơ quan cấp trên”."))
        if not self.in_table[fold(parent)] and self.existing(parent) is None:
            raise Refused(
                N_(
                    "Không có cơ quan cấp trên “%(name)s” trong danh mục và trong bảng. Hãy thêm dòng cho cơ quan đó."
                ),
                name=parent,
            )

    def _new_names(
        self, values: Values, name: str, existing: Agency | None, faults: Faults
    ) -> tuple[tuple[str, NameKind], ...]:
        known = {fold(name)} | (self.known_names.get(existing.pk, set()) if existing else set())
        found: list[tuple[str, NameKind]] = []
        for column, kind in (("abbreviations", NameKind.ABBREVIATION), ("aliases", NameKind.ALIAS)):
            for part in values.get(column, "").replace("\n", ";").split(";"):
                other = squeeze(part)
                faults.tried(check_length, other, 200, titles(AGENCY_COLUMNS)[column])
                if other and fold(other) not in known:
                    known.add(fold(other))
                    found.append((other, kind))
        return tuple(found)


def _judge_agencies(lines: Sequence[Line], by: Any) -> list[Judged]:
    register = _Agencies(lines)
    return [judged(line, lambda each: _agency_verdict(register.read(each), each)) for line in lines]


def _agency_verdict(row: _AgencyRow, line: Line) -> Judged:
    title = titles(AGENCY_COLUMNS)
    if row.existing is None:
        return Judged(line, Verdict.NEW, row.name)
    changes = [
        (title[key], shown(getattr(row.existing, key)), shown(value))
        for key, value in row.fields.items()
        if getattr(row.existing, key) != value
    ]
    parent = row.existing.parent
    if row.parent_name and (parent is None or fold(parent.name) != fold(row.parent_name)):
        changes.append((title["parent"], str(parent or ""), row.parent_name))
    changes += [
        (title["abbreviations" if kind is NameKind.ABBREVIATION else "aliases"], "", name)
        for name, kind in row.names
    ]
    return Judged(line, Verdict.CHANGED if changes else Verdict.SAME, row.existing.name, tuple(changes))


def _take_agencies(lines: Sequence[Line], by: Any) -> int:
    register = _Agencies(lines)
    rows = [register.read(line) for line in lines]
    kept: dict[str, Agency] = {}
    taken: set[str] = set()
    for row in rows:
        if row.existing is None:
            kept[fold(row.name)] = registry.create_agency(fields=row.fields, by=by)
            taken.add(fold(row.name))
        else:
            kept[fold(row.name)] = row.existing
    for row in rows:  # parents last: a parent may stand below its child in the table
        agency = kept[fold(row.name)]
        wish = dict(row.fields) if row.existing is not None else {}
        if row.parent_name:
            parent = kept.get(fold(row.parent_name)) or register.existing(row.parent_name)
            if parent is not None and agency.parent_id != parent.pk:
                wish["parent"] = parent
        if any(getattr(agency, key) != value for key, value in wish.items()):
            registry.edit_agency(agency=agency, fields=wish, by=by)
            taken.add(fold(row.name))
        for name, kind in row.names:
            registry.add_name(agency=agency, name=name, kind=kind, by=by)
            taken.add(fold(row.name))
    return len(taken)


# --- focal officers ---


@dataclass(frozen=True, slots=True)
class _FocalRow:
    agency: Agency
    duty: FocalDuty
    values: dict[str, str]
    since: date
    current: FocalOfficer | None

    @property
    def same_person(self) -> bool:
        return self.current is not None and fold(self.current.name) == fold(self.values["name"])


class _FocalTable:
    """Everything that judging a table of focal officers asks of the register, read once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.matcher = Matcher.load(on=today())
        current = FocalOfficer.objects.filter(until=None).select_related("officer")
        self.current = {(one.agency_id, one.duty): one for one in current}
        self.seen: set[tuple[int, str]] = set()

    def read(self, line: Line) -> _FocalRow:
        """A row as a wish.  Raises RowRefused with all that is wrong."""
        values, title, faults = line.values, titles(FOCAL_COLUMNS), Faults()
        check_filled(values, FOCAL_COLUMNS, faults)
        written = values.get("agency", "")
        agency = faults.tried(agency_in, written, self.matcher) if written else None
        duty = faults.tried(choice_in, values, "duty", title["duty"], FOCAL_DUTY_LABELS)
        wish = {key: squeeze(values.get(key, "")) for key in ("name", "position", "phone", "email")}
        for key, most in (("name", 120), ("position", 120), ("phone", 30)):
            faults.tried(check_length, wish[key], most, title[key])
        wish["phone"] = rules.with_its_zero(wish["phone"])
        if wish["email"]:
            faults.tried(email_in, wish["email"], title["email"])
        reads_day = faults.passes(day_in, values, "since", title["since"])
        since = (day_in(values, "since", title["since"]) if reads_day else None) or today()
        if agency is None or duty is None:
            faults.settle()
            raise Refused(N_("Cột “%(column)s” chưa có nội dung."), column=title["duty"])
        faults.tried(self._check_once, agency, duty)
        row = _FocalRow(agency, duty, wish, since, self.current.get((agency.pk, duty.value)))
        if reads_day and not row.same_person:
            faults.tried(
                rules.check_focal,
                since=since,
                today=today(),
                current_since=row.current.since if row.current else None,
                agency_alive=agency.is_alive(today()),
                ended=agency.ended,
            )
        faults.settle()
        return row

    def _check_once(self, agency: Agency, duty: FocalDuty) -> None:
        if (agency.pk, duty) in self.seen:
            raise Refused(
                N_("%(agency)s đã có một dòng cho phân công này trong bảng. Hãy giữ một dòng."),
                agency=agency.name,
            )
        self.seen.add((agency.pk, duty))


_CONTACT = ("position", "phone", "email")


def _judge_focal(lines: Sequence[Line], by: Any) -> list[Judged]:
    table = _FocalTable(lines)
    return [judged(line, lambda each: _focal_verdict(table.read(each), each)) for line in lines]


def _focal_verdict(row: _FocalRow, line: Line) -> Judged:
    title = titles(FOCAL_COLUMNS)
    name = f"{row.agency.name}: {row.values['name']}"
    phone = squeeze(line.values.get("phone", ""))
    mended = ((title["phone"], phone, row.values["phone"]),) if phone != row.values["phone"] else ()
    if row.current is None:
        return Judged(line, Verdict.NEW, name, mended)
    if not row.same_person:
        change = (title["name"], row.current.name, row.values["name"])
        return Judged(line, Verdict.CHANGED, name, (change, *mended))
    changes = tuple(
        (title[key], getattr(row.current, key), row.values[key])
        for key in _CONTACT
        if row.values[key] and getattr(row.current, key) != row.values[key]
    )
    return Judged(line, Verdict.CHANGED if changes else Verdict.SAME, name, changes)


def _take_focal(lines: Sequence[Line], by: Any) -> int:
    table = _FocalTable(lines)
    taken = 0
    for row in [table.read(line) for line in lines]:
        current = row.current
        if current is not None and row.same_person:
            known = {key: row.values[key] or getattr(current, key) for key in _CONTACT}
            if all(getattr(current, key) == value for key, value in known.items()):
                continue
            focal_actions.correct_focal(
                focal=current, name=current.name, officer=current.officer, by=by, **known
            )
        else:
            focal_actions.name_focal(
                agency=row.agency,
                duty=row.duty,
                name=row.values["name"],
                position=row.values["position"],
                phone=row.values["phone"],
                email=row.values["email"],
                since=row.since,
                today=today(),
                by=by,
            )
        taken += 1
    return taken


KINDS = {
    kind.name: kind
    for kind in (
        TableKind("co-quan", N_("Cơ quan"), AGENCY_COLUMNS, _judge_agencies, _take_agencies),
        TableKind("dau-moi", N_("Cán bộ đầu mối"), FOCAL_COLUMNS, _judge_focal, _take_focal),
        ACCOUNTS,
    )
}
