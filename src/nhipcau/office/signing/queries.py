"""Reading versions: those of a record, those that bear a number or a file, where each stands in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.states import UNTOLD, Since
from nhipcau.office.registers.models import Number
from nhipcau.office.registers.uses import Use
from nhipcau.office.signing import deeds, permissions, rules
from nhipcau.office.signing.kinds import kinds
from nhipcau.office.signing.models import Numbering, Step, Version
from nhipcau.office.signing.rules import State


def where(version: Version) -> tuple[str, str]:
    """Where it stands in the reader's words, and the tone: of what is on its way, which step it waits for."""
    state = deeds.state_of(version)
    step = deeds.next_step(version) if state is State.PRESENTED else None
    if step is None:
        return gettext(rules.STATE_LABELS[state]), rules.STATE_TONES[state]
    return gettext("Chờ {step}").format(step=gettext(step.label).lower()), rules.STATE_TONES[state]


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
    return deeds.signature_in(version) if version else None


def issued_file(subject: models.Model, ending: str) -> tuple[StoredFile, bool] | None:
    """The file under which a record went out, "pdf" (the scan where it was signed with a pen) or "docx", and whether it was made
    here; None where there is none."""
    version = standing(subject)
    issue = deeds.issue_of(version) if version is not None else None
    if issue is None:
        return None
    if ending == "pdf" and issue.scan is not None:
        return issue.scan, False
    found = issue.pdf if ending == "pdf" else issue.docx
    return (found, True) if found is not None else None


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
        issue = deeds.issue_of(version)
        uses[numbering.number_id] = Use(
            title=version.title,
            url=reverse("office:version", args=[version.pk]),
            issued=issue is not None and issue.number_id == numbering.number_id,
            on=numbering.day,
            since=Since(issue.issued_at, issue.issued_by) if issue is not None else UNTOLD,
            opens=partial(permissions.readable, version),
        )
    return uses
