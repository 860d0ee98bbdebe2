"""Reading versions: where each stands, what was done to it, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from nhipcau.agencies.models import Officer
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.states import UNTOLD, Since
from nhipcau.office.permissions import NUMBER, agencies_with, of_agencies, of_own_agencies
from nhipcau.office.registers.models import Number
from nhipcau.office.registers.uses import Use
from nhipcau.office.signing import rules
from nhipcau.office.signing.kinds import Signer, StepKind, chain_of, kind_of, kinds, readers
from nhipcau.office.signing.models import Issue, Numbering, Recall, Returned, Step, Version
from nhipcau.office.signing.rules import State

NOT_TO_ISSUE = N_("Bạn không được phân công cấp số, phát hành bản này. Hãy nhờ văn thư của cơ quan ban hành.")


def _deed(version: Version, name: str) -> Any:
    """A one-to-one row, or None."""
    try:
        return getattr(version, name)
    except (Returned.DoesNotExist, Issue.DoesNotExist, Recall.DoesNotExist):
        return None


def issue_of(version: Version) -> Issue | None:
    """Its issue, where it has gone out."""
    found: Issue | None = _deed(version, "issue")
    return found


def returned_of(version: Version) -> Returned | None:
    found: Returned | None = _deed(version, "returned")
    return found


def recall_of(version: Version) -> Recall | None:
    found: Recall | None = _deed(version, "recall")
    return found


def replaced_by(version: Version) -> Version | None:
    """The issued correction that stands in its place."""
    found = _deed(version, "replaced_by")
    return found.version if found else None


def numbering_of(version: Version) -> Numbering | None:
    """The number kept for it that was not given up."""
    for numbering in reversed(version.numberings.all()):
        if not hasattr(numbering.number, "given_up"):
            return numbering
    return None


def state_of(version: Version) -> State:
    """Where it stands, reckoned from its rows; ``with_deeds`` reads them for many at once."""
    steps = chain_of(version).names
    return rules.state_of(
        rules.Done(
            steps_left=bool(rules.next_step(steps, [step.name for step in version.steps.all()])),
            returned=returned_of(version) is not None,
            numbered=numbering_of(version) is not None,
            issued=issue_of(version) is not None,
            replaced=_deed(version, "replaced_by") is not None,
            recalled=recall_of(version) is not None,
        )
    )


def go(verb: str, version: Version) -> str:
    """The state that a verb of ``rules.SIGNING`` leads a version to.

    Raises Refused: where the version stands, since when and by whom, and who may open it.
    """
    state = state_of(version)
    return rules.SIGNING.go(verb, state, since=partial(_since, version, state))


def _since(version: Version, state: State) -> Since:
    """When a version came to stand where it stands, and by whom."""
    issue = issue_of(version) if state is State.ISSUED else _deed(version, "replaced_by")
    deeds: dict[State, Any] = {
        State.SIGNED: signature_in(version),
        State.NUMBERED: numbering_of(version),
        State.RETURNED: returned_of(version),
        State.RECALLED: recall_of(version),
    }
    if state in {State.ISSUED, State.REPLACED} and issue is not None:
        return Since(issue.issued_at, issue.issued_by)
    if (step := deeds.get(state)) is not None:
        return Since(step.at, step.officer_name if isinstance(step, Step) else step.by)
    return Since(version.made_at, version.made_by)


def where(version: Version) -> tuple[str, str]:
    """Where it stands in the reader's words, and the tone: of what is on its way, which step it waits for."""
    state = state_of(version)
    step = next_step(version) if state is State.PRESENTED else None
    if step is None:
        return gettext(rules.STATE_LABELS[state]), rules.STATE_TONES[state]
    return gettext("Chờ {step}").format(step=gettext(step.label).lower()), rules.STATE_TONES[state]


def next_step(version: Version) -> StepKind | None:
    """The step that comes next; None when all are taken."""
    chain = chain_of(version)
    name = rules.next_step(chain.names, [step.name for step in version.steps.all()])
    return chain.step(name) if name else None


def signature_in(version: Version) -> Step | None:
    """A version's signature: the chain's last step, once taken."""
    name = chain_of(version).signature.name
    return next((step for step in version.steps.all() if step.name == name), None)


def signer_of(version: Version) -> Signer | None:
    """Who signed, as it is printed."""
    step = signature_in(version)
    if step is None:
        return None
    return Signer(name=step.officer_name, post=step.post, authority=tuple(step.authority))


def standing(subject: models.Model) -> Version | None:
    """The version of a record that counts: the newest that was not sent back."""
    return next(iter(_standing(**_about(subject))), None)


def _about(subject: models.Model) -> dict[str, int]:
    return {"of_type": ContentType.objects.get_for_model(type(subject)).pk, "record": subject.pk or 0}


@shape
def _standing(of_type: int, record: int) -> models.QuerySet[Version]:
    found = Version.objects.filter(subject_type=of_type, subject_id=record)
    return found.standing().with_deeds().order_by("-pk")[:1]


def standing_of_all(model: type[models.Model], keys: Collection[int]) -> dict[int, Version]:
    """The same for many records of one kind, by their keys, in a few queries however many."""
    found = Version.objects.of_all(model, keys).standing().with_deeds().order_by("pk")
    return {version.subject_id: version for version in found}


def signed_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """Keys of the records of a kind that somebody signed, whatever became of them since."""
    signatures = [kind.chain.signature.name for kind in kinds if kind.model is model]
    about = ContentType.objects.get_for_model(model)
    found = Version.objects.standing().filter(subject_type=about, steps__name__in=signatures)
    return found.values("subject_id")


def signature_of(subject: models.Model) -> Step | None:
    """The signature under a record, by whom and when; None while nobody has signed."""
    version = standing(subject)
    return signature_in(version) if version else None


def issued_as(files: Collection[int]) -> dict[int, Version]:
    """{file: the version whose PDF or scan it is}, by the files' keys, under whatever name the same bytes were given;
    two queries, and two for the deeds."""
    sums = dict(StoredFile.objects.filter(pk__in=files).values_list("pk", "sha256"))
    known = set(sums.values())
    found = Version.objects.filter(
        Q(issue__pdf__sha256__in=known) | Q(issue__scan__sha256__in=known)
    ).with_deeds()
    by_sum = {sha256: each for each in found for sha256 in (each.issue.pdf_sha256, each.issue.scan_sha256)}
    return {key: by_sum[sha256] for key, sha256 in sums.items() if sha256 in by_sum}


def history(subject: models.Model) -> list[Version]:
    """All versions of a record, newest first, with what was done to each."""
    return _history(**_about(subject))


@shape
def _history(of_type: int, record: int) -> models.QuerySet[Version]:
    found = Version.objects.filter(subject_type=of_type, subject_id=record)
    return found.with_deeds().select_related("private").order_by("-pk")


def works_on(version: Version, officer: Officer) -> bool:
    """Whether an officer is of those who make it: the kind's own word, a step or the number to give, or a paper to
    call back."""
    kind = kind_of(version)
    return (
        kind.reads(officer, version.subject)
        or may_issue(version, officer)
        or may_take_next(version, officer)
        or (issue_of(version) is not None and may_recall(version, officer))
    )


def readable(version: Version, officer: Officer) -> bool:
    """Whether an officer may read a version and its files: who works on it, and whom it was sent to."""
    return works_on(version, officer) or (
        issue_of(version) is not None and any(reads(officer, version) for reads in readers)
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
    if (signed := signer_of(version)) is not None or len(people) != 1:
        return signed
    return Signer(name=str(people[0]), post=people[0].position)


def may_take_next(version: Version, officer: Officer) -> bool:
    """Whether the next step waits for this officer."""
    step = next_step(version)
    if step is None or returned_of(version) is not None:
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
    signature = signature_in(version)
    if signature is not None:
        return officer.pk == signature.officer_id or may_issue(version, officer)
    return officer.pk in {version.made_by_id, version.edited_by_id} or may_take_next(version, officer)


def uses(numbers: Collection[Number]) -> Mapping[int, Use]:
    """For number books: the version that bears each number, or waits with it."""
    from django.urls import reverse

    found = list(Numbering.objects.filter(number__in=[number.pk for number in numbers]))
    keys = [numbering.version_id for numbering in found]
    whole = Version.objects.filter(pk__in=keys).with_deeds().prefetch_related("subject")
    versions = {version.pk: version for version in whole}
    uses = {}
    for numbering in found:
        version = versions[numbering.version_id]
        issue = issue_of(version)
        uses[numbering.number_id] = Use(
            title=version.title,
            url=reverse("office:version", args=[version.pk]),
            issued=issue is not None and issue.number_id == numbering.number_id,
            on=numbering.day,
            since=Since(issue.issued_at, issue.issued_by) if issue is not None else UNTOLD,
            opens=partial(readable, version),
        )
    return uses
