"""``nhipcau load_agencies lam-dong`` or a file."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from nhipcau.agencies.actions.loading import load_agencies
from nhipcau.agencies.lists import LISTS
from nhipcau.agencies.standard import GROUPS, PREFIX
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say


class Command(BaseCommand):
    help = "Nhập danh mục cơ quan; nhập lại không làm thay đổi gì thêm."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "wanted",
            help=f"Tên danh mục ({', '.join(LISTS)}), “{PREFIX}<tỉnh>” cho danh mục chuẩn của một tỉnh,"
            f" “{GROUPS}” cho các nhóm thường dùng, hoặc đường dẫn tới tệp .toml",
        )

    def handle(self, *args, wanted: str, **options) -> None:
        try:
            done = load_agencies(wanted=wanted, today=today(), by=None)
        except Refused as refused:
            raise CommandError(say(refused)) from None
        self.stdout.write(
            f"Cơ quan: {done.created} mới, {done.changed} thay đổi; tên gọi: {done.names} mới; "
            f"tiếp nối: {done.successions} mới; nhóm: {done.groups} mới."
        )
        if done.left_out:
            self.stdout.write(f"{done.left_out} mục nêu cơ quan chưa có trong danh mục nên được bỏ qua.")
        if done.undecided:
            names = "; ".join(agency.name for agency in done.undecided)
            self.stdout.write(f"Chia cho nhiều cơ quan, cần người quyết định nơi nhận việc đang mở: {names}.")
