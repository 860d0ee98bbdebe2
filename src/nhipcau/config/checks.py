"""What a real installation must have before it may start (Django system checks, tag ``security``).

They run with ``nhipcau check``, ``check --deploy`` and before ``up``, ``worker`` and the web
application; each says what is wrong and what to do next, in Vietnamese, for the operator.
"""

from __future__ import annotations

import ipaddress
import os
import re
import sys
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register, run_checks
from django.core.checks.security.base import SECRET_KEY_INSECURE_PREFIX
from django.http.request import validate_host

from nhipcau.config import environment

KEY_LENGTH = 50
KEY_LETTERS = 10
"""No key of 50 random figures has fewer different ones: of 300,000 hexadecimal keys the poorest had 11."""
WIDEST = {False: 8, True: 32}  # bits of a network of IPv4 and IPv6 below which it is more than one office's
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
                "Chưa khai báo máy chủ proxy nào đứng trước: nhật ký ghi địa chỉ của proxy thay cho của người dùng;"
                " proxy ở máy khác thì không trang nào mở được.",
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
    if settings.MAIL is not None and settings.MAIL.is_open and settings.MAIL.password:
        found.append(
            Warning(
                "Mật khẩu của hộp thư và mọi thư đang đi không mã hóa.",
                hint="Dùng smtp+tls:// hoặc smtps:// trong NHIPCAU_EMAIL_URL.",
                id="nhipcau.W005",
            )
        )
    for name, networks in (
        ("NHIPCAU_CALL_ALLOW", settings.CALL_ALLOW),
        ("NHIPCAU_PRESS_ALLOW", settings.PRESS_ALLOW),
    ):
        if wide := [one for one in networks if ipaddress.ip_network(one).prefixlen < WIDEST[":" in one]]:
            found.append(
                Warning(
                    f"{name} mở cả {', '.join(wide)}: máy chủ gọi được vào hầu hết mạng nội bộ.",
                    hint="Chỉ ghi mạng hoặc địa chỉ của máy cần gọi, ví dụ 10.1.2.0/24.",
                    id="nhipcau.W006",
                )
            )
    if unknown := environment.unknown():
        found.append(
            Warning(
                f"Biến không có nghĩa gì, có thể ghi sai tên: {', '.join(unknown)}.",
                hint="Xem tên đúng bằng lệnh nhipcau settings (docs/settings.md).",
                id="nhipcau.W007",
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
    if not hosts or any(_is_wide(host) for host in hosts):
        yield Error(
            "NHIPCAU_ALLOWED_HOSTS đang trống, nhận mọi tên miền, hoặc ghi tên miền chưa đúng.",
            hint="Ghi đúng tên miền của hệ thống, không kèm https:// hay cổng, ví dụ NHIPCAU_ALLOWED_HOSTS=nhipcau.tinh.gov.vn",
            id="nhipcau.E003",
        )
    address = _address(base_url)
    if address.scheme != "https" or not address.hostname or address.path or address.query or address.username:
        yield Error(
            f"NHIPCAU_BASE_URL phải là địa chỉ https chỉ gồm tên miền, đang là “{base_url}”.",
            hint="Ví dụ NHIPCAU_BASE_URL=https://nhipcau.tinh.gov.vn",
            id="nhipcau.E004",
        )
    elif hosts and not validate_host(address.hostname, hosts):
        yield Error(
            f"NHIPCAU_BASE_URL dẫn tới “{address.hostname}”, là tên miền mà NHIPCAU_ALLOWED_HOSTS không có:"
            " mọi liên kết trong thư sẽ không mở được.",
            hint=f"Thêm “{address.hostname}” vào NHIPCAU_ALLOWED_HOSTS, hoặc sửa NHIPCAU_BASE_URL.",
            id="nhipcau.E009",
        )


def _is_wide(host: str) -> bool:
    """Whether an allowed host lets in names of others ("*", ".vn", ".gov.vn"), or is written so that none is let in."""
    name = host.strip()
    return bool(re.search(r"[*/\s]|:\d+$", name)) or (name.startswith(".") and name.count(".") < 3)


def _address(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:  # brackets that do not close, a port that is no number
        return urlsplit("")
    return parts


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
