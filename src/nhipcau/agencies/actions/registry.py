"""Writes on the register: agencies, their other names, groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from nhipcau.agencies import rules
from nhipcau.agencies.models import Agency, AgencyGroup, AgencyName, GroupName, Officer
from nhipcau.agencies.rules import NameKind
from nhipcau.engines.vntext import fold, squeeze
from nhipcau.kernel import audit, finding, rows
from nhipcau.kernel.models import Installation
from nhipcau.kernel.refusal import N_, Refused

AGENCY_FIELDS = ("name", "kind", "level", "parent", "valid_from", "valid_to", "email", "source", "verified")
_GROUP_FIELDS = ("name", "kinds", "levels", "is_open")


def free_code(name: str, model: type[Agency] | type[AgencyGroup] = Agency) -> str:
    """An address for a new record from its name, with a number where the plain one is taken."""
    plain = slugify(fold(name))[:70].strip("-") or "co-quan"
    # Words that addresses of the register use themselves.
    taken = {"them", "nhom", "ghep-ten", "dau-moi", "nhap-bang", "xuat"}
    taken |= set(model.objects.filter(code__startswith=plain).values_list("code", flat=True))
    code, number = plain, 2
    while code in taken:
        code, number = f"{plain}-{number}", number + 1
    return code


def in_turn() -> None:
    """One at a time, in the caller's transaction, for what looks at how all agencies stand to each other: of two who
    put one agency below the other, or merge one into the other, each the other way round, nobody would see a circle."""
    Installation.objects.select_for_update().first()


@transaction.atomic
def create_agency(*, fields: Mapping[str, Any], by: Officer | None, code: str = "") -> Agency:
    """Add an agency.  fields: of AGENCY_FIELDS; code: made from the name when empty.  Raises Refused."""
    rules.check_life(valid_from=fields.get("valid_from"), valid_to=fields.get("valid_to"))
    agency = Agency.objects.create(code=code or free_code(fields["name"]), **_known(fields))
    audit.record(
        "agency.created", target=agency, by=by, after=audit.snapshot(agency, AGENCY_FIELDS), before={}
    )
    finding.keep("agency", agency)
    return agency


@transaction.atomic
def edit_agency(*, agency: Agency, fields: Mapping[str, Any], by: Officer | None) -> Agency:
    """Change an agency; a changed name stays known as a former name.  Raises Refused."""
    if fields.get("parent") is not None:
        in_turn()
    kept = rows.held(agency)
    before = audit.snapshot(kept, AGENCY_FIELDS)
    old_name = kept.name
    for name, value in _known(fields).items():
        setattr(kept, name, value)
    rules.check_life(valid_from=kept.valid_from, valid_to=kept.valid_to)
    if kept.parent_id is not None and _is_below(kept.parent, kept):
        raise Refused(N_("Cơ quan cấp trên đang nằm dưới chính cơ quan này. Hãy chọn cơ quan khác."))
    after = audit.snapshot(kept, AGENCY_FIELDS)
    if after == before:
        return kept
    kept.save()
    if fold(old_name) != fold(kept.name):
        AgencyName.objects.get_or_create(
            agency=kept, folded=fold(old_name), defaults={"name": old_name, "kind": NameKind.FORMER}
        )
    finding.keep("agency", kept)
    audit.record("agency.edited", target=kept, by=by, before=before, after=after)
    return kept


@transaction.atomic
def add_name(*, agency: Agency, name: str, kind: NameKind, by: Officer | None) -> AgencyName:
    """Add another way in which documents write an agency's name.  Raises Refused where it is known."""
    clean = squeeze(name)
    if fold(clean) == fold(agency.name) or agency.names.filter(folded=fold(clean)).exists():
        raise Refused(N_("Cơ quan này đã có tên “%(name)s”."), name=clean)
    added = AgencyName.objects.create(agency=agency, name=clean, kind=kind)
    finding.keep("agency", agency)
    audit.record("agency.name_added", target=agency, by=by, data={"name": clean, "kind": kind})
    return added


@transaction.atomic
def remove_name(*, name: AgencyName, by: Officer | None) -> None:
    """Forget another name of an agency."""
    audit.record(
        "agency.name_removed", target=name.agency, by=by, data={"name": name.name, "kind": name.kind}
    )
    rows.removed(name)
    finding.keep("agency", name.agency)


@transaction.atomic
def save_group(
    *,
    group: AgencyGroup | None,
    fields: Mapping[str, Any],
    extra: Iterable[Agency],
    names: Iterable[str],
    by: Officer | None,
) -> AgencyGroup:
    """Make or change a group: its rule (kinds, levels), members named one by one, and its other names.

    Raises Refused where another group has one of the names.
    """
    group = (
        rows.held(group) if group is not None else None
    )  # as it stands: a form has written into what was given
    before = _group_snapshot(group) if group else {}
    if group is None:
        group = AgencyGroup(code=free_code(fields["name"], AgencyGroup))
    for name in _GROUP_FIELDS:
        setattr(group, name, fields[name])
    group.save()
    group.extra.set(extra)
    wanted = {fold(name): squeeze(name) for name in (group.name, *names) if fold(name)}
    other = GroupName.objects.filter(folded__in=wanted).exclude(group=group).select_related("group").first()
    if other is not None:
        raise Refused(
            N_("Tên “%(name)s” đang thuộc nhóm “%(group)s”."), name=other.name, group=other.group.name
        )
    group.names.exclude(folded__in=wanted).delete()
    known = set(group.names.values_list("folded", flat=True))
    for folded, name in wanted.items():
        if folded not in known:
            GroupName.objects.create(group=group, name=name)
    after = _group_snapshot(group)
    if after != before:
        audit.record("group.saved", target=group, by=by, before=before, after=after)
    return group


@transaction.atomic
def remove_group(*, group: AgencyGroup, by: Officer | None) -> None:
    """Delete a group that nothing refers to.  Raises Refused otherwise."""
    from django.db.models import ProtectedError

    audit.record("group.removed", target=group, by=by, before=_group_snapshot(group), after={})
    try:
        rows.removed(group)
    except ProtectedError:
        raise Refused(N_("Nhóm này đang được nêu trong kế hoạch nên không xóa được.")) from None


def _group_snapshot(group: AgencyGroup) -> dict[str, Any]:
    return {
        **audit.snapshot(group, _GROUP_FIELDS),
        "extra": sorted(group.extra.values_list("name", flat=True)),
        "names": sorted(group.names.values_list("name", flat=True)),
    }


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: value for name, value in fields.items() if name in AGENCY_FIELDS}
    if "name" in known:
        known["name"] = squeeze(known["name"])
    return known


def _is_below(agency: Agency | None, top: Agency) -> bool:
    """Whether ``top`` stands somewhere above an agency, as the register has it now."""
    parents = dict(Agency.objects.values_list("pk", "parent"))
    seen: set[int] = set()
    here = agency.pk if agency else None
    while here is not None and here not in seen:
        if here == top.pk:
            return True
        seen.add(here)
        here = parents.get(here)
    return False
