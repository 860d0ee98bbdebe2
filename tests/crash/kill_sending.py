"""Sending: papers inside the system, on paper and by mail, acknowledged, ticked, called back; workers die as well."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import kill_house as house
from killing import Flow, compare, doubled, journal, logged, work

ADDRESSES = ("mot@example.org", "hai@example.org")


@contextmanager
def mail_server() -> Iterator[None]:
    """A mail server beside the house: it outlives every worker, and keeps the name of each letter it took."""
    with tempfile.TemporaryDirectory() as folder:
        taken = Path(folder) / "taken"
        server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("postman.py")), str(taken)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert server.stdout is not None
            os.environ["NHIPCAU_EMAIL_URL"] = f"smtp://127.0.0.1:{int(server.stdout.readline())}"
            os.environ["KILL_TAKEN"] = str(taken)
            yield
        finally:
            server.kill()
            server.wait()


def taken() -> Counter[str]:
    """How often the mail server took each letter."""
    path = Path(os.environ["KILL_TAKEN"])
    return Counter(path.read_text().splitlines() if path.exists() else [])


def write(writer: int) -> None:
    """Issue, send, acknowledge, tick and call back one paper after the other, until killed."""
    for number in range(1000):
        version = _issued(f"bản {writer}.{number}")
        _mail(version)
        _answered(version)
        if number % 2:
            _recall(version)


def _issued(summary: str) -> Any:
    """Signed and numbered: it goes to its receivers."""
    from nhipcau.office.signing import actions

    version = actions.present(subject=house.draft(summary), by=house.officer("soan"))
    house.sign(version)
    return _numbered(version)


def _numbered(version: Any) -> Any:
    from django.utils import timezone

    from nhipcau.office.signing import actions

    actions.issue(version=version, by=house.officer("vanthu"), day=timezone.localdate())
    journal.note("issued", version=version.pk)
    return version


def _mail(version: Any) -> None:
    from nhipcau.office.deliveries.actions import deliver
    from nhipcau.office.deliveries.letters import MAIL
    from nhipcau.office.deliveries.rules import Receiver

    to = [Receiver(address, address=address) for address in ADDRESSES]
    made = deliver(version=version, to=to, channel=MAIL, by=house.officer("vanthu"))
    journal.note("mailed", deliveries=[one.pk for one in made])


def _answered(version: Any) -> None:
    """Each receiver inside confirms, each paper copy is ticked; where that stands already, nothing is done."""
    from django.utils import timezone

    from nhipcau.office.deliveries import actions
    from nhipcau.office.deliveries.channels import INSIDE, PAPER
    from nhipcau.office.deliveries.models import Delivery
    from nhipcau.office.deliveries.rules import State

    today = timezone.localdate()
    for one in Delivery.objects.filter(version=version).select_related("agency", "version"):
        if one.way == INSIDE and one.state == State.SENT:
            actions.acknowledge(delivery=one, by=house.officer(f"canbo-{one.agency.code}"))
            journal.note("acknowledged", delivery=one.pk)
        if one.way == PAPER and one.state == State.DUE:
            actions.sent_on_paper(delivery=one, on=today, today=today, by=house.officer("dieuphoi"))
            journal.note("ticked", delivery=one.pk)


def _recall(version: Any) -> None:
    from django.utils import timezone

    from nhipcau.office.signing import actions

    actions.recall(version=version, reason="Có sai sót.", by=house.officer("ky"), now=timezone.now())
    journal.note("recalled", version=version.pk)


def carry(writer: int) -> None:
    """A worker."""
    work()


def finish() -> None:
    """The next day: what is signed goes out, receivers answer, a worker sends what waits, and of claims without
    an answer a person is told."""
    from django.utils import timezone

    from nhipcau.documents.letters.models import Letter
    from nhipcau.office.deliveries import actions, doubts
    from nhipcau.office.deliveries.rules import LOST_AFTER
    from nhipcau.office.signing import actions as signing
    from nhipcau.office.signing import queries
    from nhipcau.office.signing.deeds import issue_of, recall_of
    from nhipcau.office.signing.models import Version

    for letter in Letter.objects.order_by("pk"):
        version = queries.standing(letter) or signing.present(subject=letter, by=house.officer("soan"))
        house.sign(version)
        version = Version.objects.with_deeds().get(pk=version.pk)
        if issue_of(version) is None:
            _numbered(version)
        if recall_of(version) is None:
            _mail(version)
            _answered(version)
    work(once=True)
    later = timezone.now() + LOST_AFTER + timedelta(minutes=1)
    actions.mark_lost(later)
    doubts.tell_administrators(later)
    work(once=True)


def half_way() -> dict[str, int]:
    from nhipcau.office.deliveries.models import Delivery
    from nhipcau.office.deliveries.rules import State
    from nhipcau.office.signing.models import Issue, Version

    states = Counter(Delivery.objects.filter(channel="mail").values_list("state", flat=True))
    return {
        "presented": Version.objects.count(),
        "not_issued": Version.objects.count() - Issue.objects.count(),
        "letters": sum(states.values()),
        "letters_due": states[State.DUE],
        "letters_cut_off": states[State.SENDING],
        "letters_taken": sum(taken().values()),
    }


def wrong() -> list[str]:
    return [*_papers(), *_letters(), *_told()]


def _papers() -> list[str]:
    """Every issued paper goes once to each receiver by each way, and every answer is kept."""
    from nhipcau.office.deliveries.models import Delivery, Receipt
    from nhipcau.office.deliveries.rules import State
    from nhipcau.office.signing.models import Issue, Recall

    total, recalled = Issue.objects.count(), set(Recall.objects.values_list("version", flat=True))
    ways = Counter(Delivery.objects.exclude(version=None).values_list("channel", flat=True))
    want = Counter({"inside": len(house.RECEIVERS) * total, "paper": total, "mail": len(ADDRESSES) * total})
    want["mail"] -= _never_mailed(recalled) * len(ADDRESSES)
    found = compare("deliveries", ways, want)
    keys = ("version", "notice", "channel", "receiver_key")
    found += doubled("delivery", Delivery.objects.values_list(*keys))
    there = set(Delivery.objects.values_list("pk", flat=True))
    noted = {pk for line in journal.all("mailed") for pk in line["deliveries"]}
    found += [f"delivery {pk} is lost" for pk in sorted(noted - there)]
    once = Counter(Receipt.objects.values_list("delivery", "what"))
    for deed, what in (("acknowledged", "confirm"), ("ticked", "hand_over")):
        for line in journal.all(deed):
            found += compare(f"{deed} {line['delivery']}", once[(line["delivery"], what)], 1)
    for what in ("confirm", "accept", "recall", "hand_over"):
        found += doubled(what, Receipt.objects.filter(what=what).values_list("delivery", flat=True))
    lost = {line["version"] for line in journal.all("recalled")} - recalled
    found += [f"the recall of {pk} is lost" for pk in sorted(lost)]
    standing = Delivery.objects.exclude(state=State.RECALLED).filter(version__in=recalled)
    found += compare("deliveries of recalled papers that stand", standing.count(), 0)
    confirmed = Receipt.objects.filter(what="confirm").count()
    return found + compare("entries of confirmations", logged("office.acknowledged").total(), confirmed)


def _never_mailed(recalled: set[int]) -> int:
    """Papers called back by hand after a kill between their issue and their letters: none is called back so."""
    from nhipcau.office.deliveries.models import Delivery

    mailed = set(Delivery.objects.filter(channel="mail").values_list("version", flat=True))
    return len(recalled - mailed)


def _letters() -> list[str]:
    """Mail: at most once each; what was taken is known as sent, or stands before a person."""
    from django.utils import timezone

    from nhipcau.office.deliveries import doubts
    from nhipcau.office.deliveries.models import Delivery, Receipt
    from nhipcau.office.deliveries.rules import State

    arrived = taken()
    found = [f"letter {name} arrived {count} times" for name, count in arrived.items() if count > 1]
    letters = list(Delivery.objects.filter(channel="mail"))
    accepted = set(Receipt.objects.filter(what="accept").values_list("delivery", flat=True))
    claimed = {one.pk for one in letters if one.message_id in arrived}
    doubtful = set(doubts.in_doubt(timezone.now()).values_list("pk", flat=True))
    for one in letters:
        if one.state in (State.DUE, State.SENDING):
            found.append(f"letter {one.pk} is {one.state} for ever")
        if one.state == State.SENT and one.message_id not in arrived:
            found.append(f"letter {one.pk} never arrived")
        if one.pk in claimed - accepted - doubtful and one.state != State.RECALLED:
            found.append(f"letter {one.pk} arrived, and nobody knows")
        if one.state == State.UNKNOWN and one.pk not in doubtful:
            found.append(f"letter {one.pk} is doubtful, and no person sees it")
    return found


def _told() -> list[str]:
    """Who has a paper that was called back is told, by the way it came; administrators of each doubt."""
    from nhipcau.kernel.models import Notice
    from nhipcau.office.deliveries.models import Delivery, Receipt
    from nhipcau.office.deliveries.rules import State
    from nhipcau.office.signing.models import Recall

    found: list[str] = []
    for recall in Recall.objects.all():
        # The one that was sent out; each officer of the agencies has a notice of the same besides.
        told = Notice.objects.filter(recipient=None, once=f"office.recalled:{recall.version_id}")
        found += compare(f"notices of recall {recall.version_id}", told.count(), 1)
        had = Delivery.objects.filter(version=recall.version_id, channel="inside").count()
        have = Delivery.objects.filter(notice__in=told, channel="inside").count()
        found += compare(f"receivers told of recall {recall.version_id}", have, had)
        arrived = taken()
        mailed = Delivery.objects.filter(version=recall.version_id, channel="mail")
        had_it = {one.receiver_key for one in mailed if one.message_id in arrived}
        accepted = Receipt.objects.filter(delivery__in=mailed, what="accept")
        had_it &= set(accepted.values_list("delivery__receiver_key", flat=True))
        keys = Delivery.objects.filter(notice__in=told, channel="mail").values_list("receiver_key", flat=True)
        missing = had_it - set(keys)
        found += [f"{key} has recalled paper {recall.version_id} and is not told" for key in sorted(missing)]
    doubtful = Delivery.objects.filter(state=State.UNKNOWN)
    notices = Notice.objects.filter(kind="kernel.mail").values_list("once", flat=True)
    for one in doubtful:
        if f"kernel.mail:{one.pk}:{one.attempts}" not in set(notices):
            found.append(f"nobody was told of doubtful letter {one.pk}")
    return found


FLOW = Flow(
    prepare=house.prepare,
    writers=[write, carry],
    half_way=half_way,
    finish=finish,
    wrong=wrong,
    longest=1.4,
    touches=1200,
    around=mail_server,
)
