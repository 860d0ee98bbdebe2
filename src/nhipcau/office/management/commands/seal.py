"""nhipcau seal check: whether signed versions and their files are what was signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from nhipcau.engines.pdfsign.model import Integrity
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.certificates import signing
from nhipcau.office.certificates.pages import SignatureRow, signature_rows
from nhipcau.office.signing import checking
from nhipcau.office.signing.models import Version


class Command(BaseCommand):
    help = "Kiểm tra niêm phong và chữ ký số: nhipcau seal check [TỆP …] [--of SỐ …] [--all]"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=["check"], help="đối chiếu với bản đã ký")
        parser.add_argument(
            "files", nargs="*", type=Path, metavar="TỆP", help="các tệp như người nhận đã nhận được"
        )
        parser.add_argument(
            "--of", nargs="*", type=int, default=[], metavar="SỐ", help="số của các bản ký trong hệ thống này"
        )
        parser.add_argument("--all", action="store_true", help="mọi bản ký")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Version.objects.select_related("issue__docx", "issue__pdf", "issue__scan").order_by("pk")
        if not options["all"]:
            wanted = wanted.filter(pk__in=options["of"])
        found = [self._version(version) for version in wanted.iterator(chunk_size=200)]
        found += [self._file(path) for path in options["files"]]
        if not found:
            raise CommandError(_("Không có gì để kiểm tra: hãy nêu tệp, --of SỐ hoặc --all."), returncode=2)
        if not all(found):
            raise CommandError(_("Có phần không khớp bản đã ký."), returncode=1)

    def _version(self, version: Version) -> bool:
        parts = checking.check(version)
        self.stdout.write(f"{version.pk} {version.title}")
        for part in parts:
            words = _(checking.INTEGRITY_LABELS[part.integrity])
            self.stdout.write(f"  {_(part.label)}: {words}  {part.sha256}")
        return checking.is_whole(parts)

    def _file(self, path: Path) -> bool:
        try:
            with path.open("rb") as opened:
                found = checking.issues_with(File(opened))
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}", returncode=2) from None
        signatures = self._signatures(path)
        for issue, which in found:
            label = _(checking.FILE_LABELS.get(which, which))
            self.stdout.write(f"{path.name}: {_('đúng bản đã phát hành')}: {issue.symbol} ({label})")
        if not found and not signatures:
            self.stdout.write(f"{path.name}: {_('không phải tệp đã phát hành, hoặc đã bị sửa sau khi ký')}")
        sound = all(
            one.signature.integrity is Integrity.INTACT and one.signature.issuer_known for one in signatures
        )
        return bool(found) or (bool(signatures) and sound)

    def _signatures(self, path: Path) -> list[SignatureRow]:
        """What the signatures of a PDF say, line by line; none of what is no PDF."""
        content = path.read_bytes()
        if not content.startswith(b"%PDF"):
            return []
        try:
            rows = signature_rows(signing.read(content, name=path.name))
        except Refused as refused:
            self.stdout.write(f"{path.name}: {say(refused)}")
            return []
        for row in rows:
            first, *more = row.lines
            self.stdout.write(f"{path.name}: {first}")
            for line in more:
                self.stdout.write(f"  {line}")
        return rows
