"""Drafting: drafts written and changed, comments, opinions asked and answered with a file, presented, checked."""

from __future__ import annotations

from collections import Counter
from typing import Any

import kill_house as house
from killing import Flow, compare, doubled, journal, logged

CHANGES = 2


def prepare() -> None:
    """The house, and one paper that went the whole way: what is loaded at its first use is loaded."""
    house.prepare()
    go_on(house.draft("báo cáo đầu tiên"))


def write(writer: int) -> None:
    """One paper after the other, as far as a checker takes it, until killed."""
    for number in range(1000):
        made = house.draft(f"báo cáo {writer}.{number}")
        journal.note("drafted", letter=made.pk, summary=made.summary)
        go_on(made)


def go_on(letter: Any) -> None:
    """Whatever a paper still lacks, noted as it is answered."""
    from django.utils import timezone

    from nhipcau.documents.letters import actions
    from nhipcau.office.asks.models import Ask
    from nhipcau.office.signing import actions as signing
    from nhipcau.office.signing.deeds import next_step

    drafter = house.officer("soan")
    while letter.edited < CHANGES:
        body = f"Nội dung lần {letter.edited + 1}."
        letter = actions.edit(
            letter=letter,
            fields={"body": body},
            receivers=house.receivers(),
            edited=letter.edited,
            by=drafter,
        )
        journal.note("edited", letter=letter.pk, edited=letter.edited, body=body)
    if not letter.comments.exists():
        said = actions.comment(letter=letter, text="Nên nêu rõ thời hạn.", by=house.officer("soat"))
        journal.note("commented", comment=said.pk)
    if not Ask.objects.of(letter).exists():
        asked = actions.ask_opinions(
            letter=letter, agencies=[house.agency(code) for code in house.RECEIVERS], question="",
            due=house.soon(), today=timezone.localdate(), by=drafter,
        )  # fmt: skip
        journal.note("asked", asks=[one.pk for one in asked])
    _answer(letter)
    version = signing.present(subject=letter, by=drafter)
    journal.note("presented", version=version.pk)
    if (step := next_step(version)) is not None and step.name == "checked":
        taken = signing.take_step(
            version=version, step="checked", seen_seal=version.seal, by=house.officer("soat"),
            now=timezone.now(),
        )  # fmt: skip
        journal.note("checked", step=taken.pk)


def _answer(letter: Any) -> None:
    """Each agency answers, is asked to answer once more, and does; from wherever that stands."""
    from nhipcau.office.asks import actions
    from nhipcau.office.asks.models import Ask

    for ask in Ask.objects.of(letter).select_related("agency").order_by("pk"):
        while (tries := ask.answers.count()) < 2 or not ask.answers.standing().exists():
            standing = ask.answers.standing().first()
            if standing is None:
                _say(ask, tries)
            else:
                back = actions.send_back(answer=standing, reason="Chưa rõ.", by=house.officer("soan"))
                journal.note("returned", returned=back.pk)


def _say(ask: Any, tries: int) -> None:
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from nhipcau.office.asks import actions
    from nhipcau.office.asks.rules import Verdict

    made = actions.answer(
        asked=ask, verdict=Verdict.AGREE_WITH_CHANGES, text=f"Bổ sung lần {tries}.",
        today=timezone.localdate(), by=house.officer(f"canbo-{ask.agency.code}"),
        upload=ContentFile(f"Góp ý {ask.pk}.{tries}".encode() * 200, name="gop-y.txt"),
    )  # fmt: skip
    journal.note("answered", answer=made.pk, ask=ask.pk)


def finish() -> None:
    """What the drafter does the next day: every paper goes on from where it stands."""
    from nhipcau.documents.letters.models import Letter

    for letter in Letter.objects.order_by("pk"):
        go_on(letter)


def half_way() -> dict[str, int]:
    from nhipcau.documents.letters.models import Letter
    from nhipcau.office.asks.models import Ask
    from nhipcau.office.signing.models import Step, Version

    drafted = Letter.objects.count()
    return {
        "drafted": drafted,
        "not_edited": Letter.objects.filter(edited__lt=CHANGES).count(),
        "waiting_for_answers": Ask.objects.waiting().count(),
        "not_presented": drafted - Version.objects.count(),
        "not_checked": Version.objects.count() - Step.objects.count(),
    }


def wrong() -> list[str]:
    return [*_lost(), *_doubled(), *_halved()]


def _lost() -> list[str]:
    """What somebody was told is kept, and is not."""
    from nhipcau.documents.letters.models import Letter, LetterComment
    from nhipcau.office.asks.models import Answer, AnswerReturned, Ask
    from nhipcau.office.signing.models import Step, Version

    found: list[str] = []
    summaries = dict(Letter.objects.values_list("pk", "summary"))
    for line in journal.all("drafted"):
        found += compare(f"draft {line['letter']}", summaries.get(line["letter"]), line["summary"])
    edits = logged("letter.edited")
    for line in journal.all("edited"):
        if edits[line["letter"]] < line["edited"]:
            found.append(f"draft {line['letter']} lost change {line['edited']}")
    for model, what, key in (
        (LetterComment, "commented", "comment"),
        (Answer, "answered", "answer"),
        (AnswerReturned, "returned", "returned"),
        (Version, "presented", "version"),
        (Step, "checked", "step"),
    ):
        noted = {line[key] for line in journal.all(what)}
        lost = noted - set(model.objects.values_list("pk", flat=True))
        found += [f"{model.__name__} {pk} is lost" for pk in sorted(lost)]
    noted = {pk for line in journal.all("asked") for pk in line["asks"]}
    lost = noted - set(Ask.objects.values_list("pk", flat=True))
    return found + [f"ask {pk} is lost" for pk in sorted(lost)]


def _doubled() -> list[str]:
    from nhipcau.documents.letters.models import LetterComment
    from nhipcau.kernel.models import Notice
    from nhipcau.office.asks.models import Answer, Ask
    from nhipcau.office.signing.models import Step, Version

    found = doubled("ask", Ask.objects.values_list("about_id", "agency"))
    found += doubled("comment", LetterComment.objects.values_list("letter", flat=True))
    found += doubled("notice", Notice.objects.values_list("recipient", "once"))
    found += doubled("version", Version.objects.filter(returned=None).values_list("subject_id", flat=True))
    found += doubled("check", Step.objects.values_list("version", flat=True))
    standing = Answer.objects.standing().values_list("ask", flat=True)
    return found + doubled("standing answer", standing)


def _halved() -> list[str]:
    """Rows whose other half is missing: every deed has its entry of the log, its receivers, its notices."""
    from nhipcau.documents.letters.models import Letter
    from nhipcau.kernel.models import Findable, Notice
    from nhipcau.office.asks.models import Answer, AnswerReturned, Ask
    from nhipcau.office.signing.models import Step, Version

    letters = list(Letter.objects.order_by("pk").prefetch_related("recipients"))
    keys = [letter.pk for letter in letters]
    found = compare("entries of drafts", logged("letter.drafted"), Counter(keys))
    edited = Counter({letter.pk: letter.edited for letter in letters})
    found += compare("entries of changes", logged("letter.edited"), edited)
    found += compare(
        "words to be found",
        sorted(Findable.objects.filter(kind="letter").values_list("record_id", flat=True)),
        keys,
    )
    names = sorted(each.name for each in house.receivers())
    for letter in letters:
        found += compare(
            f"receivers of {letter.pk}", sorted(each.name for each in letter.recipients.all()), names
        )
        found += compare(f"changes of {letter.pk}", letter.edited, CHANGES)
        found += compare(f"words of {letter.pk}", letter.body, f"Nội dung lần {CHANGES}.")
    asked, answers, returned = Ask.objects.count(), Answer.objects.count(), AnswerReturned.objects.count()
    found += compare("asks", asked, 2 * len(letters))
    found += compare("answers", answers, 2 * asked)
    found += compare("answers sent back", returned, asked)
    found += compare("answers without a file", Answer.objects.filter(file=None).count(), 0)
    told = Notice.objects.filter(kind="office.asked").count()
    found += compare("notices of asks", told, asked + returned)
    found += compare("notices of answers", Notice.objects.filter(kind="office.answered").count(), answers)
    found += compare("entries of answers", logged("office.answered").total(), answers)
    found += compare("entries of returns", logged("office.answer_returned").total(), returned)
    found += compare("versions", Version.objects.filter(returned=None).count(), len(letters))
    found += compare("checks", Step.objects.count(), len(letters))
    return found + compare("entries of checks", logged("office.step").total(), len(letters))


FLOW = Flow(prepare=prepare, writers=[write], half_way=half_way, finish=finish, wrong=wrong, longest=0.6)
