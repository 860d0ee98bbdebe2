"""``nhipcau nginx``: the piece of nginx's configuration that stands in front of this installation.

Made of the settings, so that names, port, sizes and waits fit them.  What nginx itself must say (nobody answers behind it,
a request or its address is beyond all sizes) is said in both languages: the house is not there to say it, nor the language chosen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

_SEEN_FROM_HERE = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}  # noqa: S104 - what listens everywhere listens here, too
LONGEST_PIECE = 4000  # bytes; nginx reads no word of its configuration longer than 4096
ROOM_FOR_TELLING = 4
"""By how much a request may be larger than a file: the house itself then says in its form which file is too large,
and keeps what else was typed.  nginx could only show a page in place of all of it."""


@dataclass(frozen=True, slots=True)
class Front:
    """What the piece is made of.

    bind: where the web processes listen; upload_mb: the largest file; proxies: how many stand in front, one after the other.
    """

    base_url: str
    bind: str
    upload_mb: int
    proxies: int
    certificate: str
    key: str


_PAGE = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} · Nhịp Cầu</title>'
    "<style>body{{font:1.05rem/1.6 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1rem;"
    "color:#1c2733;background:#fff}}h1{{font-size:1.4rem}}.en{{color:#4a5763;margin-top:2rem}}</style></head>"
    '<body><h1>{title}</h1><p>{text}</p><div class="en" lang="en"><p><strong>{title_en}</strong><br>{text_en}</p></div>'
    "</body></html>"
)
AWAY = _PAGE.format(
    title="Hệ thống tạm ngừng",
    text="Máy chủ đang khởi động lại hoặc được nâng cấp, thường chỉ trong vài phút. Hãy giữ trang này và chờ một lát rồi tải lại."
    " Nếu vừa gửi một biểu mẫu, trước hết hãy mở hệ thống ở thẻ khác xem điều ấy đã được lưu chưa. Quá mười lăm phút thì báo"
    " quản trị viên.",
    title_en="The system is away for a moment",
    text_en="The server is being restarted or upgraded, usually for a few minutes. Keep this page, wait and reload it. If you"
    " have just sent a form, look in another tab first whether it was saved. After a quarter of an hour, tell the administrator.",
)
TOO_LARGE = _PAGE.format(
    title="Nội dung gửi lên quá lớn",
    text="Máy chủ chưa nhận gì. Hãy quay lại trang trước, chọn tệp nhỏ hơn hoặc chia thành nhiều lần gửi.",
    title_en="What you sent is too large",
    text_en="The server has taken nothing. Go back, choose a smaller file or send in several parts.",
)
TOO_LONG = _PAGE.format(
    title="Địa chỉ quá dài",
    text="Địa chỉ của trang, hoặc cookie mà trình duyệt giữ cho trang này, dài hơn mức máy chủ nhận. Hãy mở lại hệ thống từ trang"
    " đầu; vẫn gặp thì xóa cookie của trang này trong trình duyệt rồi đăng nhập lại.",
    title_en="The address is too long",
    text_en="The address of the page, or the cookies that the browser keeps for it, are longer than the server takes. Open the"
    " system from its first page; if that does not help, remove the cookies of this site from the browser and sign in again.",
)


def piece(front: Front) -> str:
    """The configuration, to be put into /etc/nginx/conf.d/nhipcau.conf.

    ValueError where the address of the office is not https: there is nothing to stand in front of.
    """
    address = urlsplit(front.base_url)
    if address.scheme != "https" or not address.hostname:
        raise ValueError(
            "NHIPCAU_BASE_URL phải là địa chỉ https mà cán bộ mở, ví dụ https://nhipcau.tinh.gov.vn;"
            f" đang là “{front.base_url}”."
        )
    host, port = address.hostname, address.port or 443
    seen_port = "" if port == 443 else f":{port}"
    bound, _, behind = front.bind.rpartition(":")
    upstream = f"{_SEEN_FROM_HERE.get(bound, bound)}:{behind}"
    # Of several proxies only the outermost knows how the browser came; the others pass on what it said.
    scheme = "$scheme" if front.proxies < 2 else "$http_x_forwarded_proto"
    note = (
        ""
        if front.proxies < 2
        else "        # Cho máy chủ proxy trong cùng; máy ngoài cùng đặt X-Forwarded-Proto bằng $scheme.\n"
    )
    plain = (
        f"server {{\n    listen 80;\n    server_name {host};\n"
        f"    return 301 https://{host}{seen_port}$request_uri;\n}}\n\n"
        if port == 443
        else ""
    )
    return f"""\
# Viết bởi lệnh “nhipcau nginx” theo cấu hình của Nhịp Cầu. Đổi cấu hình thì viết lại.
{plain}server {{
    listen {port} ssl;
    server_name {host};
    ssl_certificate {front.certificate};
    ssl_certificate_key {front.key};
    ssl_protocols TLSv1.2 TLSv1.3;

    # Nhịp Cầu tự nói tệp nào lớn hơn {front.upload_mb} MB và giữ lại điều đã nhập, nên ở đây rộng hơn.
    client_max_body_size {front.upload_mb * ROOM_FOR_TELLING}m;
    server_tokens off;

    location / {{
        proxy_pass http://{upstream};
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
{note}        proxy_set_header X-Forwarded-Proto {scheme};
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header Connection "";
        # Một văn bản dài hay một bảng lớn được phép làm tới 120 giây.
        proxy_read_timeout 130s;
    }}

    error_page 502 504 @nhipcau_away;
    error_page 413 @nhipcau_large;
    error_page 414 494 /nhipcau-too-long;
    location @nhipcau_away {{
        default_type "text/html; charset=utf-8";
        add_header Retry-After 30 always;
        add_header Cache-Control no-store always;
        return 502 '{AWAY}';
    }}
    location @nhipcau_large {{
        default_type "text/html; charset=utf-8";
        add_header Cache-Control no-store always;
        return 413 '{TOO_LARGE}';
    }}
    # Của địa chỉ quá dài nginx không còn giữ gì, nên trang này có địa chỉ riêng thay cho tên.
    location = /nhipcau-too-long {{
        internal;
        default_type "text/html; charset=utf-8";
        add_header Cache-Control no-store always;
        return 414 '{TOO_LONG}';
    }}
}}
"""


def main(args: list[str], read: Callable[[], tuple[str, str, int, int]]) -> int:
    """Print the piece; 0, or 1 with a reason.  read: base_url, bind, upload_mb, proxies of the environment."""
    parser = argparse.ArgumentParser(
        prog="nhipcau nginx",
        description="In cấu hình nginx đứng trước hệ thống này, theo các biến đã đặt (docs/deploy.md).",
    )
    parser.add_argument(
        "--certificate", metavar="TỆP", default="/etc/ssl/certs/nhipcau.pem", help="chứng thư của tên miền"
    )
    parser.add_argument(
        "--key", metavar="TỆP", default="/etc/ssl/private/nhipcau.key", help="khóa của chứng thư ấy"
    )
    options = parser.parse_args(args)
    try:
        base_url, bind, upload_mb, proxies = read()
        made = piece(Front(base_url, bind, upload_mb, proxies, options.certificate, options.key))
    except ValueError as why:
        print(why, file=sys.stderr)
        return 1
    print(made, end="")
    return 0
