"""Signing with certificates: letters are signed and sealed in their PDF.

Whoever goes on afterwards types the passphrases again: they are kept nowhere.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from killing import Flow, done, journal

sys.path.append(str(Path(__file__).parents[2]))
LONGEST = 5.0  # seconds: the children that sign are born first


def prepare() -> None:
    """In a process of its own: what opens certificates has threads, and writers are forked from this one."""
    faults = done(cast)
    if faults:
        raise RuntimeError(faults)


def cast() -> None:
    from django.core.files.base import ContentFile
    from tests.certificates import WORD, Authority

    from nhipcau.agencies.models import Agency, AgencyName, Officer, RoleHolding
    from nhipcau.kernel.models import Installation
    from nhipcau.office.certificates import actions

    Installation.objects.create(province="Lâm Đồng")
    desk = Agency.objects.create(code="so-a", name="Sở A")
    AgencyName.objects.create(agency=desk, name="SA", kind="abbreviation")
    people = {}
    for username, role in (
        ("soan", "officer"),
        ("soat", "officer"),
        ("ky", "agency_leader"),
        ("thu", "clerk"),
    ):
        person = Officer.objects.create(
            username=username, full_name=f"Người {username}", agency=desk, position="Giám đốc"
        )
        RoleHolding.objects.create(officer=person, role=role, agency=desk, since=date(2020, 1, 1))
        people[username] = person
    authority, now = Authority(), datetime.now(UTC)
    for name, by, owner in (
        ("Người ky", people["ky"], {"officer": people["ky"]}),
        ("Sở A", people["thu"], {"agency": desk}),
    ):
        content = ContentFile(authority.key_file(name), name="a.p12")
        actions.add_key(content=content, passphrase=WORD, by=by, now=now, **owner)


def write(writer: int) -> None:
    """Draft, sign and send out one letter after the other, until killed."""
    from nhipcau.agencies.models import Agency, Officer
    from nhipcau.documents.letters import actions as letters
    from nhipcau.documents.letters.actions import Receiver
    from nhipcau.documents.letters.models import RecipientRole
    from nhipcau.documents.letters.rules import PaperKind

    people = {person.username: person for person in Officer.objects.all()}
    for place in range(1000):
        letter = letters.draft(
            kind=PaperKind.LETTER,
            agency=Agency.objects.get(),
            by=people["soan"],
            fields={"summary": f"việc {writer}.{place}", "body": "Một việc.", "signer": people["ky"]},
            receivers=[Receiver("Sở B", None, RecipientRole.ADDRESSED), Receiver("Lưu: VT")],
        )
        journal.note("drafted", letter=letter.pk)
        go_on(letter, people)
        journal.note("issued", letter=letter.pk)


def go_on(letter, people) -> None:
    """Whatever is left to do on a letter, by whoever does it, with the passphrases typed."""
    from django.utils import timezone
    from tests.certificates import WORD

    from nhipcau.office.certificates.models import KeyFile
    from nhipcau.office.certificates.signing import Unlocked
    from nhipcau.office.signing import actions, queries
    from nhipcau.office.signing.deeds import next_step, state_of
    from nhipcau.office.signing.models import Version
    from nhipcau.office.signing.rules import State

    now = datetime.now(UTC)
    version = queries.standing(letter) or actions.present(subject=letter, by=people["soan"])
    asked = {"version": version, "seen_seal": version.seal, "now": now}
    version = Version.objects.with_deeds().get(pk=version.pk)
    step = next_step(version)
    if step is not None and step.name == "checked":
        actions.take_step(step="checked", by=people["soat"], **asked)
        version = Version.objects.with_deeds().get(pk=version.pk)
        step = next_step(version)
    if step is not None:
        own = Unlocked(KeyFile.objects.get(officer=people["ky"]), WORD)
        actions.sign_with_certificate(by=people["ky"], unlocked=own, **asked)
        journal.note("signed", letter=letter.pk)
    version = Version.objects.with_deeds().get(pk=version.pk)
    if state_of(version) in {State.SIGNED, State.NUMBERED}:
        seal = Unlocked(KeyFile.objects.get(officer=None), WORD)
        actions.issue(version=version, by=people["thu"], day=timezone.localdate(), seal=seal)


def finish() -> None:
    from nhipcau.agencies.models import Officer
    from nhipcau.documents.letters.models import Letter

    people = {person.username: person for person in Officer.objects.all()}
    for letter in Letter.objects.order_by("pk"):
        go_on(letter, people)


def half_way() -> dict[str, int]:
    """Where the kills left letters, before anybody goes on with them."""
    from nhipcau.documents.letters.models import Letter
    from nhipcau.office.signing.models import Issue, Numbering, PaperSignature

    return {
        "drafted": Letter.objects.count(),
        "signed_by_certificate": PaperSignature.objects.filter(place="signer").count(),
        "numbered_not_issued": Numbering.objects.count() - Issue.objects.count(),
    }


def wrong() -> list[str]:
    """What is lost, doubled or skipped, and every signature that is not intact."""
    from nhipcau.documents.letters.models import Letter
    from nhipcau.office.registers.models import Book, Number
    from nhipcau.office.signing import certified, checking
    from nhipcau.office.signing.models import Issue, Numbering, PaperSignature, Version

    found: list[str] = []
    total = Letter.objects.count()
    there = set(Letter.objects.values_list("pk", flat=True))
    told = {line["letter"] for line in journal.lines()}
    found += [f"letter {pk} is lost" for pk in sorted(told - there)]
    for model, each in ((Version, 1), (Numbering, 1), (Issue, 1), (Number, 1), (PaperSignature, 2)):
        if model.objects.count() != total * each:
            found.append(f"{model.__name__}: {model.objects.count()} for {total} letters")
    if sorted(Number.objects.values_list("value", flat=True)) != list(range(1, total + 1)):
        found.append(f"numbers are not 1..{total}")
    if Book.objects.get().last != total:
        found.append("the book's last number is another")
    for version in Version.objects.with_deeds():
        if not checking.is_whole(checking.check(version)):
            found.append(f"version {version.pk} is not whole")
        if [one.integrity for one in certified.signatures_of(version)] != ["intact", "intact"]:
            found.append(f"a signature of version {version.pk} is not intact")
    return found


FLOW = Flow(prepare=prepare, writers=[write], half_way=half_way, finish=finish, wrong=wrong, longest=LONGEST)
