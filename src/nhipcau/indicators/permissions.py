"""Who reads figures, enters them, sets goals and closes periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel.access import declare, must
from nhipcau.kernel.refusal import N_
from nhipcau.office.permissions import agencies_with

if TYPE_CHECKING:
    from nhipcau.agencies.models import AgencyQuerySet

READ_FIGURES = declare("indicators.read", N_("Xem số liệu báo cáo của toàn tỉnh và của mọi cơ quan."))
READ_OWN = declare("indicators.read_own", N_("Xem số liệu báo cáo của cơ quan mình."), of_agency=True)
ENTER = declare("indicators.enter", N_("Nhập số liệu chưa đếm được, kèm nguồn."), of_agency=True)
KEEP_FIGURES = declare("indicators.keep", N_("Đặt mục tiêu, thêm chỉ tiêu riêng, chốt số liệu của kỳ."))

NO_FIGURES = N_("Bạn chưa được giao xem số liệu của cơ quan nào. Hãy nhờ quản trị viên phân vai trò.")
NO_ENTRY = N_("Chỉ cán bộ đầu mối của cơ quan này và cơ quan điều phối nhập được số liệu ở đây.")


def readable(officer: Officer) -> AgencyQuerySet:
    """The agencies whose figures an officer may read."""
    if officer.may(READ_FIGURES):
        return Agency.objects.all()
    keys = agencies_with(officer, READ_OWN)
    return Agency.objects.all() if keys is None else Agency.objects.filter(pk__in=keys)


def get_scope_for(officer: Officer, code: str) -> Agency | None:
    """The agency of a code, or None for the whole province; without a code the widest that the officer may read.

    404 for an agency that is not his to read; PermissionDenied for whoever reads none at all.
    """
    may_all = officer.may(READ_FIGURES)
    if not code and may_all:
        return None
    agencies = readable(officer)
    found = agencies.filter(code=code).first() if code else agencies.in_order().first()
    if found is None and code:
        raise Http404
    must(found is not None, NO_FIGURES)
    return found


def may_enter(officer: Officer, agency: Agency | None) -> bool:
    """Whether an officer enters figures of an agency, or of the province."""
    return officer.may(KEEP_FIGURES) if agency is None else officer.may(ENTER, agency)
