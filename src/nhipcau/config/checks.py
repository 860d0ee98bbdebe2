"""What a real installation must have before it may start (Django system checks, tag ``security``).

They run with ``nhipcau check``, ``check --deploy`` and before ``up``, ``worker`` and the web
application; each says what is wrong and what to do next, in Vietnamese, for the operator.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register, run_checks
from django.core.checks.security.base import SECRET_KEY_INSECURE_PREFIX

from nhipcau.config import environment

KEY_LENGTH = 50
KEY_LETTERS = 5
MOST_PROXIES = 5
MAKE_A_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


@register(Tags.security)
def production_is_secure(app_configs, **kwargs) -> list[CheckMessage]:
    """Errors that keep a real installation from starting; none when trying out locally."""
    return list(_faults()) if settings.PRODUCTION else []


@register(Tags.security, deploy=True)
def production_is_advisable(app_configs, **kwargs) -> list[CheckMessage]:
    """Warnings for the operator: what works but is not meant for many users."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        found.append(
            Warning(
                "Đang chạy thật trên SQLite.",
                hint="SQLite đủ cho một máy; nhiều máy thì đặt NHIPCAU_DATABASE_URL tới PostgreSQL.",
                id="nhipcau.W001",
            )
        )
    elif not settings.RUNNING_ROLE:
        found.append(
            Warning(
                "Web và việc nền đang dùng vai trò chủ của các bảng.",
                hint="Đặt NHIPCAU_OWNER_DATABASE_URL bằng vai trò khác để không ai sửa được nhật ký, xem docs/deploy.md.",
                id="nhipcau.W003",
            )
        )
    if not settings.PROXIES:
        found.append(
            Warning(
                "Chưa khai báo máy chủ proxy nào đứng trước: mọi yêu cầu sẽ bị chuyển hướng https vòng tròn.",
                hint="Đặt NHIPCAU_TRUSTED_PROXY bằng số máy chủ proxy, thường là 1 (docs/deploy.md).",
                id="nhipcau.W004",
            )
        )
    if not environment.get("NHIPCAU_EMAIL_URL"):
        found.append(
            Warning(
                "Chưa có máy chủ thư: thư chỉ được ghi vào NHIPCAU_VAR/mail.",
                hint="Đặt NHIPCAU_EMAIL_URL, ví dụ smtp+tls://user:mat-khau@mail.tinh.gov.vn:587.",
                id="nhipcau.W002",
            )
        )
    return found


def _faults() -> Iterator[Error]:
    yield from _key_faults(environment.get("NHIPCAU_SECRET_KEY"))
    yield from _host_faults(settings.ALLOWED_HOSTS, settings.BASE_URL)
    if settings.DEBUG:
        yield Error(
            "DEBUG đang bật: trang lỗi sẽ lộ mã và dữ liệu.",
            hint="Không sửa DEBUG trong cấu hình khi chạy thật; đặt lại DEBUG = False.",
            id="nhipcau.E005",
        )
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT):
        yield Error(
            "Cookie phiên làm việc hoặc chuyển hướng https đã bị tắt.",
            hint="Bỏ phần sửa đổi SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, SECURE_SSL_REDIRECT.",
            id="nhipcau.E006",
        )
    if not 0 <= settings.PROXIES <= MOST_PROXIES:
        yield Error(
            f"NHIPCAU_TRUSTED_PROXY là số máy chủ proxy đứng trước, từ 0 đến {MOST_PROXIES}, đang là {settings.PROXIES}.",
            hint="Một máy nginx hoặc Caddy đứng trước thì đặt NHIPCAU_TRUSTED_PROXY=1.",
            id="nhipcau.E008",
        )
    if os.environ.get("NHIPCAU_TODAY"):
        yield Error(
            "NHIPCAU_TODAY đang đặt ngày giả.",
            hint="Biến này chỉ để trình diễn và kiểm thử; hãy bỏ nó khi chạy thật.",
            id="nhipcau.E007",
        )


def _key_faults(key: str) -> Iterator[Error]:
    if not key:
        yield Error(
            "Thiếu NHIPCAU_SECRET_KEY.",
            hint=f"Tạo khóa bằng lệnh: {MAKE_A_KEY} rồi đặt vào NHIPCAU_SECRET_KEY.",
            id="nhipcau.E001",
        )
    elif len(key) < KEY_LENGTH or len(set(key)) < KEY_LETTERS or key.startswith(SECRET_KEY_INSECURE_PREFIX):
        yield Error(
            f"NHIPCAU_SECRET_KEY quá ngắn hoặc quá dễ đoán (cần ít nhất {KEY_LENGTH} ký tự ngẫu nhiên).",
            hint=f"Tạo khóa khác bằng lệnh: {MAKE_A_KEY}",
            id="nhipcau.E002",
        )


def _host_faults(hosts: list[str], base_url: str) -> Iterator[Error]:
    if not hosts or any(host.strip() in {"*", "."} for host in hosts):
        yield Error(
            "NHIPCAU_ALLOWED_HOSTS đang trống hoặc nhận mọi tên miền.",
            hint="Ghi đúng tên miền của hệ thống, ví dụ NHIPCAU_ALLOWED_HOSTS=nhipcau.tinh.gov.vn",
            id="nhipcau.E003",
        )
    address = urlsplit(base_url)
    if address.scheme != "https" or not address.hostname:
        yield Error(
            f"NHIPCAU_BASE_URL phải là địa chỉ https, đang là «{base_url}».",
            hint="Ví dụ NHIPCAU_BASE_URL=https://nhipcau.tinh.gov.vn",
            id="nhipcau.E004",
        )


def refuse_insecure() -> None:
    """End the process (exit code 1) with the faults, if this installation must not start."""
    faults = [fault for fault in run_checks(tags=[Tags.security]) if fault.is_serious()]
    if not faults:
        return
    print("Nhịp Cầu không khởi động vì cấu hình chưa an toàn:", file=sys.stderr)
    for fault in faults:
        print(f"- {fault.msg}\n  → {fault.hint}", file=sys.stderr)
    print("Xem docs/deploy.md và docs/settings.md. (Refused to start: insecure settings.)", file=sys.stderr)
    raise SystemExit(1)
