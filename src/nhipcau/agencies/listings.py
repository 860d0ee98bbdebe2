"""The register and the accounts, to be taken out, urged and changed as rows are chosen (``kernel.lists``)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.agencies.actions import many
from nhipcau.agencies.forms.accounts import OfficerFilter
from nhipcau.agencies.forms.registry import AgencyFilter
from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.permissions import KEEP_ACCOUNTS, KEEP_AGENCIES
from nhipcau.agencies.queries import accounts, register
from nhipcau.agencies.queries.listing import agency_table
from nhipcau.kernel import ordering
from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form
from nhipcau.kernel.lists import Act, Chosen, Listing, Table, by_parts
from nhipcau.kernel.sheets import Cell, Column


def _filters(asked: QueryDict) -> tuple[dict[str, Any], date]:
    form = AgencyFilter(asked)
    form.is_valid()
    return form.cleaned_data, form.cleaned_data.get("ngay") or today()


def find_agencies(officer: Officer, asked: QueryDict, of: str) -> QuerySet[Agency]:
    """The register under its filters."""
    return ordering.ordered(register.agencies_for(*_filters(asked)), asked, register.SORTS)


def agencies_table(chosen: Chosen) -> Table:
    """The chosen agencies in the columns that can be brought back."""
    return agency_table(chosen.rows, day=_filters(chosen.asked)[1])


def _remind(chosen: Chosen) -> str:
    count = many.remind(agencies=chosen.rows, today=today(), by=chosen.by)
    if not count:
        return _("Các cơ quan này đã được đôn đốc trong hôm nay rồi.")
    return ngettext("Đã đôn đốc %(n)d cơ quan.", "Đã đôn đốc %(n)d cơ quan.", count) % {"n": count}


def find_officers(officer: Officer, asked: QueryDict, of: str) -> QuerySet[Officer]:
    """The accounts under the list's filters."""
    form = OfficerFilter(asked)
    form.is_valid()
    return ordering.ordered(accounts.accounts_for(form.cleaned_data), asked, accounts.SORTS)


def officers_table(chosen: Chosen) -> Table:
    """The chosen accounts with their roles."""
    columns = [
        Column(_("Họ và tên"), 28),
        Column(_("Tên đăng nhập"), 20),
        Column(_("Chức vụ"), 28),
        Column(_("Cơ quan"), 40),
        Column(_("Thư điện tử công vụ"), 32),
        Column(_("Vai trò"), 40),
        Column(_("Tình trạng"), 14),
        Column(_("Đăng nhập gần nhất"), 18, Cell.MOMENT),
    ]
    rows = (
        (
            one.full_name, one.username, one.position, str(one.agency or ""), one.email,
            "; ".join(str(held.words) for held in one.roles_today()),
            _("Đang dùng") if one.is_active else _("Đã khóa"), one.last_login,
        )
        for one in by_parts(chosen.rows)
    )  # fmt: skip
    return Table(_("Tài khoản"), columns, rows, "tai-khoan", (_("Tài khoản"),))


class AgencyForm(Form):
    """The agency in which many people work."""

    agency = forms.ModelChoiceField(label=gettext_lazy("Cơ quan công tác"), queryset=Agency.objects.none())

    def __init__(self, *args: Any, chosen: Chosen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.alive(today()).in_order()  # type: ignore[attr-defined]


def _move(chosen: Chosen) -> str:
    count = many.move_to(officers=chosen.rows, agency=chosen.wish["agency"], by=chosen.by)
    return ngettext("Đã sửa %(n)d tài khoản.", "Đã sửa %(n)d tài khoản.", count) % {"n": count}


LISTINGS = (
    Listing(
        "agencies.list",
        find_agencies,
        agencies_table,
        (Act("don-doc", gettext_lazy("Đôn đốc cử đầu mối"), _remind, KEEP_AGENCIES, "bell-ring"),),
        section="agencies",
    ),
    Listing(
        "agencies.officers",
        find_officers,
        officers_table,
        (
            Act(
                "co-quan",
                gettext_lazy("Đặt cơ quan công tác"),
                _move,
                KEEP_ACCOUNTS,
                "building-2",
                AgencyForm,
            ),
        ),
        KEEP_ACCOUNTS,
        "officers",
    ),
)
