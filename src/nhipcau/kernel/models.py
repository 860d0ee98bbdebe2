"""What every app stands on: the installation, files, notices, and the worker's memory."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock, sentences
from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel
from nhipcau.kernel.holding import still_held
from nhipcau.kernel.logged import LogBlock as LogBlock
from nhipcau.kernel.logged import LogEntry as LogEntry
from nhipcau.kernel.logged import LogEntryQuerySet as LogEntryQuerySet
from nhipcau.kernel.logged import LogPersonal as LogPersonal
from nhipcau.kernel.longwork import ProofRun as ProofRun
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import day_of, written


class Installation(models.Model):
    """The province that this installation serves (đơn vị sử dụng); exactly one row once set up."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    province = models.CharField(_("tỉnh, thành phố"), max_length=100)
    office = models.CharField(_("cơ quan chủ trì"), max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)
    demo_day = models.DateField(null=True, blank=True)
    set_up_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_installation")]

    def __str__(self) -> str:
        return self.province


class StoredFile(models.Model):
    """A file as somebody gave it (tệp): his name for it, and bytes that are kept once however many gave them.

    Who gives the same bytes under another name, or vouches for them himself, has a row of his own.
    """

    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("tên tệp"), max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    content = models.FileField(upload_to="kho/", max_length=200)
    stored_at = models.DateTimeField(default=clock.now, editable=False)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Why nobody could look into it for the stamp of a state secret, and who declared that there is none.
    unseen = models.CharField(max_length=20, blank=True, default="")
    declared_by = models.CharField(max_length=150, blank=True, default="")
    declared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "name", "unseen", "declared_by"], name="stored_file_once_a_name"
            ),
            models.CheckConstraint(
                condition=models.Q(unseen="", declared_by="", declared_at=None)
                | ~models.Q(unseen="") & ~models.Q(declared_by="") & models.Q(declared_at__isnull=False),
                name="stored_file_declared_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def declaration(self) -> str:
        """What stands beside it for ever where the system could not look into it; "" for others."""
        if not self.unseen or self.declared_at is None:
            return ""
        told = {"name": self.declared_by, "day": written(day_of(self.declared_at))}
        return (
            _(
                "Hệ thống không xem được bên trong; %(name)s cam đoan ngày %(day)s là không có bí mật nhà nước."
            )
            % told
        )


class Undoable(models.Model):
    """An act that can be taken back for some seconds (hoàn tác); whom it tells is told when they are over.

    data: what its counter-action needs to know, see ``kernel.undo``.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=80)
    record_kind = models.CharField(max_length=80)
    record_id = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["until"], name="undoable_until")]

    def __str__(self) -> str:
        return f"{self.action} {self.record_kind}:{self.record_id}"


# The kind of the notice that gathers a day's others into one letter.
SUMMARY = "kernel.summary"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)

    def to(self, officer, at: datetime | None = None) -> NoticeQuerySet:
        """What an officer finds among the notices; the letters that gather others are not among them.

        officer: or the account's key.
        """
        return self.filter(recipient=officer).exclude(kind=SUMMARY).let_go(at)

    def let_go(self, at: datetime | None = None) -> NoticeQuerySet:
        """Without those that wait whether their act is taken back."""
        return self.exclude(still_held(at=at))

    def awaiting_mail(self) -> NoticeQuerySet:
        """What an officer wants by letter and no letter has gathered yet."""
        return self.filter(mail_wanted=True, gathered_in=None).exclude(recipient=None).let_go()


class Notice(models.Model):
    """One message (thông báo), most often to one officer.

    ``once`` names what it is about; the pair (recipient, once) is unique, so a job that is run
    again after a crash cannot tell anybody the same thing twice.  Without a recipient it goes to
    ``address`` or to whoever its deliveries name.  ``gathered_in``: the day's summary that carries it.
    ``said``: the machine's own sentences as codes ({"title", "text"}, see ``kernel.sentences``), read in the
    reader's language; ``title`` and ``text`` are the same in Vietnamese, or what a person wrote.  ``held_until``: nobody
    is told before that moment, as the act may still be taken back (``held_for``).
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    address = models.EmailField(max_length=254, blank=True)
    kind = models.CharField(max_length=40)
    once = models.CharField(max_length=160)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    said = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    read_at = models.DateTimeField(null=True)
    mail_wanted = models.BooleanField(default=False)
    push_wanted = models.BooleanField(default=False)
    held_until = models.DateTimeField(null=True, blank=True, editable=False)
    held_for = models.ForeignKey(
        Undoable, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="notices"
    )
    gathered_in = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="gathered"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "once"], name="notice_once"),
            models.UniqueConstraint(
                fields=["address", "once"], condition=models.Q(recipient=None), name="notice_once_an_address"
            ),
        ]
        indexes = [models.Index(fields=["recipient", "read_at", "-created_at"])]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def heading(self) -> str:
        """Its title in the active language, where the machine wrote it; as it was written otherwise."""
        return self._in_words("title")

    @property
    def words(self) -> str:
        """Its text, likewise."""
        return self._in_words("text")

    def _in_words(self, part: str) -> str:
        return sentences.shown(self.said.get(part)) or str(getattr(self, part))


class NoticeChoice(models.Model):
    """What an officer chose for one kind of notice; without a row all ways are on."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField(max_length=40)
    in_app = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=True)
    by_push = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "kind"], name="one_choice_a_kind")]

    def __str__(self) -> str:
        return f"{self.officer_id}:{self.kind}"


class LetterLanguage(models.Model):
    """The language in which an officer reads notices and letters; without a row, Vietnamese."""

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="letter_language"
    )
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="vi")

    def __str__(self) -> str:
        return f"{self.officer_id}:{self.language}"


class Findable(models.Model):
    """What a record is found by (mục tra cứu): its words without marks, whose it is, its day."""

    kind = models.CharField(max_length=40)
    record_id = models.PositiveBigIntegerField()
    words = models.TextField()
    agency_id = models.PositiveBigIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="findable_once")]
        indexes = [models.Index(fields=["-day", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class TableDraft(models.Model):
    """A table that somebody brought, read and shown, waiting to be taken whole (bảng chờ nhập).

    lines: [{"number", "values"}] as read; unknown: titles of columns that were passed over.  Kept for a week.
    """

    kind = models.CharField(max_length=40)
    lines = models.JSONField()
    unknown = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Unsent(models.Model):
    """What an officer has typed into a form and not sent, or sent in vain (nội dung đang viết dở).

    form: the address that the form is sent to, with the form's own mark where it has one ("/nhiem-vu/4/trao-doi/#1");
    page: where the form stands.  words: {field: [values]}; files: names of those to choose again.
    why: what became of it.  Its account alone ever gets it back.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=300)
    page = models.CharField(max_length=500)
    button = models.CharField(max_length=120, blank=True)
    words = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    why = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "form"], name="unsent_once_a_form")]

    def __str__(self) -> str:
        return self.form


class SentForm(models.Model):
    """The form that an account sent last, and what it was answered (biểu mẫu vừa gửi).

    The same one again is answered the same, and done once (``kernel.sent_once``).  key: of the form as it was sent;
    answer: {"url", "said"}.
    """

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.at:%H:%M:%S}"


class ScheduledRun(models.Model):
    """A scheduled job's turn, claimed once however many workers there are."""

    job = models.CharField(max_length=80)
    slot = models.DateTimeField()
    claimed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="one_run_a_slot")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot:%Y-%m-%d %H:%M}"


class WorkerBeat(models.Model):
    """A worker's sign of life; what a silent worker held is given to another."""

    worker = models.CharField(max_length=80, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker


class EvidenceKind(StrEnum):
    """What an evidence is."""

    FILE = "file"
    LINK = "link"
    RECORD = "record"


EVIDENCE_KIND_LABELS = {
    EvidenceKind.FILE: N_("Tệp"),
    EvidenceKind.LINK: N_("Liên kết"),
    EvidenceKind.RECORD: N_("Bản ghi trong hệ thống"),
}


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> EvidenceQuerySet:
        return self.filter(withdrawn_at=None)

    def between(self, first: date, last: date) -> EvidenceQuerySet:
        """Of things of these days, both included."""
        return self.filter(day__range=(first, last))

    def about_record(self, record: models.Model) -> EvidenceQuerySet:
        return self.about_records(type(record), [record.pk])

    def about_records(self, model: type[models.Model], keys) -> EvidenceQuerySet:
        return self.filter(about_type=ContentType.objects.get_for_model(model), about_id__in=keys)


class Evidence(models.Model):
    """What shows that work was done (minh chứng): a file, a link, or a record of this system.

    ``about`` is whatever the evidence speaks for (a duty of the plan); ``day`` is of the thing shown, by which it is
    counted, whenever it was handed in; ``record`` is the record shown,
    of a kind that its app registered in ``kernel.evidence``, so that apps that do not know each other
    meet here.
    """

    Kind = EvidenceKind

    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    kind = models.CharField(max_length=8, choices=choices(EVIDENCE_KIND_LABELS))
    title = models.CharField(_("tên tài liệu kiểm chứng"), max_length=300)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    url = models.URLField(_("địa chỉ"), max_length=500, blank=True)
    record_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    record_id = models.PositiveBigIntegerField(null=True, blank=True)
    record = GenericForeignKey("record_type", "record_id")
    page = ""  # of the record, where its reader may open it (``kernel.evidence.with_pages``)
    day = models.DateField(_("ngày"))
    added_at = models.DateTimeField(default=clock.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id"]),
            models.Index(fields=["day"], name="evidence_day"),
        ]

    def __str__(self) -> str:
        return self.title


class SpentLink(FrozenModel):
    """A signed link that was used up (``kernel.links``)."""

    purpose = models.CharField(max_length=60)
    number = models.CharField(max_length=32)
    until = models.DateTimeField()
    spent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "number"], name="link_spent_once")]

    def __str__(self) -> str:
        return f"{self.purpose}:{self.number}"
