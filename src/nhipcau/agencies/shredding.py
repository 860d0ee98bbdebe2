"""How long what agencies keep of persons is needed, and how it goes (``kernel.retention``)."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from nhipcau.agencies.models import FocalOfficer, Officer
from nhipcau.kernel import retention
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.retention import Personal, official


def connect() -> None:
    """Say until when, once when the app starts."""
    for one in (
        Personal(
            model="agencies.FocalOfficer",
            fields=("email", "phone"),
            period="focal",
            until=N_("Khi thôi làm đầu mối. Họ tên, chức vụ ở lại làm lịch sử."),
            due=focal_ended_before,
            shred=forget_contact,
        ),
        Personal(
            model="agencies.Officer",
            fields=("email",),
            period="accounts",
            until=N_("Khi tài khoản bị khóa; địa chỉ thư, mật khẩu, khóa đăng nhập, địa chỉ lịch cùng mất."),
            due=accounts_closed_before,
            shred=forget_sign_in,
        ),
    ):
        retention.PERSONAL.register(one)
    official(
        "agencies.Officer.full_name",
        "agencies.Officer.username",
        because=N_("Người có tài khoản thi hành công vụ: việc đã làm phải còn tên người làm."),
    )
    official("agencies.FocalOfficer.name", because=N_("Cơ quan cử ai làm đầu mối là thông tin công vụ."))
    official("account.EmailAddress.email", because=N_("Bản sao của allauth, mất cùng địa chỉ của tài khoản."))
    official(
        "agencies.Agency.name",
        "agencies.Agency.email",
        "agencies.AgencyName.name",
        "agencies.AgencyGroup.name",
        "agencies.GroupName.name",
        because=N_("Tên và thư điện tử công vụ của cơ quan, không phải của người."),
    )


def focal_ended_before(moment: datetime) -> QuerySet:
    ended = FocalOfficer.objects.filter(until__lt=timezone.localdate(moment))
    return ended.filter(~Q(email="") | ~Q(phone=""))


def forget_contact(rows: QuerySet, now: datetime) -> int:
    return rows.update(email="", phone="")


def accounts_closed_before(moment: datetime) -> QuerySet:
    """Closed accounts of which the log says nothing since: closing writes an entry."""
    since = LogEntry.objects.filter(
        record_kind="agencies.officer",
        record_id=Cast(OuterRef("pk"), models.CharField()),
        action__in=("account.created", "account.closed", "account.opened"),
        at__gte=moment,
    )
    closed = Officer.objects.filter(~Exists(since), is_active=False, date_joined__lt=moment)
    return closed.filter(~Q(email="") | ~Q(calendar_key=""))


def forget_sign_in(rows: QuerySet, now: datetime) -> int:
    keys = list(rows.values_list("pk", flat=True))
    Authenticator.objects.filter(user__in=keys).delete()
    rows.model._meta.apps.get_model("account", "EmailAddress").objects.filter(user__in=keys).delete()
    return Officer.objects.filter(pk__in=keys).update(email="", calendar_key="", password=make_password(None))
