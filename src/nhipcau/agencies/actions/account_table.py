"""Accounts brought as a table: what each row would do, and doing it.

An account is known by its name to sign in with, else by its e-mail, else by the person's name at the desk.  A row
without a role is a focal officer of the agency it names, and recorded as such where the agency has named none; administrators are made one by one, not by a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from nhipcau.agencies.actions.accounts import create_account, edit_account
from nhipcau.agencies.actions.roles import give_role
from nhipcau.agencies.actions.table_checks import (
    agency_in,
    check_filled,
    check_length,
    email_in,
    judged,
    shown,
    titles,
)
from nhipcau.agencies.columns import ACCOUNT_COLUMNS
from nhipcau.agencies.models import Agency, FocalOfficer, Officer, RoleHolding
from nhipcau.agencies.queries.matching import Matcher
from nhipcau.agencies.rules import FOCAL_DUTY_LABELS, ROLE_LABELS, ROLES_OF_AGENCY, FocalDuty, Role
from nhipcau.engines.vntext import fold, squeeze
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.tables import Faults, Judged, Line, TableKind, Verdict, choice_in, day_in


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as a wish: fields hold what the row fills in; role None where nothing is to be given."""

    name: str
    username: str
    existing: Officer | None
    fields: dict[str, Any]
    role: Role | None
    role_agency: Agency | None
    since: date
    is_named: bool


class _Accounts:
    """Everything that judging a table of accounts asks, read once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.matcher = Matcher.load(on=today())
        everybody = list(Officer.objects.select_related("agency"))
        self.by_username = {officer.username.lower(): officer for officer in everybody}
        self.by_email = {officer.email.lower(): officer for officer in everybody if officer.email}
        self.by_desk: dict[tuple[str, int | None], list[Officer]] = {}
        for officer in everybody:
            key = (squeeze(officer.full_name).casefold(), officer.agency_id)
            self.by_desk.setdefault(key, []).append(officer)
        self.held = set(RoleHolding.objects.standing(today()).values_list("officer", "role", "agency"))
        self.named = Counter(username for line in lines if (username := _written(line)))
        self.taken = set(self.by_username) | set(self.named)
        self.seen: set[object] = set()
        named = FocalOfficer.objects.current(today()).filter(duty=FocalDuty.OFFICER)
        self.have_named = set(named.values_list("agency", flat=True))

    def read(self, line: Line) -> _Row:
        """A row as a wish.  Raises RowRefused with all that is wrong."""
        values, title, faults = line.values, titles(ACCOUNT_COLUMNS), Faults()
        check_filled(values, ACCOUNT_COLUMNS, faults)
        name, position = squeeze(values.get("name", "")), squeeze(values.get("position", ""))
        for text, most, column in ((name, 120, "name"), (position, 120, "position")):
            faults.tried(check_length, text, most, title[column])
        email = (faults.tried(email_in, values["email"], title["email"]) or "") if values.get("email") else ""
        agency = faults.tried(agency_in, values["agency"], self.matcher) if values.get("agency") else None
        existing = faults.tried(self._existing, line, email, name, agency)
        role = None
        if agency is not None or not values.get("agency"):
            faults.tried(
                self._check_once, line, existing, email, (name.casefold(), agency.pk if agency else None)
            )
            role = faults.tried(self._role, line, agency, existing)
        else:  # whose role it would be is not known: only its word is looked at
            faults.tried(choice_in, values, "role", title["role"], ROLE_LABELS)
        username = existing.username if existing else faults.tried(self._username, line, name)
        since = faults.tried(day_in, values, "since", title["since"])
        faults.settle()
        since = since or today()
        is_named = role is Role.OFFICER and agency is not None and since <= today()
        if is_named and agency is not None:
            is_named = agency.pk not in self.have_named
            self.have_named.add(agency.pk)
        wish = {"full_name": name, "position": position, "email": email, "agency": agency}
        return _Row(
            name=name,
            username=username or "",
            existing=existing,
            fields={key: value for key, value in wish.items() if value},
            role=role,
            role_agency=agency if role in ROLES_OF_AGENCY else None,
            since=since,
            is_named=is_named,
        )

    def _existing(self, line: Line, email: str, name: str, agency: Agency | None) -> Officer | None:
        written = _written(line)
        if written:
            found = self.by_username.get(written)
            other = self.by_email.get(email.lower())
            if other is not None and other is not found:
                raise Refused(
                    N_("Địa chỉ thư “%(email)s” đã thuộc tài khoản “%(name)s”."),
                    email=email,
                    name=other.username,
                )
            return found
        return self.by_email.get(email.lower()) or self._at_desk(name, email, agency)

    def _at_desk(self, name: str, email: str, agency: Agency | None) -> Officer | None:
        """Who has that very name at that desk, where an e-mail does not tell them apart.  Raises Refused for several."""
        found = self.by_desk.get((name.casefold(), agency.pk if agency else None), [])
        found = [officer for officer in found if not (email and officer.email)]
        if len(found) > 1:
            raise Refused(
                N_("Có %(n)s tài khoản tên “%(name)s” ở cơ quan này. Hãy điền cột “Tên đăng nhập”."),
                n=len(found),
                name=name,
            )
        return found[0] if found else None

    def _check_once(
        self, line: Line, existing: Officer | None, email: str, desk: tuple[str, int | None]
    ) -> None:
        marks: set[object] = {existing.pk if existing else None, email.lower(), _written(line)}
        marks -= {None, ""}
        marks = marks or {desk}  # nothing else tells two people of one name apart
        if marks & self.seen:
            raise Refused(N_("Người này có nhiều dòng trong bảng. Hãy giữ một dòng."))
        self.seen |= marks

    def _role(self, line: Line, agency: Agency | None, existing: Officer | None) -> Role | None:
        title = titles(ACCOUNT_COLUMNS)["role"]
        role = choice_in(line.values, "role", title, ROLE_LABELS)
        if role is None:
            return Role.OFFICER if agency is not None and existing is None else None
        if role is Role.ADMINISTRATOR:
            raise Refused(
                N_("Vai trò Quản trị chỉ giao ở trang của từng tài khoản. Hãy bỏ vai trò ở dòng này.")
            )
        if role in ROLES_OF_AGENCY and agency is None:
            raise Refused(N_("Vai trò này là của một cơ quan. Hãy điền cột “Cơ quan”."))
        key = agency.pk if agency is not None and role in ROLES_OF_AGENCY else None
        return None if existing is not None and (existing.pk, role.value, key) in self.held else role

    def _username(self, line: Line, name: str) -> str:
        """As written, else «hant» of «Nguyễn Thu Hà», with a number where somebody has it."""
        written = _written(line)
        if written:
            check_length(written, 150, titles(ACCOUNT_COLUMNS)["username"])
            try:
                UnicodeUsernameValidator()(written)
            except ValidationError:
                raise Refused(
                    N_("Tên đăng nhập “%(name)s” chỉ được gồm chữ, số và @ . + - _"), name=written[:60]
                ) from None
            return written
        words = "".join(letter if letter.isalnum() else " " for letter in fold(name)).split() or ["canbo"]
        plain = words[-1] + "".join(word[0] for word in words[:-1])
        username, number = plain, 2
        while username in self.taken:
            username, number = f"{plain}{number}", number + 1
        self.taken.add(username)
        return username


def _written(line: Line) -> str:
    """As Django keeps it, so that letters of another width are no other name."""
    return Officer.normalize_username(squeeze(line.values.get("username", ""))).lower()


def _judge(lines: Sequence[Line], by: Any) -> list[Judged]:
    accounts = _Accounts(lines)
    return [judged(line, lambda each: _verdict(accounts.read(each), each)) for line in lines]


def _verdict(row: _Row, line: Line) -> Judged:
    title = titles(ACCOUNT_COLUMNS)
    changes: list[tuple[str, str, str]] = []
    if row.existing is None:
        changes.append((title["username"], "", row.username))
    else:
        changes += [
            (title["name" if key == "full_name" else key], str(getattr(row.existing, key) or ""), str(value))
            for key, value in row.fields.items()
            if getattr(row.existing, key) != value
        ]
    if row.role is not None:
        where = f" ({row.role_agency})" if row.role_agency else ""
        changes.append((title["role"], "", shown(row.role) + where))
    if row.is_named:
        changes.append((gettext(FOCAL_DUTY_LABELS[FocalDuty.OFFICER]), "", str(row.role_agency)))
    if row.existing is None:
        return Judged(line, Verdict.NEW, row.name, tuple(changes))
    return Judged(line, Verdict.CHANGED if changes else Verdict.SAME, str(row.existing), tuple(changes))


def _take(lines: Sequence[Line], by: Any) -> int:
    accounts = _Accounts(lines)
    taken = 0
    for row in [accounts.read(line) for line in lines]:
        if row.existing is None:
            create_account(
                username=row.username, role=row.role, since=row.since, by=by, focal_on=today(), **row.fields
            )
            taken += 1
            continue
        changed = any(getattr(row.existing, key) != value for key, value in row.fields.items())
        if changed:
            edit_account(officer=row.existing, fields=row.fields, by=by)
        if row.role is not None:
            give_role(
                officer=row.existing,
                role=row.role,
                agency=row.role_agency,
                since=row.since,
                by=by,
                focal_on=today(),
            )
        taken += changed or row.role is not None
    return taken


ACCOUNTS = TableKind("tai-khoan", N_("Tài khoản"), ACCOUNT_COLUMNS, _judge, _take)
