"""What every table of this app checks of a row, with the officer's titles of columns in what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency
from nhipcau.agencies.queries.matching import Matcher
from nhipcau.agencies.rules import KIND_LABELS, LEVEL_LABELS, ROLE_LABELS, AgencyKind, Level, Role
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written
from nhipcau.kernel.tables import Faults, Field, Judged, Line, RowRefused, Values, Verdict


def titles(columns: Sequence[Field]) -> dict[str, str]:
    """Titles by name, in the reader's language."""
    return {column.name: gettext(column.title) for column in columns}


def agency_in(written: str, matcher: Matcher) -> Agency:
    """The agency that a cell names for sure.  Raises Refused, with those that are like it."""
    match = matcher.match(written)
    if match.agency is not None and match.is_settled:
        return match.agency
    like = ", ".join(each.agency.name for each in match.candidates[:3] if each.agency)
    if like:
        raise Refused(N_("Chưa rõ “%(name)s” là cơ quan nào. Có phải: %(like)s?"), name=written, like=like)
    raise Refused(N_("Không có cơ quan “%(name)s” trong danh mục. Hãy thêm cơ quan trước."), name=written)


def judged(line: Line, judge: Callable[[Line], Judged]) -> Judged:
    try:
        return judge(line)
    except Refused as refused:
        name = line.values.get("name") or line.values.get("agency") or ""
        found = refused.found if isinstance(refused, RowRefused) else (refused,)
        return Judged(line, Verdict.WRONG, name, why=found)


def check_filled(values: Values, columns: Sequence[Field], faults: Faults) -> None:
    """Note each column that must be filled in and is not."""
    for column in columns:
        if column.required and not values.get(column.name):
            faults.found.append(
                Refused(N_("Cột “%(column)s” chưa có nội dung."), column=gettext(column.title))
            )


def check_length(text: str, most: int, title: str) -> None:
    if len(text) > most:
        raise Refused(N_("Cột “%(column)s” dài hơn %(most)s chữ. Hãy rút gọn."), column=title, most=most)


def email_in(text: str, title: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(
            N_("Cột “%(column)s”: “%(text)s” không phải một địa chỉ thư."), column=title, text=text[:60]
        ) from None
    return text


def shown(value: Any) -> str:
    if isinstance(value, date):
        return written(value)
    for enum, labels in ((AgencyKind, KIND_LABELS), (Level, LEVEL_LABELS), (Role, ROLE_LABELS)):
        if value in set(enum):
            return gettext(labels[enum(value)])  # type: ignore[index]
    return str(value or "")
