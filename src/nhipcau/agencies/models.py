"""Who works here: agencies with their life spans, groups, focal officers, officers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import StrIndex
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies import roles
from nhipcau.agencies.lineage import Lineage, Span, Step
from nhipcau.agencies.rules import (
    KIND_LABELS,
    KIND_ORDER,
    LEVEL_LABELS,
    NAME_KIND_LABELS,
    ROLE_LABELS,
    ROLES_OF_AGENCY,
    AgencyKind,
    Level,
    NameKind,
    names_focal_officers,
)
from nhipcau.engines.vntext import fold
from nhipcau.kernel import audit, clock, ordering
from nhipcau.kernel.choices import choices
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import written
from nhipcau.kernel.states import Since


def _asked_for_focal() -> Q:
    """Kinds and levels of agencies that name focal officers, with levels of the same kinds together."""
    levels: dict[tuple[str, ...], list[str]] = {}
    for level in Level:
        kinds = tuple(kind.value for kind in AgencyKind if names_focal_officers(kind, level))
        levels.setdefault(kinds, []).append(level.value)
    asked = Q(pk__in=[])
    for kinds, of_these in levels.items():
        if kinds:
            asked |= Q(level__in=of_these, kind__in=kinds)
    return asked


_ASKED_FOR_FOCAL = _asked_for_focal()
# Where a kind stands among all kinds, the first furthest behind, so that one without a place (0) comes last when they
# are turned round: one function, where a CASE of fifteen kinds costs a page more than all the rest of its statement.
_PLACE_OF_KIND = StrIndex(
    models.Value(" ".join(["", *(kind.value for kind in reversed(KIND_ORDER))])), models.F("kind")
)


class AgencyQuerySet(models.QuerySet["Agency"]):
    def alive(self, on: date) -> AgencyQuerySet:
        """Agencies that exist on a day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))

    def left_to(self, keys: Iterable[int]) -> AgencyQuerySet:
        """Agencies that are no more today and whose work came to one of these (``Lineage.left_to``)."""
        return self.filter(pk__in=Succession.objects.lineage().left_to(list(keys), clock.today()))

    def search(self, words: str) -> AgencyQuerySet:
        """Agencies one of whose names holds the words, whatever the marks and case."""
        wanted = fold(words)
        also = AgencyName.objects.filter(agency=models.OuterRef("pk"), folded__contains=wanted)
        return self.filter(Q(folded__contains=wanted) | Q(models.Exists(also)))

    def asked_for_focal(self) -> AgencyQuerySet:
        """Agencies that name one leader and one officer (``rules.names_focal_officers``)."""
        return self.filter(_ASKED_FOR_FOCAL)

    def in_order(self) -> AgencyQuerySet:
        """From the centre down, and within a level as an office lists them: committee, party, departments …"""
        return self.order_by("level_order", _PLACE_OF_KIND.desc(), "folded", "valid_from")


class Agency(models.Model):
    """A body with a life span (cơ quan, đơn vị).

    ``valid_to`` is its last day; what came after it stands in ``Succession``.
    """

    code = models.SlugField(_("mã"), max_length=80, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, default="")
    kind = models.CharField(
        _("loại"), max_length=20, choices=choices(KIND_LABELS), default=AgencyKind.DEPARTMENT.value
    )
    level = models.CharField(
        _("cấp"), max_length=10, choices=choices(LEVEL_LABELS), default=Level.PROVINCE.value
    )
    level_order = models.PositiveSmallIntegerField(default=1, editable=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("cơ quan cấp trên")
    )  # fmt: skip
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    email = models.EmailField(_("thư điện tử công vụ"), blank=True)
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
        return Span(self.valid_from, self.valid_to).holds(on)

    def ended(self) -> Since:
        """Its last day, and who recorded that, as far as the log knows."""
        return Since(self.valid_to, audit.who_did(self, "agency.merged"))

    def heirs(self, on: date) -> list[Agency]:
        """Who does the agency's work on a day (``Lineage.heirs``): itself while it lives, which asks nothing."""
        if self.is_alive(on):
            return [self]
        keys = Succession.objects.lineage().heirs(self, on)
        found = Agency.objects.in_bulk(keys)
        return [found[key] for key in keys]


class AgencyName(models.Model):
    """Another way in which documents write an agency's name (tên gọi khác, viết tắt)."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    kind = models.CharField(max_length=12, choices=choices(NAME_KIND_LABELS), default=NameKind.ALIAS.value)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "folded"], name="agency_name_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def lineage(self) -> Lineage:
        """All mergers, to be walked; one query.  Of some of them there is no lineage."""
        assert not self.query.has_filters()
        steps, spans = [], {}
        for one, other, on, what, *lives in _lineage():
            steps.append(Step(one, other, on, what))
            spans[one], spans[other] = Span(*lives[:2]), Span(*lives[2:])
        return Lineage.of(steps, spans)


@shape
def _lineage() -> models.QuerySet[Any, tuple[Any, ...]]:
    days = [f"{end}__{name}" for end in ("predecessor", "successor") for name in ("valid_from", "valid_to")]
    steps = Succession.objects.order_by("on", "pk")
    return steps.values_list("predecessor", "successor", "on", "what", *days)


class Succession(models.Model):
    """One agency taking over another's work on a day (sáp nhập, chuyển giao)."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions_out")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions_in")
    on = models.DateField(_("từ ngày"))
    what = models.CharField(_("phần việc tiếp nhận"), max_length=300, blank=True)
    document = models.CharField(_("căn cứ"), max_length=300, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once")
        ]
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({written(self.on)})"


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
    decided_at = models.DateTimeField(default=clock.now, editable=False)
    decided_by = models.ForeignKey("Officer", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agency=None) | Q(group=None), name="name_means_agency_or_group"
            )
        ]

    def __str__(self) -> str:
        return self.written


class SignInTries(models.Model):
    """Tries to sign in that have not succeeded yet (lần đăng nhập chưa thành công), of one account from one side.

    key: whom and from where, as a keyed hash: what was typed in place of a name may be a password.  One table for all
    processes and machines, written before a password is looked at.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="sign_in_tries_last")]

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"


class OfficerQuerySet(models.QuerySet["Officer"]):
    def in_order(self) -> OfficerQuerySet:
        """As Vietnamese lists of people are ordered: by the given name, which stands last."""
        return self.order_by(*ordering.people("full_name"), "username")

    def who_may(self, permission: str, agency: Agency | None = None) -> OfficerQuerySet:
        """Open accounts that hold a role with a permission today, for an agency where one is given: for whoever does its
        work, where it is no more."""
        today = clock.today()
        holdings = RoleHolding.objects.carrying(permission).standing(today)
        if agency is not None:
            holdings = holdings.filter(Q(agency=None) | Q(agency__in=[agency, *agency.heirs(today)]))
        return self.filter(is_active=True, pk__in=holdings.values("officer"))

    def working_for(self, agencies: Iterable[Agency | int], on: date | None = None) -> OfficerQuerySet:
        """Open accounts with a role for one of the agencies, or with a role of the house and a desk there, on a day
        (today)."""
        standing = RoleHolding.objects.standing(on or clock.today()).of_agencies(agencies)
        return self.filter(is_active=True, pk__in=standing.values("officer"))

    def with_roles(self) -> OfficerQuerySet:
        """With the roles that stand today, for all in one query."""
        standing = RoleHolding.objects.standing(clock.today()).select_related("agency")
        return self.prefetch_related(
            models.Prefetch("role_holdings", queryset=standing, to_attr="roles_fetched")
        )


class OfficerManager(UserManager.from_queryset(OfficerQuerySet)):  # type: ignore[misc]
    """Makes accounts, and asks for them by role."""

    use_in_migrations = False

    def get(self, *args: Any, **wanted: Any) -> Officer:
        """As any manager's; an account by its key, which every page asks for, by a statement that is built once."""
        # Not where a manager sees some accounts only: those of an agency, say.
        of_all = type(self) is OfficerManager and self._db is None
        if not of_all or args or wanted.keys() != {"pk"} or type(wanted["pk"]) is not int:
            return super().get(*args, **wanted)
        found = _account(**wanted)
        if not found:
            raise Officer.DoesNotExist(f"no account {wanted['pk']}")
        return found[0]


class Officer(AbstractUser):
    """A person with an account (cán bộ); the roles held say what the account may do."""

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
    calendar_key = models.CharField(max_length=64, blank=True, editable=False)
    # Given by an administrator, so known to two people: the owner must choose another at the next visit.
    password_is_temporary = models.BooleanField(default=False, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    objects: ClassVar[OfficerManager] = OfficerManager()

    class Meta:
        verbose_name = _("cán bộ")

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def signed_in_at(self) -> datetime | None:
        """When last, on the office's calendar."""
        return clock.in_story(self.last_login) if self.last_login else None

    def roles_today(self) -> list[RoleHolding]:
        """The roles that stand today, asked of the database once in the life of this object."""
        fetched: list[RoleHolding] | None = self.__dict__.get("roles_fetched")
        if fetched is None:
            fetched = self.__dict__["roles_fetched"] = _roles_held(officer=self.pk, on=clock.today())
            for held in fetched:
                held.officer = self
                if held.agency_id is not None and held.agency_id == self.agency_id:
                    self._state.fields_cache.setdefault("agency", held.agency)
        return fetched

    def forget_roles(self) -> None:
        """Ask again at the next check; for whoever changes this person's roles."""
        self.__dict__.pop("roles_fetched", None)
        self.__dict__.pop("lineage_fetched", None)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.forget_roles()
        super().refresh_from_db(*args, **kwargs)

    def may(self, permission: str, agency: Agency | int | None = None) -> bool:
        """Whether a role that stands today carries a permission; a role of an agency only for that agency, and for what
        was left by one whose work came to it."""
        if not self.is_active:
            return False
        wanted = agency.pk if isinstance(agency, Agency) else agency
        carrying = {held.agency_id for held in self.roles_today() if roles.carries(held.role, permission)}
        if not carrying or wanted is None or {None, wanted} & carrying:
            return bool(carrying)
        if isinstance(agency, Agency) and agency.is_alive(clock.today()):
            return False
        return wanted in self.left_to(key for key in carrying if key is not None)

    def left_to(self, keys: Iterable[int]) -> frozenset[int]:
        """The agencies that are no more and whose work came to one of these; mergers are read once in the life of this
        object, as roles are."""
        lineage: Lineage | None = self.__dict__.get("lineage_fetched")
        if lineage is None:
            lineage = self.__dict__["lineage_fetched"] = Succession.objects.lineage()
        return lineage.left_to(list(keys), clock.today())

    def own_agencies(self) -> frozenset[int]:
        """The agencies whose part is this person's: those of the roles held, or of the desk for a role of the house."""
        if not self.is_active:
            return frozenset()
        keys = (held.agency_id or self.agency_id for held in self.roles_today())
        return frozenset(key for key in keys if key is not None)

    @property
    def role_words(self) -> str:
        """The roles that stand today, as screens name them: «Điều phối; Văn thư (Sở Công Thương)»."""
        return "; ".join(held.words for held in self.roles_today()) or gettext("Chưa phân vai trò")

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split(" ")[-1]


class RoleHoldingQuerySet(models.QuerySet["RoleHolding"]):
    def standing(self, on: date) -> RoleHoldingQuerySet:
        """Held on a day."""
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))

    def carrying(self, permission: str) -> RoleHoldingQuerySet:
        """Of roles that carry a permission."""
        return self.filter(role__in=roles.roles_with(permission))

    def of_agencies(self, agencies: Iterable[Agency | int]) -> RoleHoldingQuerySet:
        """Held for one of the agencies, or for the house by somebody with a desk there."""
        keys = [each.pk if isinstance(each, Agency) else each for each in agencies]
        return self.filter(Q(agency__in=keys) | Q(agency=None, officer__agency__in=keys))


@shape
def _account(pk: int) -> models.QuerySet[Officer]:
    return Officer.objects.filter(pk=pk)


@shape
def _roles_held(officer: int, on: date) -> models.QuerySet[RoleHolding]:
    return RoleHolding.objects.filter(officer=officer).standing(on).select_related("agency")


_OF_AGENCY = sorted(role.value for role in ROLES_OF_AGENCY)


class RoleHolding(models.Model):
    """A role that a person holds from a day to a day (vai trò), for an agency where the role is of an agency.

    ``until`` is the last day; the role ends by itself on the next.  Given, changed and taken away by
    ``actions.roles``, which keeps the history in the log.
    """

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="role_holdings")
    role = models.CharField(_("vai trò"), max_length=20, choices=choices(ROLE_LABELS))
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="role_holdings", verbose_name=_("cơ quan")
    )  # fmt: skip
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    given_by = models.ForeignKey(Officer, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(default=clock.now, editable=False)

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="role_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=(Q(role__in=_OF_AGENCY) & ~Q(agency=None))
                | (~Q(role__in=_OF_AGENCY) & Q(agency=None)),
                name="role_of_agency_names_it",
            ),
            models.UniqueConstraint(
                fields=["officer", "role", "agency"], condition=Q(until=None), name="one_open_role_of_agency"
            ),
            models.UniqueConstraint(
                fields=["officer", "role"],
                condition=Q(until=None, agency=None),
                name="one_open_role_of_the_house",
            ),
        ]
        indexes = [models.Index(fields=["role", "since"])]

    def __str__(self) -> str:
        return f"{self.officer}: {self.words}"

    @property
    def words(self) -> str:
        """The role, with its agency where it has one."""
        label = self.get_role_display()
        return f"{label} ({self.agency})" if self.agency_id else str(label)


# Last: they stand on the rows above.
from nhipcau.agencies.named import FocalOfficer as FocalOfficer  # noqa: E402 - it points at the models above
from nhipcau.agencies.named import FocalReminder as FocalReminder  # noqa: E402 - it points at the models above
