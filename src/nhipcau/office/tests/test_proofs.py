"""What the triggers cannot know to be false is found afterwards: rows, files and the log read against each other.

Each forgery is written as whoever took over the web process would write it: with the rights that web and workers
have, past the actions, the log's entry along with it where that is what makes it look right.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from tests.cast import hold
from tests.thawed import thawed

from nhipcau.agencies.actions.roles import change_days, give_role, take_role
from nhipcau.agencies.models import Officer, RoleHolding
from nhipcau.agencies.rules import Role
from nhipcau.kernel import audit, files, frozen, proofs
from nhipcau.kernel.models import LogEntry, StoredFile
from nhipcau.office.deliveries import actions as deliveries
from nhipcau.office.deliveries.models import Delivery, Receipt
from nhipcau.office.registers import actions as registers
from nhipcau.office.registers.models import Book, GivenUp, Number
from nhipcau.office.signing import actions
from nhipcau.office.signing.models import Issue, Numbering, Recall, Returned, Step, Version
from nhipcau.office.tests.conftest import DAY, NOW
from nhipcau.office.tests.test_recalls import delivered  # noqa: F401

pytestmark = pytest.mark.django_db
# The cast's roles are written without the log.
_NOT_OF_THE_CAST = {"agencies.roles"}


def found(*, slow: bool = False) -> dict[str, list[str]]:
    """What each proof finds now, without those that find nothing."""
    return {
        proof.name: [doubt.words for doubt in doubts]
        for proof, doubts in proofs.all_doubts(slow=slow)
        if doubts and proof.name not in _NOT_OF_THE_CAST
    }


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def told(action: str, version: Version, by: Officer, **data: object) -> None:
    audit.record(
        action, target=version.subject, by=by, data={"version": version.pk, "seal": version.seal} | data
    )


def test_what_was_done_by_the_actions_fits(delivered, agency_leader, officer, clerk, agency):  # noqa: F811
    deliveries.acknowledge(delivery=Delivery.objects.get(agency=agency), by=officer)
    paper = Delivery.objects.get(channel="paper")
    deliveries.sent_on_paper(delivery=paper, on=DAY, today=DAY, by=clerk)
    registers.give_to_paper(
        issuer=agency, series="thong-bao", on=DAY, what="Văn bản giấy", by=clerk, text="9"
    )
    number = registers.give(issuer=agency, series="quyet-dinh", year=2026, by=clerk, what="Thử")
    registers.give_up(number=number, reason="Viết nhầm", by=clerk)
    assert found(slow=True) == {}
    actions.recall(version=delivered, reason="Sai ngày", by=agency_leader, now=NOW)
    assert found() == {}


def test_what_was_sent_back_fits(signed, agency_leader):
    actions.send_back(version=signed, reason="Sai ngày", by=agency_leader)
    assert found() == {}


def test_a_signature_that_the_log_does_not_tell(presented, checker, agency_leader):
    for person, name in ((checker, "check"), (agency_leader, "sign")):
        Step.objects.create(version=presented, name=name, officer=person, at=NOW, officer_name=str(person))
    assert len(found()["office.deeds"]) == 2


def test_a_signature_with_its_entry_by_somebody_who_may_not_sign(presented, checker, officer):
    for person, name in ((checker, "check"), (officer, "sign")):
        Step.objects.create(
            version=presented, name=name, officer=person, at=NOW, officer_name=str(person), post=""
        )
        told("office.step", presented, person, step=name, post="")
    assert any("Lê Cán Bộ" in words for words in found()["office.versions"])


def test_one_person_for_two_that_must_be_two(presented, agency_leader):
    hold(agency_leader, Role.OFFICER)
    for name in ("check", "sign"):
        Step.objects.create(
            version=presented, name=name, officer=agency_leader, at=NOW, officer_name="Đỗ Giám Đốc", post="x"
        )
        told("office.step", presented, agency_leader, step=name, post="x")
    assert any("hai người" in words for words in found()["office.versions"])


def test_an_issue_of_what_nobody_signed_with_all_its_entries(presented, clerk, agency):
    number = registers.give(issuer=agency, series="thong-bao", year=DAY.year, by=clerk, what=presented.title)
    symbol = f"{number.text}/TB-SCT"
    Numbering.objects.create(version=presented, number=number, symbol=symbol, day=DAY, by=clerk, at=NOW)
    pdf = files.store(ContentFile(b"%PDF-1.7 forged"), name="gia.pdf", by=clerk)
    Issue.objects.create(
        version=presented, number=number, symbol=symbol, issued_on=DAY, issued_by=clerk, issued_at=NOW,
        way="electronic", signer_name="Đỗ Giám Đốc", pdf=pdf, pdf_sha256=pdf.sha256,
    )  # fmt: skip
    told("office.issued", presented, clerk, symbol=symbol, on=DAY, pdf=pdf.sha256, docx="", scan="")
    assert any("bước ký" in words for words in found()["office.versions"])


def test_an_issue_by_the_book_with_another_paper_than_the_signed_words(signed, clerk, agency):
    """All rows and entries fit each other: only the paper itself says that it is another one."""
    number = registers.give(issuer=agency, series="thong-bao", year=DAY.year, by=clerk, what=signed.title)
    symbol = f"{number.text}/TB-SCT"
    Numbering.objects.create(version=signed, number=number, symbol=symbol, day=DAY, by=clerk, at=NOW)
    from dataclasses import replace

    from nhipcau.office.signing import printing
    from nhipcau.office.signing.deeds import signer_of
    from nhipcau.office.signing.kinds import Mark

    held = Version.objects.with_deeds().get(pk=signed.pk)
    signer = signer_of(held)
    draft = printing.draft_of(held, Mark(number=number.text, symbol=symbol, issued_on=DAY, signer=signer))
    forged = replace(draft, body=(*draft.body, *draft.body))
    made = {
        "docx": files.store(ContentFile(printing.docx_of(forged)), name="g.docx", by=clerk),
        "pdf": files.store(ContentFile(printing.plain_pdf(forged)), name="g.pdf", by=clerk),
    }
    Issue.objects.create(
        version=signed, number=number, symbol=symbol, issued_on=DAY, issued_by=clerk, issued_at=NOW,
        way="electronic", signer_name=signer.name, signer_post=signer.post,
        pdf=made["pdf"], pdf_sha256=made["pdf"].sha256, docx=made["docx"], docx_sha256=made["docx"].sha256,
    )  # fmt: skip
    sha = {which: each.sha256 for which, each in made.items()}
    told("office.issued", signed, clerk, symbol=symbol, on=DAY, scan="", **sha)
    assert found() == {}
    assert {name: len(words) for name, words in found(slow=True).items()} == {"office.papers": 2}


def test_a_return_with_its_entry_by_somebody_who_had_nothing_to_do_with_it(signed, stranger, leader):
    told("office.returned", signed, leader, reason="x")
    Returned.objects.create(version=signed, by=leader, at=NOW, reason="x")
    assert any("Phạm Lãnh Đạo" in words for words in found()["office.versions"])


def test_a_recall_without_its_entry_and_an_entry_without_its_recall(issued, agency_leader):
    told("office.recalled", issued, agency_leader, reason="giả")
    assert len(found()["office.deeds"]) == 1
    Recall.objects.create(version=issued, by=agency_leader, at=NOW, reason="khác")
    assert len(found()["office.deeds"]) == 2


def test_an_entry_taken_out_before_it_was_closed_into_the_chain(signed):
    with thawed():
        run("DELETE FROM kernel_logentry WHERE action = 'office.step'")
    assert len(found()["office.deeds"]) == 2


def test_words_exchanged_together_with_their_seal_leave_the_entry(signed):
    with thawed():
        run("UPDATE office_version SET content = '{}', seal = %s", "44136fa355b3678a1146ad16f7e8649e")
    assert "office.deeds" in found() and "office.versions" in found()


def test_a_confirmation_with_its_receipt(delivered, other_agency, coordinator):  # noqa: F811
    row = Delivery.objects.get(agency=other_agency)
    Receipt.objects.create(delivery=row, at=NOW, what="confirm", by=coordinator)
    run("UPDATE office_delivery SET state = 'confirmed' WHERE id = %s", row.pk)
    assert len(found()["office.deliveries"]) == 1


def test_a_confirmation_with_its_receipt_and_its_entry_by_another_agency(
    delivered,  # noqa: F811
    other_agency,
    officer,
):
    row = Delivery.objects.get(agency=other_agency)
    Receipt.objects.create(delivery=row, at=NOW, what="confirm", by=officer)
    run("UPDATE office_delivery SET state = 'confirmed' WHERE id = %s", row.pk)
    audit.record("office.acknowledged", target=row, by=officer, data={})
    assert any("Lê Cán Bộ" in words for words in found()["office.deliveries"])


@pytest.mark.parametrize(("channel", "state"), [("paper", "sent"), ("mail", "sending")])
def test_a_state_that_no_receipt_leads_to(delivered, channel, state):  # noqa: F811
    run("UPDATE office_delivery SET state = %s WHERE channel = %s AND state = 'due'", state, channel)
    assert len(found().get("office.deliveries", [])) == (state == "sent")


def test_a_number_that_nobody_gave_and_a_book_that_counts_ahead(issued, clerk):
    book = Book.objects.get()
    run("UPDATE office_book SET last = 40 WHERE id = %s", book.pk)
    assert len(found()["office.books"]) == 1
    Number.objects.create(
        book=book, value=40, text="40", origin="machine", reserved_at=NOW, reserved_by=clerk, what="Giả"
    )
    words = found()["office.books"]
    assert len([each for each in words if "nhật ký" in each]) == 1
    assert len([each for each in words if "thiếu số" in each]) == 1


def test_a_number_of_a_paper_that_is_out_is_given_up_with_its_entry(issued, clerk):
    number = Number.objects.get()
    GivenUp.objects.create(number=number, reason="x", by=clerk, at=NOW)
    audit.record("office.number_given_up", target=number.book, by=clerk, data={"number": "01", "reason": "x"})
    assert any("số đã bỏ" in words for words in found()["office.versions"])


def test_a_file_changed_lost_or_exchanged(issued):
    pdf, docx = Issue.objects.get().pdf, Issue.objects.get().docx
    Path(pdf.content.path).write_bytes(b"%PDF other")
    assert len(found()["kernel.files"]) == 1
    Path(docx.content.path).unlink()
    assert len(found()["kernel.files"]) == 2


def test_a_kept_file_is_not_turned_to_other_bytes(issued):
    pdf, docx = Issue.objects.get().pdf, Issue.objects.get().docx
    for column, value in (("content", docx.content.name), ("sha256", "0" * 64), ("size", 1)):
        with pytest.raises(Exception, match="frozen"):
            run(f"UPDATE kernel_storedfile SET {column} = %s WHERE id = %s", value, pdf.pk)
    StoredFile.objects.filter(pk=pdf.pk).update(stored_by=None)  # an account that goes leaves its files


def test_a_role_that_nobody_gave(administrator, agency, client):
    give_role(officer=administrator, role=Role.CLERK, agency=agency, since=DAY, by=administrator)
    RoleHolding.objects.filter(role=Role.ADMINISTRATOR).delete()
    proof = proofs.proofs.get("agencies.roles")
    assert list(proof.find()) == []
    RoleHolding.objects.create(officer=administrator, role=Role.AGENCY_LEADER, agency=agency, since=DAY)
    assert len(list(proof.find())) == 1


def test_a_role_that_was_taken_away_stands_again(administrator, officer, agency):
    RoleHolding.objects.all().delete()
    held = give_role(officer=officer, role=Role.CLERK, agency=agency, since=DAY, by=administrator)
    until = DAY + timedelta(days=9)
    held = change_days(held=held, since=DAY, until=until, by=administrator, today=DAY)
    proof = proofs.proofs.get("agencies.roles")
    assert list(proof.find()) == []
    RoleHolding.objects.update(until=None)
    assert len(list(proof.find())) == 1
    RoleHolding.objects.update(until=until + timedelta(days=400))
    assert len(list(proof.find())) == 1
    RoleHolding.objects.update(until=until)
    take_role(held=held, by=administrator, today=DAY + timedelta(days=3))
    assert list(proof.find()) == []


def test_a_guard_of_the_same_name_that_guards_nothing_is_found_and_laid_anew(issued):
    table = "office_receipt"
    with connection.cursor() as cursor:
        name = min(frozen._standing(cursor, connection.vendor)[table])
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        else:
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON {table} WHEN 0 BEGIN SELECT 1; END")
    assert len(found()["kernel.guards"]) == 1
    assert frozen.lay() == [table]
    assert found() == {}


def test_a_guard_of_another_is_found(issued):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
            )
            cursor.execute(
                "CREATE TRIGGER swallow BEFORE INSERT ON kernel_logentry FOR EACH ROW EXECUTE FUNCTION nothing()"
            )
        else:
            cursor.execute(
                "CREATE TRIGGER swallow BEFORE INSERT ON kernel_logentry BEGIN SELECT RAISE(IGNORE); END"
            )
    assert len(found()["kernel.guards"]) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no functions of triggers")
def test_a_function_of_guards_that_lets_pass_is_found(issued):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION nhipcau_frozen() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN RETURN OLD; END'"
        )
    assert found()["kernel.guards"]
    assert found()["kernel.guards"]  # looking has not mended it


def test_the_administrator_reads_what_does_not_fit(presented, checker, capsys):
    RoleHolding.objects.all().delete()
    hold(checker, Role.OFFICER)
    call_command("verify", "office.books", "kernel.guards")
    assert "khớp" in capsys.readouterr().out
    Step.objects.create(version=presented, name="check", officer=checker, at=NOW, officer_name="A")
    with pytest.raises(SystemExit) as ended:
        call_command("verify", "office.deeds")
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert f"bản {presented.pk}" in said.out and "KHÔNG" in said.err
    with pytest.raises(SystemExit) as wrong:
        call_command("verify", "office.nothing")
    assert wrong.value.code == 2


def round_of_proofs(slot: str) -> None:
    """As the workers do: the turn, then each piece that it or the piece before asked for."""
    from nhipcau.desk import tasks
    from nhipcau.kernel import jobs

    tasks.check_all.call(slot=slot)
    while waits := jobs.kept().filter(queue_name="proofs", status=jobs.State.READY).first():
        tasks.check_piece.call(**waits.args_kwargs["kwargs"])
        waits.delete()


def test_what_does_not_fit_is_told_without_anybody_asking(presented, checker, administrator):
    from nhipcau.desk import tasks
    from nhipcau.kernel import jobs
    from nhipcau.kernel.models import Notice

    jobs.discover()
    assert "desk.proofs" in {each.name for each in jobs.all_scheduled()}
    Step.objects.create(version=presented, name="check", officer=checker, at=NOW, officer_name="A")
    round_of_proofs("2026-06-21T02:50:00+07:00")
    round_of_proofs("2026-06-21T02:50:00+07:00")
    notice = Notice.objects.get(kind=tasks.DOUBTS, recipient=administrator)
    assert f"bản {presented.pk}" in notice.text
    assert LogEntry.objects.filter(action="office.presented").exists()


@pytest.fixture
def asked(agencies_are_asked_about, monkeypatch, coordinator, agency, other_agency):
    """The officer's agency is asked about an agency's record; a leader has said a word on it."""
    from nhipcau.office.asks import actions as asks

    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())
    return asks.ask(
        about=other_agency,
        to=[agency],
        question="Góp ý?",
        due=DAY + timedelta(days=7),
        today=DAY,
        by=coordinator,
    )[0]


def test_answers_and_leaders_words_that_were_given_fit(asked, officer, leader, coordinator, other_agency):
    from nhipcau.office.asks import actions as asks
    from nhipcau.office.asks.rules import Verdict
    from nhipcau.office.directions import actions as directions

    given = asks.answer(asked=asked, verdict=Verdict.AGREE, text="Nhất trí. " * 60, today=DAY, by=officer)
    asks.send_back(answer=given, reason="Chưa rõ", by=coordinator)
    said = directions.give(about=other_agency, text="Làm ngay.", by=leader, now=NOW)
    directions.follow(direction=said, done=True, note="Xong", by=coordinator, now=NOW)
    assert found() == {}


@pytest.mark.parametrize("entry", [False, True])
def test_an_answer_in_the_name_of_an_agency_that_did_not_give_it(asked, stranger, officer, entry):
    from nhipcau.office.asks.models import Answer

    by = stranger if entry else officer
    Answer.objects.create(ask=asked, verdict="agree", text="Giả", at=NOW, by=by)
    if entry:
        audit.record("office.answered", by=by, data={"verdict": "agree", "text": "Giả"})
    assert len(found()["office.asks"]) == 1


@pytest.mark.parametrize("entry", [False, True])
def test_a_word_that_a_leader_did_not_say(asked, other_agency, leader, officer, entry):
    from nhipcau.office.directions.models import Direction

    said_by = officer if entry else leader
    Direction.objects.create(
        about=other_agency, text="Chuyển hết.", said_by=said_by, said_at=NOW, written_by=officer
    )
    if entry:
        audit.record("office.direction", by=officer, data={"text": "Chuyển hết.", "said_by": said_by})
    assert len(found()["office.directions"]) == 1
