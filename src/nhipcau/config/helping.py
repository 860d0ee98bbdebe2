"""``nhipcau --help``: the product's own commands first, by what they are for, each with an example.

In English where the terminal's language is English, else in Vietnamese.  Django's own commands stand behind
``nhipcau help --all``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command: how it is called, what it does in both languages, an example that runs as it stands."""

    name: str
    vi: str
    en: str
    example: str


GROUPS: tuple[tuple[str, str, tuple[Command, ...]], ...] = (
    (
        "Chạy hệ thống",
        "Running the system",
        (
            Command("up", "chạy cả hệ thống trên máy này", "run the whole system on this machine", "nhipcau up --port 8001"),
            Command("prepare", "chuẩn bị thư mục dữ liệu, nâng cấp cơ sở dữ liệu", "make the data folder and the database ready", "nhipcau prepare"),
            Command("worker", "chạy thêm một tiến trình việc nền", "run one more background worker", "nhipcau worker"),
            Command("settings", "in mọi biến cấu hình", "print every setting", "nhipcau settings"),
            Command("nginx", "in cấu hình nginx đứng trước hệ thống này", "print the nginx configuration that stands in front of it", "nhipcau nginx --certificate /etc/ssl/certs/nhipcau.pem --key /etc/ssl/private/nhipcau.key"),
            Command("demo", "dựng tỉnh mẫu vào hệ thống còn trống", "build the demonstration province", "nhipcau demo"),
        ),
    ),
    (
        "Chăm sóc hệ thống",
        "Looking after it",
        (
            Command("doctor", "tình trạng hệ thống: điều gì sai, phải làm gì", "how the system stands, and what to do", "nhipcau doctor --json"),
            Command("backup", "sao lưu vào một tệp có niêm phong", "write a sealed backup", "nhipcau backup /mnt/usb/nhipcau.tar"),
            Command("restore", "khôi phục từ một bản sao lưu", "bring a backup back", "nhipcau restore /mnt/usb/nhipcau.tar --key /mnt/usb/backup.key"),
            Command("verify", "đối chiếu mọi thứ đã ký, cấp số, gửi với nhật ký", "read all that was signed and sent against the log", "nhipcau verify"),
            Command("log", "kiểm tra chuỗi nhật ký", "check the chain of the log", "nhipcau log check"),
            Command("shred", "hủy dữ liệu cá nhân hết hạn giữ", "shred personal data whose time is over", "nhipcau shred"),
            Command("rights", "cấp quyền cho vai trò chạy web trên PostgreSQL", "grant the running role its rights on PostgreSQL", "nhipcau rights"),
            Command("rebuild_finding", "dựng lại bảng tra cứu", "write the search table anew", "nhipcau rebuild_finding"),
            Command("standings", "đối chiếu các số đếm của kế hoạch, sửa số sai", "check what is kept counted of plans, mend it", "nhipcau standings --mend"),
            Command("setup_link", "in liên kết thiết lập của hệ thống còn trống", "print the link that sets an empty system up", "nhipcau setup_link"),
            Command("load_agencies", "nhập danh mục cơ quan", "load a list of agencies", "nhipcau load_agencies lam-dong"),
        ),
    ),
    (
        "Văn bản",
        "Documents",
        (
            Command("doc read", "đọc một văn bản thành các phần", "read an official document into its parts", "nhipcau doc read cong-van.pdf --json"),
            Command("doc form", "kiểm tra thể thức một văn bản theo Nghị định 30", "check a paper against the form of Decree 30", "nhipcau doc form cong-van.docx --json"),
            Command("plan read", "đọc một kế hoạch thành các nhiệm vụ", "read a plan into its tasks", "nhipcau plan read ke-hoach.docx"),
            Command("report merge", "gộp câu báo cáo của nhiều cơ quan, chỉ ra câu mâu thuẫn", "merge agencies' report sentences, show what contradicts", "nhipcau report merge bao-cao.jsonl --json"),
            Command("report count", "đếm các chỉ tiêu báo cáo từ bản ghi, cho một kỳ", "count report figures from records, for a period", "nhipcau report count ban-ghi.jsonl --indicator PRESS_CONF_PERIODIC --period 2026-H1"),
            Command("report periods", "các kỳ báo cáo: ngày chốt số liệu, hạn nộp", "report periods: closing days and deadlines", "nhipcau report periods 2026"),
            Command("report indicators", "danh mục chỉ tiêu, kiểm tra tệp chỉ tiêu riêng", "the indicators; checks an office's own", "nhipcau report indicators chi-tieu.tsv"),
            Command("say", "đọc một văn bản thành lời cho phát thanh", "a text in the words in which it is read out", "nhipcau say ban-tin.txt"),
            Command("seal", "kiểm tra niêm phong và chữ ký số của tệp", "check seals and signatures in files", "nhipcau seal check van-ban.pdf"),
            Command("law list", "các thời hạn theo luật", "legal time limits", "nhipcau law list"),
            Command("law when", "hạn cuối của một nghĩa vụ, cách tính từng bước", "a duty's deadline, reckoned step by step", "nhipcau law when publish_spokesperson --start 2026-07-03T16:20"),
        ),
    ),
    (
        "Báo chí",
        "The press",
        (
            Command("press scan", "tìm bài nói về tỉnh trong các trang đã lưu", "find what saved pages say of the province", "nhipcau press scan trang-da-luu/"),
            Command("press extract", "lấy bài viết ra khỏi một trang", "take the article out of a page", "nhipcau press extract bai.html"),
            Command("press feed", "đọc một nguồn tin RSS, Atom, JSON", "read a feed", "nhipcau press feed nguon.xml"),
            Command("press stories", "ghép các bài về cùng một sự kiện", "group articles into stories", "nhipcau press stories bai-viet.jsonl"),
            Command("press check-sources", "thử đọc mọi nguồn tin", "try every source", "nhipcau press check-sources"),
            Command("press reindex", "dựng lại chỉ mục tra cứu báo chí", "build the press index anew", "nhipcau press reindex"),
            Command("press demo-world", "chạy thế giới báo chí mẫu", "serve the made-up press", "nhipcau press demo-world"),
        ),
    ),
)  # fmt: skip


def is_english(environ: dict[str, str] | None = None) -> bool:
    """Whether the terminal says that its reader reads English."""
    given = os.environ if environ is None else environ
    said = next((given[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if given.get(name)), "")
    return said.lower().startswith("en")


def all_commands() -> list[Command]:
    """Every command, in the order in which it is shown."""
    return [command for _, _, commands in GROUPS for command in commands]


def page(*, english: bool, only: str = "") -> str:
    """The help as text.  only: the first word of the commands to show ("press"), all where it is ""."""
    lines = [
        "Nhịp Cầu – the working system of a provincial external-information office"
        if english
        else "Nhịp Cầu – hệ thống làm việc của công tác thông tin đối ngoại cấp tỉnh",
        "",
    ]
    for vi, en, commands in GROUPS:
        shown = [one for one in commands if not only or one.name.split()[0] == only]
        if not shown:
            continue
        lines.append((en if english else vi) + ":")
        for one in shown:
            lines.append(f"  nhipcau {one.name:<20} {one.en if english else one.vi}")
            if only:
                lines.append(f"  {'':<28} {'e.g.' if english else 'ví dụ:'} {one.example}")
        lines.append("")
    lines += (
        ["nhipcau help COMMAND: an example of one command;  nhipcau COMMAND --help: all its options;  nhipcau help --all: Django's own"]
        if english
        else ["nhipcau help LỆNH: ví dụ của một lệnh;  nhipcau LỆNH --help: mọi tùy chọn;  nhipcau help --all: lệnh của Django"]
    )  # fmt: skip
    return "\n".join(lines) + "\n"


def is_page(args: list[str]) -> bool:
    """Whether the help asked for is the page of a group, whose examples stand beside its commands."""
    return len(args) == 2 and args[0] in ("press", "plan", "report") and args[1] in ("-h", "--help")


def examples(args: list[str], *, english: bool) -> str:
    """The lines with the examples of the command that ``args`` names; "" for a command that is not ours."""
    named = [one for one in all_commands() if args[: len(one.name.split())] == one.name.split()]
    found = named or [one for one in all_commands() if one.name.split()[0] == args[0]]
    return "".join(f"\n{'e.g.' if english else 'ví dụ:'} {one.example}" for one in found) + "\n" * bool(found)


def about(asked: str, *, english: bool) -> str:
    """What one command does, with its example; "" for a command that is not ours."""
    words = asked.split()
    whole = [one for one in all_commands() if words[: len(one.name.split())] == one.name.split()]
    found = whole or [one for one in all_commands() if one.name.split()[0] == asked]
    example, options = ("Example", "All options") if english else ("Ví dụ", "Mọi tùy chọn")
    return "\n".join(
        f"nhipcau {one.name}: {one.en if english else one.vi}\n  {example}: {one.example}\n  {options}: nhipcau {one.name} --help"
        for one in found
    )
