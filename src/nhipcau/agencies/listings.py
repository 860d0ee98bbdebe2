"""The register and the accounts, to be taken out, urged and changed as rows are chosen (``kernel.lists``)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from nhipcau.agencies.actions import many
from nhipcau.agencies.actions.names import forget_all
from nhipcau.agencies.forms.accounts import OfficerFilter
from nhipcau.agencies.forms.focal import FocalFilter
from nhipcau.agencies.forms.registry import AgencyFilter, DayForm
from nhipcau.agencies.models import Agency, AgencyGroup, NameDecision, Officer
from nhipcau.agencies.permissions import KEEP_ACCOUNTS, KEEP_AGENCIES, SEE_CONTACTS
from nhipcau.agencies.queries import accounts, focal, register
from nhipcau.agencies.queries.listing import agency_table
from nhipcau.engines.vntext import fold
from nhipcau.engines.vntext.alphabet import in_alphabet
from nhipcau.kernel import ordering
from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form
from nhipcau.kernel.lists import Act, Chosen, Listing, Table, Taken, by_parts, taken_out
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
            _("Đang dùng") if one.is_active else _("Đã khóa"), one.signed_in_at,
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


def find_focal(officer: Officer, asked: QueryDict, of: str) -> QuerySet[Agency]:
    """Agencies that name focal officers, under the board's filters."""
    form = FocalFilter(asked)
    form.is_valid()
    return focal.listed(form.cleaned_data, on=today())


def _of_holder(place: str, name: str, row: focal.FocalRow) -> str:
    """What the workbook says of one of an agency's two focal officers."""
    holder = getattr(row, place)
    return str(getattr(holder, name)) if holder else ""


def _day(asked: QueryDict) -> date:
    form = DayForm(asked)
    form.is_valid()
    return form.cleaned_data.get("ngay") or today()


def find_groups(officer: Officer, asked: QueryDict, of: str) -> QuerySet[AgencyGroup]:
    """All groups."""
    return AgencyGroup.objects.prefetch_related("extra", "names")


def _groups(part: list[AgencyGroup], chosen: Chosen) -> list[register.GroupOnDay]:
    return register.groups_on(part, _day(chosen.asked))


def find_names(officer: Officer, asked: QueryDict, of: str) -> QuerySet[NameDecision]:
    """What officers said about written names, the newest first."""
    words = fold(asked.get("tim", "").replace("\x00", ""))
    found = NameDecision.objects.select_related("agency", "group", "decided_by").order_by(
        "-decided_at", "-pk"
    )
    return found.filter(folded__contains=words)


def _forget(chosen: Chosen) -> str:
    count = forget_all(decisions=chosen.rows, by=chosen.by)
    return ngettext("Đã gỡ %(n)d tên.", "Đã gỡ %(n)d tên.", count) % {"n": count}


REMIND = Act("don-doc", gettext_lazy("Đôn đốc cử đầu mối"), _remind, KEEP_AGENCIES, "bell-ring")
LISTINGS = (
    Listing(
        "agencies.list",
        find_agencies,
        agencies_table,
        (REMIND,),
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
    Listing(
        "agencies.focal",
        find_focal,
        taken_out(
            pgettext_lazy("nhiều", "Cán bộ đầu mối"),
            "can-bo-dau-moi",
            Taken(gettext_lazy("Cơ quan"), lambda row: row.agency.name, 44),
            *(
                Taken(head, partial(_of_holder, place, name), width)
                for place, name, head, width in (
                    ("leader", "name", gettext_lazy("Lãnh đạo phụ trách"), 28),
                    ("leader", "position", gettext_lazy("Chức vụ"), 28),
                    ("leader", "email", gettext_lazy("Thư điện tử công vụ"), 30),
                    ("leader", "phone", gettext_lazy("Điện thoại"), 16),
                    ("officer", "name", gettext_lazy("Cán bộ thực hiện"), 28),
                    ("officer", "position", gettext_lazy("Chức vụ"), 28),
                    ("officer", "email", gettext_lazy("Thư điện tử công vụ"), 30),
                    ("officer", "phone", gettext_lazy("Điện thoại"), 16),
                )
            ),
            Taken(gettext_lazy("Tài khoản"), lambda row: row.accounts, 10, Cell.NUMBER),
            Taken(gettext_lazy("Đôn đốc gần nhất"), lambda row: row.reminded_on, 16, Cell.DAY),
            shown=lambda part, chosen: focal.rows_of(part, on=today()),
        ),
        (REMIND,),
        SEE_CONTACTS,
        "agencies",
        focal.SORTS,
    ),
    Listing(
        "agencies.groups",
        find_groups,
        taken_out(
            gettext_lazy("Nhóm cơ quan"),
            "nhom-co-quan",
            Taken(gettext_lazy("Nhóm"), lambda row: row.group.name, 44),
            Taken(
                gettext_lazy("Thành viên"),
                lambda row: _("Nhóm mở") if row.group.is_open else row.members,
                12,
                Cell.NUMBER,
            ),
            Taken(
                gettext_lazy("Cách viết trong văn bản"),
                lambda row: "; ".join(sorted((one.name for one in row.group.names.all()), key=in_alphabet)),
                70,
            ),
            shown=_groups,
        ),
        section="agencies",
        sorts=register.GROUP_SORTS,
    ),
    Listing(
        "agencies.names",
        find_names,
        taken_out(
            gettext_lazy("Những tên đã xác định"),
            "ten-co-quan-da-xac-dinh",
            Taken(gettext_lazy("Văn bản viết"), lambda row: row.written, 60),
            Taken(
                gettext_lazy("Nghĩa là"),
                lambda row: str(row.agency or row.group or _("Không phải cơ quan nào")),
                44,
            ),
            Taken(gettext_lazy("Người xác định"), lambda row: str(row.decided_by or ""), 28),
            Taken(gettext_lazy("Lúc"), lambda row: row.decided_at, 18, Cell.MOMENT),
        ),
        (Act("go", gettext_lazy("Gỡ"), _forget, KEEP_AGENCIES, "x"),),
        KEEP_AGENCIES,
        "agencies",
        {
            "viet": (ordering.vietnamese("written"),),
            "nghia": (Coalesce("agency__folded", "group__name"), "folded"),
            "nguoi": (*ordering.people("decided_by__full_name"), "decided_at"),
            "luc": ("decided_at",),
        },
    ),
)
