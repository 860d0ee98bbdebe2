"""Whether the files of an issue say what was signed: the paper is made anew from the sealed words and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from nhipcau.engines.officialdoc.letters import letters_of, say_the_same
from nhipcau.engines.officialdoc.write.model import Draft, repeated_heads, written_recipients
from nhipcau.engines.pdfsign.model import Integrity
from nhipcau.kernel import reading
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.proofs import Doubt, Proof, proofs
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.certificates import signing as certificates
from nhipcau.office.signing import deeds, printing
from nhipcau.office.signing.kinds import kinds
from nhipcau.office.signing.models import Version, Way

_OTHER = N_("bản %(version)s “%(title)s”: tệp %(file)s không đúng nội dung đã ký")
_UNREAD = N_("bản %(version)s “%(title)s”: tệp %(file)s không đọc lại được")
_SIGNATURES = N_("bản %(version)s “%(title)s”: chữ ký số trong tệp %(file)s không còn nguyên")


def connect() -> None:
    proofs.register(Proof("office.papers", _("Tệp phát hành so với nội dung đã ký"), _papers, is_slow=True))


def _papers() -> Iterator[Doubt]:
    found = Version.objects.with_deeds().select_related("issue__docx", "issue__pdf")
    issued = found.filter(issue__way=Way.ELECTRONIC, kind__in=[kind.name for kind in kinds])
    for version in issued.prefetch_related("paper_signatures").order_by("pk").iterator(chunk_size=100):
        draft = printing.draft_of(version, printing.mark_of(version))
        issue = deeds.issue_of(version)
        if issue is None or issue.pdf is None:
            continue
        if issue.docx is not None:
            yield from _compared(version, issue.docx, draft, printing.docx_of)
        if list(version.paper_signatures.all()):
            # The places of number and day are filled in above the page.
            yield from _signed(version, issue.pdf)
        else:
            yield from _compared(version, issue.pdf, draft, printing.plain_pdf)


def _compared(
    version: Version, stored: StoredFile, draft: Draft, make: Callable[[Draft], bytes]
) -> Iterator[Doubt]:
    """A file against what is made of the sealed words today: the writer may set the same words otherwise since."""
    details = {"version": version.pk, "title": version.title, "file": stored.name}
    ending = Path(str(stored.content.name)).suffix
    try:
        kept = reading.checked(letters_of, Path(stored.content.path), ending, name=stored.name)
        with reading.laid_out(ContentFile(make(draft)), name=ending) as anew:
            wanted = reading.checked(letters_of, anew, ending, name=stored.name)
    except (OSError, Refused):
        yield Doubt(_UNREAD, details)
        return
    moved = written_recipients(draft.recipients)
    if not say_the_same(kept, wanted, repeated=repeated_heads(draft), moved=moved):
        yield Doubt(_OTHER, details)


def _signed(version: Version, stored: StoredFile) -> Iterator[Doubt]:
    details = {"version": version.pk, "title": version.title, "file": stored.name}
    try:
        with stored.content.open("rb") as kept:
            signatures = certificates.read(kept.read(), name=stored.name)
    except (OSError, Refused):
        yield Doubt(_UNREAD, details)
        return
    if not signatures or any(one.integrity is Integrity.ALTERED for one in signatures):
        yield Doubt(_SIGNATURES, details)
