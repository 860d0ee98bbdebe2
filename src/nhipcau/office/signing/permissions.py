"""Who may read a version, take its next step, number, issue, recall or draw it back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Q

from nhipcau.agencies.models import Officer
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.shapes import shape
from nhipcau.office.permissions import NUMBER, agencies_with, of_agencies, of_own_agencies
from nhipcau.office.signing import deeds, rules
from nhipcau.office.signing.kinds import Signer, StepKind, chain_of, kind_of, kinds, readers
from nhipcau.office.signing.models import Version

NOT_TO_ISSUE = N_("Bạn không được phân công cấp số, phát hành bản này. Hãy nhờ văn thư của cơ quan ban hành.")


def works_on(version: Version, officer: Officer) -> bool:
    """Whether an officer is of those who make it: the kind's own word, a step or the number to give, or a paper to
    call back."""
    kind = kind_of(version)
    return (
        kind.reads(officer, version.subject)
        or may_issue(version, officer)
        or may_take_next(version, officer)
        or (deeds.issue_of(version) is not None and may_recall(version, officer))
    )


def readable(version: Version, officer: Officer) -> bool:
    """Whether an officer may read a version and its files: who works on it, and whom it was sent to."""
    return works_on(version, officer) or (
        deeds.issue_of(version) is not None and any(reads(officer, version) for reads in readers)
    )


def may_take(step: StepKind, subject: Any, agency: Any, officer: Officer) -> bool:
    """Whether an officer may take a step for an agency; four eyes are for ``excluded``."""
    if not officer.may(step.permission, agency):
        return False
    return step.may is None or step.may(officer, subject)


def excluded(version: Version, step: StepKind) -> set[int | None]:
    """Who may not take a step because of what they did before."""
    if not step.by_other_than:
        return set()
    people: dict[str, int | None] = {rules.EDITOR: version.edited_by_id, rules.PRESENTER: version.made_by_id}
    people |= {taken.name: taken.officer_id for taken in version.steps.all()}
    return {people.get(name) for name in step.by_other_than} - {None}


def who_may_take(version: Version, step: StepKind) -> list[Officer]:
    """All who may take a step now, by name."""
    barred = excluded(version, step)
    people = Officer.objects.who_may(step.permission, version.agency).in_order()
    return [
        person
        for person in people.with_roles()
        if person.pk not in barred and (step.may is None or step.may(person, version.subject))
    ]


def expected_signer(version: Version) -> Signer | None:
    """Who signed, or the one account that may; None where several may, or nobody."""
    people = who_may_take(version, chain_of(version).signature)
    if (signed := deeds.signer_of(version)) is not None or len(people) != 1:
        return signed
    return Signer(name=str(people[0]), post=people[0].position)


def may_take_next(version: Version, officer: Officer) -> bool:
    """Whether the next step waits for this officer."""
    step = deeds.next_step(version)
    if step is None or deeds.returned_of(version) is not None:
        return False
    return officer.pk not in excluded(version, step) and may_take(
        step, version.subject, version.agency, officer
    )


def may_wait_for(officer: Officer) -> models.QuerySet[Version]:
    """Versions on their way, of the agencies for which an officer checks, signs or numbers their kind: those that
    wait for him are among them.

    A role of the whole house lets him act for every agency; what waits for him is that of the agency where his desk
    stands, as with notices (everything, where he has none).  Of what was made under another chain than its kind's of
    today, all of his own agencies is among them.
    """
    wanted = Q(pk__in=[])
    own = Q(agency=None) | of_own_agencies(officer)
    for kind in kinds:
        wanted |= Q(kind=kind.name) & ~Q(chain=kind.chain.kept()) & own
        permissions = {step.permission for step in kind.steps} | {NUMBER}
        held = [agencies_with(officer, one) for one in permissions if officer.may(one)]
        if not held:
            continue
        of_kind = Q(kind=kind.name)
        agencies = {key for keys in held if keys for key in keys}
        if None in held and officer.agency_id is not None:
            agencies.add(officer.agency_id)
        if None not in held or officer.agency_id is not None:
            of_kind &= Q(agency=None) | of_agencies(officer, agencies)
        wanted |= of_kind
    return Version.objects.standing().filter(wanted, issue=None).order_by()


def anything_on_its_way(officer: Officer) -> bool:
    """Whether there is any version at all among which ``may_wait_for`` looks: of the agencies for which the officer acts
    in any way, or of all for a role of the house without a desk."""
    held = [one.agency_id or officer.agency_id for one in officer.roles_today()]
    keys = frozenset(key for key in held if key is not None)
    agencies = None if None in held else keys | officer.left_to(keys)
    return bool(_on_their_way(agencies=agencies))


@shape
def _on_their_way(agencies: Collection[int] | None) -> models.QuerySet[Any, int]:
    versions = Version.objects.standing().filter(issue=None).order_by()
    if agencies is not None:
        versions = versions.filter(Q(agency=None) | Q(agency__in=agencies))
    return versions.values_list("pk", flat=True)[:1]


def may_issue(version: Version, officer: Officer) -> bool:
    """Whether an officer may give the number and issue: the clerk; the signer where the kind has no clerk."""
    chain = chain_of(version)
    if chain.at_once:
        return may_take(chain.signature, version.subject, version.agency, officer)
    return officer.may(NUMBER, version.agency)


def may_recall(version: Version, officer: Officer) -> bool:
    """Whoever may sign may call back."""
    return may_take(chain_of(version).signature, version.subject, version.agency, officer)


def may_draw_back(version: Version, officer: Officer) -> bool:
    """The makers draw back what nobody has signed; who is asked next sends it back.  What is signed goes back by
    its signer, or by who is to give it its number."""
    signature = deeds.signature_in(version)
    if signature is not None:
        return officer.pk == signature.officer_id or may_issue(version, officer)
    return officer.pk in {version.made_by_id, version.edited_by_id} or may_take_next(version, officer)
