"""The small sources of the corpus: words of a plan with a few marks (see make.py)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PLANS = Path(__file__).with_name("plans")
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"

FILLERS = (
    "Bám sát sự chỉ đạo của cấp trên, bảo đảm thông tin thống nhất từ tỉnh đến cơ sở, không trùng lặp giữa các kênh",
    "Lựa chọn sản phẩm truyền thông phù hợp với thói quen tiếp nhận của từng nhóm công chúng trong và ngoài nước",
    "Ưu tiên hình ảnh, đồ họa, video ngắn có phụ đề; hạn chế tài liệu dài và khó tra cứu",
    "Bảo đảm bản dịch được người am hiểu ngôn ngữ bản địa hiệu đính trước khi công bố",
    "Lưu trữ sản phẩm, số liệu tiếp cận và phản hồi của công chúng để phục vụ đánh giá cuối kỳ",
    "Tạo điều kiện để nghệ nhân, doanh nghiệp, người có uy tín trực tiếp kể câu chuyện của địa phương mình",
    "Kết hợp thông tin trên nền tảng số với hệ thống truyền thanh cơ sở, bảng tin công cộng và hoạt động lưu động",
    "Chú trọng vùng nông thôn, vùng ven biên, nơi điều kiện tiếp cận thông tin còn hạn chế",
    "Tuân thủ quy định về bảo vệ bí mật nhà nước, quyền tác giả và bảo vệ dữ liệu cá nhân",
    "Rà soát kết quả đạt được, kịp thời điều chỉnh cách làm chưa phù hợp với thực tiễn tại địa bàn",
    "Huy động đội ngũ trí thức, sinh viên, cộng tác viên là người địa phương đang học tập, làm việc ở nước ngoài",
    "Khai thác hiệu quả quan hệ kết nghĩa với các địa phương nước bạn để trao đổi tin, ảnh, chương trình",
)


@dataclass
class WrittenPlan:
    """A `.plan` file, parsed."""

    head: dict[str, list[str]] = field(default_factory=dict)
    body: list[Any] = field(default_factory=list)  # str | Grid | ("annex" | "attach", WrittenPlan)

    def one(self, name: str, default: str = "") -> str:
        return self.head.get(name, [default])[0]

    def lines(self, name: str) -> list[str]:
        return [part for value in self.head.get(name, []) for part in value.split("|")]


@dataclass
class Grid:
    widths: list[float]
    heads: list[str]
    rows: list[tuple[str, list[str]]] = field(default_factory=list)  # ("group" | "row", cells)


def parse(text: str) -> WrittenPlan:
    """The words of a `.plan` file.  `@annex` and `@attach` begin a part that holds all that follows."""
    whole = part = WrittenPlan()
    grid: Grid | None = None
    sentences = random.Random(7)
    for line in text.splitlines():
        if not line.strip():
            continue
        if line.startswith("@table "):
            first, *heads = line[7:].split("|")
            grid = Grid([float(width) for width in first.split()], heads)
            part.body.append(grid)
        elif line.startswith(("@annex", "@attach ")):
            name, _, title = line[1:].partition(" ")
            part, grid = WrittenPlan({"title": [title]}), None
            whole.body.append((name, part))
        elif line.startswith("@fill "):
            part.body += ["- " + words + "." for words in sentences.sample(FILLERS, int(line[6:]) + 2)]
        elif line.startswith("@"):
            name, _, value = line[1:].partition(" ")
            (part if name in PART_MARKS and part is not whole else whole).head.setdefault(name, []).append(
                value
            )
        elif line.startswith(("#", "%")):
            part.body.append(line)
            grid = None
        elif grid is not None and "|" in line:
            kind = "group" if line.startswith("group ") else "row"
            cells = line.removeprefix("group ").replace("\\n", "\n").split("|")
            grid.rows.append((kind, cells + [""] * (len(grid.heads) - len(cells)) * (kind == "row")))
        else:
            part.body.append(line)
            grid = None
    return whole


PART_MARKS = {"attached", "issuer", "number", "place", "kind", "summary", "opening"}

# --- the project's own writer ------------------------------------------------------------------------------
