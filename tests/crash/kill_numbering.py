"""Numbering: signed papers of one house take numbers of one book; a number kept by a kill is used or given up."""

from __future__ import annotations

from collections import Counter
from typing import Any

import kill_house as house
from killing import Flow, compare, done, doubled, journal, logged


def prepare() -> None:
    """The house, and one signed paper.  It is issued in a process of its own: what prints has threads, and no
    writer may be forked from a process with threads."""
    house.prepare()
    first = _signed("bản đầu tiên")
    assert not done(lambda: _issue(first))


def write(writer: int) -> None:
    """Sign and issue one paper after the other, until killed."""
    for number in range(1000):
        _issue(_signed(f"bản {writer}.{number}"))


def _signed(summary: str) -> Any:
    from nhipcau.office.signing import actions

    version = actions.present(subject=house.draft(summary), by=house.officer("soan"))
    house.sign(version)
    journal.note("signed", version=version.pk)
    return version


def _issue(version: Any) -> None:
    from django.utils import timezone

    from nhipcau.office.signing import actions

    issue = actions.issue(version=version, by=house.officer("vanthu"), day=timezone.localdate())
    journal.note("issued", version=version.pk, symbol=issue.symbol, pdf=issue.pdf_sha256)


def finish() -> None:
    """The clerk's next day: of the numbers kept, every third is given up, the others are taken up; then all
    that is signed goes out."""
    from nhipcau.documents.letters.models import Letter
    from nhipcau.office.registers.actions import give_up
    from nhipcau.office.signing import actions, queries
    from nhipcau.office.signing.deeds import issue_of
    from nhipcau.office.signing.models import Numbering, Version

    clerk = house.officer("vanthu")
    for place, kept in enumerate(
        Numbering.objects.filter(version__issue=None).select_related("number__book")
    ):
        if place % 3 == 0:
            given_up = give_up(number=kept.number, reason="Máy dừng giữa chừng.", by=clerk)
            journal.note("given_up", number=given_up.number.text)
        else:
            issue = actions.issue(version=kept.version, by=clerk, day=kept.day)
            journal.note("issued", version=kept.version_id, symbol=issue.symbol, pdf=issue.pdf_sha256)
    for letter in Letter.objects.order_by("pk"):
        version = queries.standing(letter) or actions.present(subject=letter, by=house.officer("soan"))
        house.sign(version)
        if issue_of(Version.objects.with_deeds().get(pk=version.pk)) is None:
            _issue(version)


def half_way() -> dict[str, int]:
    from nhipcau.documents.letters.models import Letter
    from nhipcau.office.signing.models import Issue, Numbering, Step, Version

    return {
        "drafted": Letter.objects.count(),
        "not_presented": Letter.objects.count() - Version.objects.count(),
        "not_signed": Version.objects.count() - Step.objects.filter(name="signed").count(),
        "signed_without_number": Step.objects.filter(name="signed").count() - Numbering.objects.count(),
        "numbered_not_issued": Numbering.objects.count() - Issue.objects.count(),
    }


def wrong() -> list[str]:
    from nhipcau.documents.letters.models import Letter
    from nhipcau.documents.models import RegisteredDocument
    from nhipcau.office.deliveries.models import Delivery
    from nhipcau.office.registers.models import Book, GivenUp, Number
    from nhipcau.office.signing import checking
    from nhipcau.office.signing.models import Issue, Numbering, Step, Version

    total, given_up = Letter.objects.count(), GivenUp.objects.count()
    found: list[str] = []
    for model, want in (
        (Version, total), (Step, 2 * total), (Issue, total), (Number, total + given_up),
        (Numbering, total + given_up), (RegisteredDocument, total),
    ):  # fmt: skip
        found += compare(model.__name__, model.objects.count(), want)
    values = sorted(Number.objects.values_list("value", flat=True))
    found += compare("numbers", values, list(range(1, total + given_up + 1)))
    found += compare("the book's last", Book.objects.get().last, total + given_up)
    used = list(Issue.objects.values_list("number", flat=True))
    found += doubled("number used", used)
    found += compare(
        "numbers neither used nor given up",
        sorted(set(Number.objects.values_list("pk", flat=True)) - set(used)),
        sorted(GivenUp.objects.values_list("number", flat=True)),
    )
    found += doubled("delivery", Delivery.objects.values_list("version", "channel", "receiver_key"))
    channels = Counter(Delivery.objects.values_list("channel", flat=True))
    found += compare("deliveries", channels, Counter({"inside": 2 * total, "paper": total}))
    issues = {one.version_id: one for one in Issue.objects.all()}
    for line in journal.all("issued"):
        kept = issues.get(line["version"])
        had = (kept.symbol, kept.pdf_sha256) if kept else None
        found += compare(f"issue of {line['version']}", had, (line["symbol"], line["pdf"]))
    signed = set(Step.objects.filter(name="signed").values_list("version", flat=True))
    lost = {line["version"] for line in journal.all("signed")} - signed
    found += [f"the signature of {pk} is lost" for pk in sorted(lost)]
    for version in Version.objects.select_related("issue__docx", "issue__pdf", "issue__scan"):
        if not checking.is_whole(checking.check(version)):
            found.append(f"version {version.pk} is not whole")
    found += compare("entries of issues", logged("office.issued").total(), total)
    found += compare("entries of numbers", logged("office.number_given").total(), total + given_up)
    return found + compare("entries of given up", logged("office.number_given_up").total(), given_up)


FLOW = Flow(
    prepare=prepare, writers=[write], half_way=half_way, finish=finish, wrong=wrong, longest=1.2, touches=700
)
