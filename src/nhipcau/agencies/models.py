"""Who works here: agencies with their life spans, groups, focal officers, officers."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.rules import (
    FOCAL_DUTY_LABELS,
    KIND_LABELS,
    KIND_ORDER,
    LEVEL_LABELS,
    NAME_KIND_LABELS,
    ROLE_LABELS,
    AgencyKind,
    Level,
    NameKind,
    Role,
    grants,
    names_focal_officers,
)
from nhipcau.engines.vntext import fold
from nhipcau.kernel.choices import choices


class AgencyQuerySet(models.QuerySet["Agency"]):
    def alive(self, on: date) -> AgencyQuerySet:
        """Agencies that exist on a day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))

    def search(self, words: str) -> AgencyQuerySet:
        """Agencies one of whose names holds the words, whatever the marks and case."""
        wanted = fold(words)
        also = AgencyName.objects.filter(agency=models.OuterRef("pk"), folded__contains=wanted)
        return self.filter(Q(folded__contains=wanted) | Q(models.Exists(also)))

    def asked_for_focal(self) -> AgencyQuerySet:
        """Agencies that name one leader and one officer (``rules.names_focal_officers``)."""
        asked = Q(pk__in=[])
        for level in Level:
            kinds = [kind.value for kind in AgencyKind if names_focal_officers(kind, level)]
            asked |= Q(level=level.value, kind__in=kinds)
        return self.filter(asked)

    def in_order(self) -> AgencyQuerySet:
        """From the centre down, and within a level as an office lists them: committee, party, departments …"""
        places = [models.When(kind=kind.value, then=place) for place, kind in enumerate(KIND_ORDER)]
        return self.order_by(
            "level_order", models.Case(*places, default=len(KIND_ORDER)), "folded", "valid_from"
        )


class Agency(models.Model):
    """A body with a life span (cơ quan, đơn vị).

    ``valid_to`` is its last day; what came after it stands in ``Succession``.
    """

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, default="")
    kind = models.CharField(
        _("loại"), max_length=20, choices=choices(KIND_LABELS), default=AgencyKind.DEPARTMENT
    )
    level = models.CharField(_("cấp"), max_length=10, choices=choices(LEVEL_LABELS), default=Level.PROVINCE)
    level_order = models.PositiveSmallIntegerField(default=1, editable=False)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("cơ quan cấp trên"),
    )
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    email = models.EmailField(_("thư công vụ"), blank=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    verified = models.BooleanField(_("đã kiểm chứng"), default=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["level_order", "name"]
        verbose_name = _("cơ quan")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.level_order = list(Level).index(Level(self.level))
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    def is_alive(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class AgencyName(models.Model):
    """Another way in which documents write an agency's name (tên gọi khác, viết tắt)."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    kind = models.CharField(max_length=12, choices=choices(NAME_KIND_LABELS), default=NameKind.ALIAS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "folded"], name="agency_name_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class Succession(models.Model):
    """One agency taking over another's work on a day (sáp nhập, chuyển giao)."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions_out")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions_in")
    on = models.DateField(_("từ ngày"))
    what = models.CharField(_("phần việc tiếp nhận"), max_length=300, blank=True)
    document = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once")
        ]
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.on:%d/%m/%Y})"


class AgencyGroup(models.Model):
    """A name that stands for many agencies (nhóm: «các Sở, ban, ngành»).

    Members are those of the listed kinds and levels that are alive on the day, and those named one
    by one.  An open group («các cơ quan liên quan») has none: whom it means is for a person to say.
    """

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("tên nhóm"), max_length=200)
    kinds = models.JSONField(default=list, blank=True)
    levels = models.JSONField(default=list, blank=True)
    is_open = models.BooleanField(_("nhóm mở"), default=False)
    extra = models.ManyToManyField(Agency, blank=True, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def members(self, on: date) -> AgencyQuerySet:
        """The agencies that the name means on a day."""
        by_rule = Q(pk__in=[])
        if self.kinds:
            by_rule = Q(kind__in=self.kinds)
            if self.levels:
                by_rule &= Q(level__in=self.levels)
        return Agency.objects.alive(on).filter(by_rule | Q(pk__in=self.extra.values("pk"))).distinct()


class GroupName(models.Model):
    """A way in which documents write a group's name."""

    group = models.ForeignKey(AgencyGroup, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class NameDecision(models.Model):
    """What an officer said once about a name that matched nothing (quyết định ghép tên)."""

    folded = models.CharField(max_length=300, unique=True)
    written = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE)
    group = models.ForeignKey(AgencyGroup, null=True, blank=True, on_delete=models.CASCADE)
    decided_at = models.DateTimeField(auto_now=True)
    decided_by = models.ForeignKey("Officer", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agency=None) | Q(group=None), name="name_means_agency_or_group"
            )
        ]

    def __str__(self) -> str:
        return self.written


class Officer(AbstractUser):
    """A person with an account (cán bộ); the role says what the account may do."""

    full_name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="officers",
        verbose_name=_("cơ quan"),
    )
    role = models.CharField(_("vai trò"), max_length=20, choices=choices(ROLE_LABELS), default=Role.NONE)
    calendar_key = models.CharField(max_length=64, blank=True, editable=False)
    # Given by an administrator, so known to two people: the owner must choose another at the next visit.
    password_is_temporary = models.BooleanField(default=False, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    class Meta:
        verbose_name = _("cán bộ")

    def __str__(self) -> str:
        return self.full_name or self.username

    def may(self, permission: str, agency: Agency | None = None) -> bool:
        """Whether this account's role carries a permission, for an agency where one is given."""
        return (
            self.is_active
            and grants(self.role, permission)
            and (agency is None or self.role != Role.OFFICER or self.agency_id == agency.pk)
        )

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split(" ")[-1]


class FocalOfficerQuerySet(models.QuerySet["FocalOfficer"]):
    def current(self, on: date) -> FocalOfficerQuerySet:
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gt=on))


class FocalOfficer(models.Model):
    """The leader and the officer whom an agency names for this work (cán bộ đầu mối)."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="focal_officers")
    duty = models.CharField(_("phân công"), max_length=10, choices=choices(FOCAL_DUTY_LABELS))
    name = models.CharField(_("họ và tên"), max_length=120)
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    email = models.EmailField(_("thư công vụ"), blank=True)
    phone = models.CharField(_("điện thoại công vụ"), max_length=30, blank=True)
    officer = models.ForeignKey(
        Officer,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="focal_for",
        verbose_name=_("tài khoản"),
    )
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    objects = FocalOfficerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "duty"], condition=Q(until=None), name="one_focal_per_duty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_duty_display()})"


class FocalReminder(models.Model):
    """One reminder to name focal officers, at most one per agency and day (lời nhắc cử đầu mối).

    ``told``: how many officers got a notice; none where the agency has no account and a letter was written.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="focal_reminders")
    on = models.DateField()
    by = models.ForeignKey(Officer, null=True, on_delete=models.SET_NULL, related_name="+")
    told = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "on"], name="one_focal_reminder_a_day")]
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.agency} {self.on:%d/%m/%Y}"
