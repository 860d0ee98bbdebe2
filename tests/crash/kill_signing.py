"""Signing: digests are drafted, signed, numbered and issued by one click."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from killing import Flow, journal

DAY = date(2026, 6, 18)
NOW = datetime(2026, 6, 18, 1, 0, tzinfo=UTC)


def prepare() -> None:
    from nhipcau.agencies.models import Agency, Officer, RoleHolding
    from nhipcau.digests.actions import drafting
    from nhipcau.kernel.models import Installation

    Installation.objects.create(province="Lâm Đồng")
    desk = Agency.objects.create(code="so-a", name="Sở A")
    signer = Officer.objects.create(username="ky", full_name="Người Ký", agency=desk, position="Giám đốc")
    RoleHolding.objects.create(officer=signer, role="coordinator", since=date(2020, 1, 1))
    drafting.change_setting(signers=[signer], agency=desk, by=signer)


def write(writer: int) -> None:
    """Draft and sign one digest after the other, until killed; each writer has a first day of its own."""
    from nhipcau.agencies.models import Officer
    from nhipcau.digests.actions import signing
    from nhipcau.digests.models import Digest

    signer = Officer.objects.get()
    for edition in range(1000):
        made = Digest.objects.create(
            kind="day",
            first_day=DAY - timedelta(days=writer),
            last_day=DAY,
            edition=edition,
            from_at=NOW,
            until_at=NOW,
            note="Không có tin.",
        )
        journal.note("drafted", digest=made.pk)
        signing.sign(digest=made, now=NOW, by=signer, tell=False)
        journal.note("signed", digest=made.pk)


def finish() -> None:
    """What an officer does afterwards: presses "Ký" on whatever has not gone out."""
    from nhipcau.agencies.models import Officer
    from nhipcau.digests.actions import signing
    from nhipcau.digests.models import Digest

    signer = Officer.objects.get()
    for digest in Digest.objects.order_by("pk"):
        if not digest.is_signed:
            signing.sign(digest=digest, now=NOW, by=signer, tell=False)


def half_way() -> dict[str, int]:
    """Where the kills left digests, before anybody goes on with them."""
    from nhipcau.digests.models import Digest
    from nhipcau.office.signing.models import Issue, Numbering, Step, Version

    return {
        "drafted": Digest.objects.count(),
        "not_signed": Digest.objects.count() - Version.objects.count(),
        "signed_without_number": Step.objects.count() - Numbering.objects.count(),
        "numbered_not_issued": Numbering.objects.count() - Issue.objects.count(),
    }


def wrong() -> list[str]:
    """What is lost, doubled or skipped."""
    from nhipcau.digests.models import Digest
    from nhipcau.office.registers.models import Book, Number
    from nhipcau.office.signing import checking
    from nhipcau.office.signing.models import Issue, Numbering, Step, Version

    found: list[str] = []
    total = Digest.objects.count()
    there = set(Digest.objects.values_list("pk", flat=True))
    told = {line["digest"] for line in journal.lines()}
    found += [f"digest {pk} is lost" for pk in sorted(told - there)]
    for model in (Version, Step, Numbering, Issue, Number):
        if model.objects.count() != total:
            found.append(f"{model.__name__}: {model.objects.count()} for {total} digests")
    values = sorted(Number.objects.values_list("value", flat=True))
    if values != list(range(1, total + 1)):
        found.append(f"numbers are not 1..{total}")
    if Book.objects.get().last != total:
        found.append("the book's last number is another")
    for version in Version.objects.select_related("issue__docx", "issue__pdf", "issue__scan"):
        if not checking.is_whole(checking.check(version)):
            found.append(f"version {version.pk} is not whole")
        if version.issue.number.numbering.version_id != version.pk:
            found.append(f"version {version.pk} bears another's number")
    return found


FLOW = Flow(
    prepare=prepare, writers=[write], half_way=half_way, finish=finish, wrong=wrong, longest=1.2, touches=700
)
