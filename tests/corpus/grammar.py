"""The same tasks told in every way that a small grammar of plans gives: how tasks are numbered, how their duties are
said, what section they stand under, how the lines are broken; and tables in their layouts.

Each way is a name of its parts ("1. · brackets · roman · wrapped"); half of the ways, by a hash of the name, is kept
aside for a figure only.  Numbers are not asked: leaves in order, with title, agencies and time.

    python -m tests.corpus.grammar [tuned | aside] [-v] [WORD ...]     right/all by part, and with -v what is read wrong
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.plan.reading import read_plan
from tests.corpus.forms import to_docx, to_html
from tests.corpus.grammar_values import (
    ACTIONS,
    AGENCIES,
    MARKS,
    NAMES,
    OPENS,
    SETS,
    TELLS,
    TOLD,
    WHEN,
    Duty,
    quarter,
)

# How tasks are numbered.
NUMBERS: dict[str, Callable[[int], str]] = {
    "1.": lambda n: f"{n}. ",
    "1/": lambda n: f"{n}/ ",
    "1)": lambda n: f"{n}) ",
    "1-": lambda n: f"{n}- ",
    "01.": lambda n: f"{n:02}. ",
    "1 .": lambda n: f"{n} . ",
    "(1)": lambda n: f"({n}) ",
    "a)": lambda n: f"{'abcd'[n - 1]}) ",
    "Nhiệm vụ 1:": lambda n: f"Nhiệm vụ {n}: ",
    "Nhiệm vụ 1.": lambda n: f"Nhiệm vụ {n}. ",
    "2.1.": lambda n: f"2.{n}. ",
}

# The sections before and after, and the heading of the tasks.
SECTIONS: dict[str, tuple[list[str], list[str]]] = {
    "roman": (["I. MỤC ĐÍCH, YÊU CẦU", "Để bạn bè hiểu tỉnh hơn.", "II. NHIỆM VỤ"], ["III. KINH PHÍ", "Ngân sách tỉnh."]),
    "roman with a slash": (["I/ Mục đích:", "Để bạn bè hiểu tỉnh hơn.", "II/ Nội dung:"], ["III/ Kinh phí:", "Ngân sách tỉnh."]),
    "roman and arabic": (["I. MỤC ĐÍCH", "Để bạn bè hiểu tỉnh hơn.", "II. NỘI DUNG, NHIỆM VỤ TRỌNG TÂM", "Tập trung vào các việc sau đây:"], ["III. TỔ CHỨC THỰC HIỆN", "Các sở, ngành căn cứ Kế hoạch này triển khai thực hiện.", "Trên đây là Kế hoạch năm 2026, đề nghị các đơn vị thực hiện./."]),
    "letters": (["A. MỤC ĐÍCH", "Để bạn bè hiểu tỉnh hơn.", "B. NHIỆM VỤ, GIẢI PHÁP"], ["C. KINH PHÍ", "Ngân sách tỉnh."]),
    "parts": (["PHẦN I: MỤC ĐÍCH", "Để bạn bè hiểu tỉnh hơn.", "PHẦN II: NỘI DUNG"], ["PHẦN III: TỔ CHỨC THỰC HIỆN", "Các sở, ngành triển khai thực hiện."]),
}  # fmt: skip

HEAD = ("ỦY BAN NHÂN DÂN", "TỈNH ĐẮK LẮK", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 77/KH-UBND", "Đắk Lắk, ngày 12 tháng 01 năm 2026", "", "KẾ HOẠCH", "Thông tin đối ngoại năm 2026")  # fmt: skip
FOOT = ("", "Nơi nhận:", "- TT. Tỉnh ủy;", "- Các sở, ngành;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Thử")  # fmt: skip
WIDTH = 62


def wrapped(lines: list[str]) -> list[str]:
    """Each line broken as a law site or an e-mail breaks it."""
    return [part for line in lines for part in (textwrap.wrap(line, WIDTH) or [line])]


@dataclass(frozen=True)
class Way:
    name: str
    file: str
    content: Callable[[], bytes]
    duties: tuple[Duty, ...]

    @property
    def aside(self) -> bool:
        return int(sha256(self.name.encode()).hexdigest(), 16) % 2 == 1


def prose_ways() -> Iterator[Way]:
    for at, (told, tell) in enumerate(TOLD.items()):
        for number, count in NUMBERS.items():
            for section, (before, after) in SECTIONS.items():
                if (number == "a)" and told == "lettered labels") or (
                    number == "2.1." and section == "letters"
                ):
                    continue  # nobody could tell these apart
                duties = SETS[(at + len(number) + len(section)) % 2]
                lines = list(before)
                for index, duty in enumerate(duties, 1):
                    heading, below = tell(duty)
                    lines += [f"{count(index)}{heading}", *below]
                lines += after
                for shape in ("whole", "wrapped", "noisy"):
                    if shape == "noisy" and number not in ("1.", "1 .", "a)", "2.1."):
                        continue
                    body = (
                        wrapped(lines) if shape == "wrapped" else noisy(lines) if shape == "noisy" else lines
                    )
                    text = "\n".join([*HEAD, *body, *FOOT])
                    yield Way(
                        f"{told} · {number} · {section} · {shape}",
                        "plan.txt",
                        lambda text=text: text.encode(),
                        duties,
                    )


# Groups with points that are tasks: how a group and its points are marked.
POINTS: dict[str, Callable[[int, int], str]] = {
    "1.1.": lambda g, n: f"{g}.{n}. ",
    "1.1": lambda g, n: f"{g}.{n} ",
    "a)": lambda g, n: f"{'abcd'[n - 1]}) ",
    "-": lambda g, n: "- ",
    "+": lambda g, n: "+ ",
    "•": lambda g, n: "• ",
}
IN_THE_LINE = [told for told, tell in TOLD.items() if not tell(SETS[0][0])[1]]
BELOW = ("dashes", "pluses", "no marks", "one line of labels", "stars and short labels")


def noisy(lines: list[str]) -> list[str]:
    """Lines as a machine reads them from a picture: blanks before marks, other dashes, a page number between."""
    found = []
    for at, line in enumerate(lines):
        if at == len(lines) // 2:
            found.append("2")
        line = line.replace(":", " :").replace(";", " ;")
        found.append(f"{'—~'[at % 2]} {line[2:]}" if line.startswith("- ") and at % 3 == 0 else line)
    return found


def grouped_ways() -> Iterator[Way]:
    for mark, count in POINTS.items():
        for at, told in enumerate([*IN_THE_LINE, *BELOW]):
            if told in BELOW and (mark in "-+•" or (mark == "a)" and told == "no marks")):
                continue
            if told == "content first":
                continue
            duties = SETS[(at + len(mark)) % 2]
            half = len(duties) // 2
            lines = list(SECTIONS["roman"][0])
            for group, own in enumerate((duties[:half], duties[half:]), 1):
                if len(own) < 2 and mark in "-+•":
                    own = (*own,)
                lines.append(
                    f"{group}. {('Công tác thông tin, báo chí', 'Công tác đối ngoại nhân dân')[group - 1]}"
                )
                for index, duty in enumerate(own, 1):
                    heading, below = TOLD[told](duty)
                    lines += [f"{count(group, index)}{heading}", *below]
            lines += SECTIONS["roman"][1]
            if half < 2 and not mark.startswith("1"):
                continue  # one point alone is no list
            for shape in ("whole", "wrapped"):
                text = "\n".join([*HEAD, *(wrapped(lines) if shape == "wrapped" else lines), *FOOT])
                yield Way(
                    f"groups · {mark} · {told} · {shape}", "plan.txt", lambda text=text: text.encode(), duties
                )


def value_ways() -> Iterator[Way]:
    """Times and names, each in the field of one task; actions that no list of verbs need know."""
    before, after = SECTIONS["roman"]
    asked = [
        ("time", when, Duty("Đăng ảnh về hồ Lắk", "Sở Nội vụ", ("Sở Y tế",), when, timing or {}), "Sở Y tế")
        for when, timing in WHEN
    ]
    asked += [
        (
            "names",
            others[:40],
            Duty("Đăng ảnh về hồ Lắk", "Sở Nội vụ", names, "quý II/2026", quarter(2)),
            others,
        )
        for others, names in NAMES
    ]
    for how, template in TELLS.items():
        for kind, named, duty, others in asked:
            if how == "brackets" and any(mark in duty.when + others for mark in "(;:"):
                continue
            told = [line.format(lead=duty.lead, others=others, when=duty.when) for line in template]
            lines = [*HEAD, *before, *told, *after, *FOOT]
            if how == "table":
                yield Way(
                    f"{kind} · {named} · {how}", "plan.docx", lambda lines=lines: to_docx(lines), (duty,)
                )
            else:
                yield Way(
                    f"{kind} · {named} · {how}",
                    "plan.txt",
                    lambda lines=lines: "\n".join(lines).encode(),
                    (duty,),
                )
    for at, action in enumerate(ACTIONS):
        for place, lead in enumerate(AGENCIES):
            duty = Duty(
                action, lead, (AGENCIES[(place + at % 5 + 1) % len(AGENCIES)],), "quý II/2026", quarter(2)
            )
            line = f"1. Giao {lead} chủ trì, phối hợp với {duty.others[0]} {action} trong quý II/2026."
            text = "\n".join([*HEAD, *before, line, *after, *FOOT])
            yield Way(f"actions · {action} · {lead}", "plan.txt", lambda text=text: text.encode(), (duty,))


def agency_ways() -> Iterator[Way]:
    """Duties agency by agency: how the agency is named, and how its duties are marked."""
    for at, (opened, above) in enumerate(OPENS.items()):
        for marked, mark in MARKS.items():
            if mark is None and not above.endswith(":"):
                continue
            for shape in ("led", "alone"):
                lines, duties = ["I. MỤC ĐÍCH", "Để bạn bè hiểu tỉnh hơn.", "II. PHÂN CÔNG NHIỆM VỤ"], []
                for n in range(1, 4):
                    who, action = AGENCIES[(at + n) % len(AGENCIES)], ACTIONS[(at + 2 * n) % len(ACTIONS)]
                    other = AGENCIES[(at + n + 3) % len(AGENCIES)]
                    said = (
                        f"Chủ trì, phối hợp với {other} {action} trong quý II/2026."
                        if shape == "led"
                        else f"{action[0].upper()}{action[1:]}, hoàn thành trong quý II/2026."
                    )
                    duties.append(
                        Duty(action, who, (other,) if shape == "led" else (), "quý II/2026", quarter(2))
                    )
                    heading = above.format(n=n, letter="abcd"[n - 1], who=who)
                    lines += [f"{heading} {said}"] if mark is None else [heading, f"{mark}{said}"]
                text = "\n".join([*HEAD, *lines, "III. KINH PHÍ", "Ngân sách tỉnh.", *FOOT])
                yield Way(
                    f"by agency · {opened} · {marked} · {shape}",
                    "plan.txt",
                    lambda text=text: text.encode(),
                    tuple(duties),
                )


def led_from_above_ways() -> Iterator[Way]:
    """One agency for a whole section or group, said once."""
    for at, duties in enumerate(SETS):
        lead = duties[0].lead
        same = tuple(Duty(d.title, lead, (), d.when, d.timing) for d in duties)
        numbered = [f"{n}. {d.title} ({d.when})" for n, d in enumerate(same, 1)]
        fielded = [
            line for n, d in enumerate(same, 1) for line in (f"{n}. {d.title}", f"- Thời gian: {d.when}")
        ]
        before, after = SECTIONS["roman"]
        said = {
            "command": ([*before, f"Giao {lead} chủ trì thực hiện các nhiệm vụ sau đây:"], after),
            "sentence": ([*before, f"{lead} chủ trì triển khai các hoạt động sau:"], after),
            "by whom": ([*before, f"Các nhiệm vụ tại mục này do {lead} chủ trì thực hiện."], after),
            "label": ([*before, f"Cơ quan chủ trì: {lead}"], after),
            "label for all": ([*before, f"- Đơn vị chủ trì chung: {lead}."], after),
            "heading": ([*before[:-1], f"{before[-1]} (Chủ trì: {lead})"], after),
            "heading said": ([*before[:-1], f"{before[-1]} ({lead} chủ trì)"], after),
            "below": (before, [f"Giao {lead} chủ trì thực hiện các nhiệm vụ nêu trên.", *after]),
            "cited": (before, ["III. TỔ CHỨC THỰC HIỆN", f"1. {lead} chủ trì thực hiện các nhiệm vụ từ 1 đến {len(same)} mục II.", "2. Các sở, ngành phối hợp thực hiện."]),
        }  # fmt: skip
        for named, (first, last) in said.items():
            for shape, lines in (("time in brackets", numbered), ("time below", fielded)):
                text = "\n".join([*HEAD, *first, *lines, *last, *FOOT])
                yield Way(
                    f"led from above · {named} · {shape} · {at}",
                    "plan.txt",
                    lambda text=text: text.encode(),
                    same,
                )


# Tables: the headings, and what each cell holds.
COLUMNS: dict[str, tuple[tuple[str, Callable[[int, Duty], str]], ...]] = {
    "usual": (("STT", lambda n, d: str(n)), ("Nội dung", lambda n, d: d.title), ("Cơ quan chủ trì", lambda n, d: d.lead), ("Cơ quan phối hợp", lambda n, d: d.with_others), ("Thời gian", lambda n, d: d.when)),
    "who at the end": (("TT", lambda n, d: str(n)), ("Nhiệm vụ", lambda n, d: d.title), ("Thời gian hoàn thành", lambda n, d: d.when), ("Đơn vị chủ trì", lambda n, d: d.lead), ("Đơn vị phối hợp", lambda n, d: d.with_others), ("Ghi chú", lambda n, d: "")),
    "roles in a cell": (("TT", lambda n, d: str(n)), ("Nội dung công việc", lambda n, d: d.title), ("Đơn vị thực hiện", lambda n, d: f"Chủ trì: {d.lead}\\nPhối hợp: {d.with_others}"), ("Tiến độ", lambda n, d: d.when)),
    "agencies on lines": (("STT", lambda n, d: f"{n:02}"), ("Công việc", lambda n, d: d.title), ("Chủ trì", lambda n, d: d.lead), ("Phối hợp", lambda n, d: "\\n".join(d.others)), ("Hoàn thành", lambda n, d: d.when)),
    "dashes on lines": (("STT", lambda n, d: f"{n}."), ("Nội dung", lambda n, d: d.title), ("Chủ trì", lambda n, d: f"- {d.lead}"), ("Phối hợp", lambda n, d: "\\n".join(f"- {one}" for one in d.others)), ("Thời gian thực hiện", lambda n, d: d.when)),
    "number in the title": (("Nội dung nhiệm vụ", lambda n, d: f"{n}. {d.title}"), ("Chủ trì", lambda n, d: d.lead), ("Phối hợp", lambda n, d: d.with_others), ("Thời gian", lambda n, d: d.when)),
    "with products and money": (("STT", lambda n, d: str(n)), ("Nội dung", lambda n, d: d.title), ("Sản phẩm", lambda n, d: "Báo cáo"), ("Chủ trì", lambda n, d: d.lead), ("Phối hợp", lambda n, d: d.with_others), ("Kinh phí (triệu đồng)", lambda n, d: str(n * 50)), ("Thời gian", lambda n, d: d.when)),
}  # fmt: skip
TWO_LEVELS = (("Phân công", "Chủ trì", "Phối hợp"), ("Cơ quan thực hiện", "Cơ quan chủ trì", "Cơ quan phối hợp"), ("Trách nhiệm", "Đơn vị chủ trì", "Đơn vị phối hợp"))  # fmt: skip


def odd_tables(duties: tuple[Duty, ...]) -> Iterator[tuple[str, list[str], tuple[Duty, ...]]]:
    """Tables with merged cells, headings of two levels, a total, points in a cell, and what they must read as."""
    for above, one, other in TWO_LEVELS:
        rows = [f"|{n}|{d.title}|{d.lead}|{d.with_others}|{d.when}" for n, d in enumerate(duties, 1)]
        yield (
            f"two levels, {above}",
            [f"|STT|Nội dung|{above}|<|Thời gian", f"|^|^|{one}|{other}|^", *rows],
            duties,
        )
        rows = [f"|{n}|{d.title}|{d.when}|{d.lead}|{d.with_others}|{n * 10}" for n, d in enumerate(duties, 1)]
        yield (
            f"two levels and a total, {above}",
            [
                f"|TT|Nhiệm vụ|Thời gian|{above}|<|Kinh phí",
                f"|^|^|^|{one}|{other}|^",
                *rows,
                "|Tổng cộng|<|<|<|<|60",
            ],
            duties,
        )
    timed = tuple(Duty(d.title, d.lead, d.others, duties[0].when, duties[0].timing) for d in duties)
    rows = [
        f"|{n}|{d.title}|{d.lead}|{d.with_others}|{d.when if n == 1 else '^'}" for n, d in enumerate(timed, 1)
    ]
    yield "time merged downwards", ["|STT|Nội dung|Chủ trì|Phối hợp|Thời gian", *rows], timed
    led = tuple(Duty(d.title, duties[0].lead, d.others, d.when, d.timing) for d in duties)
    rows = [
        f"|{n}|{d.title}|{d.lead if n == 1 else '^'}|{d.with_others}|{d.when}" for n, d in enumerate(led, 1)
    ]
    yield "lead merged downwards", ["|STT|Nội dung|Chủ trì|Phối hợp|Thời gian", *rows], led
    rows = [f"|{1 if n == 1 else '^'}|{'Tuần lễ đối ngoại' if n == 1 else '^'}|{d.title}|{d.lead}|{d.with_others}|{d.when}" for n, d in enumerate(duties, 1)]  # fmt: skip
    yield "number merged downwards", ["|STT|Nhiệm vụ|Việc cụ thể|Chủ trì|Phối hợp|Thời gian", *rows], duties
    for mark in ("- ", "+ ", "1. ", "a) ", "1) "):
        marks = [mark.replace("1", str(n)).replace("a", "abcd"[n - 1]) for n in range(1, len(duties) + 1)]
        alone = tuple(Duty(d.title, d.lead, (), d.when, d.timing) for d in duties)
        cells = ["\\n".join(f"{m}{of(d)}" for m, d in zip(marks, alone, strict=True)) for of in (lambda d: d.title, lambda d: d.lead, lambda d: d.when)]  # fmt: skip
        yield f"points in a cell, {mark}", ["|STT|Nội dung|Chủ trì|Thời gian", f"|1|Tuần lễ đối ngoại\\n{cells[0]}|{cells[1]}|{cells[2]}"], alone  # fmt: skip


def odd_table_ways() -> Iterator[Way]:
    from tests.corpus.forms import to_xlsx

    for at, duties in enumerate(SETS):
        for named, rows, wanted in odd_tables(duties):
            lines = [*HEAD, *SECTIONS["roman"][0], *rows, *SECTIONS["roman"][1], *FOOT]
            yield Way(f"odd · {named} · docx · {at}", "plan.docx", lambda lines=lines: to_docx(lines), wanted)
            yield Way(f"odd · {named} · html · {at}", "plan.html", lambda lines=lines: to_html(lines), wanted)
            sheet = ["PHỤ LỤC", "DANH MỤC NHIỆM VỤ NĂM 2026", "(Kèm theo Kế hoạch số 77/KH-UBND ngày 12/01/2026 của UBND tỉnh Đắk Lắk)", *rows, "Ghi chú: thời gian có thể thay đổi."]  # fmt: skip
            yield Way(f"odd · {named} · xlsx · {at}", "plan.xlsx", lambda lines=sheet: to_xlsx(lines), wanted)
            annex = [*HEAD, "I. MỤC ĐÍCH", "Để bạn bè hiểu tỉnh hơn.", "II. NHIỆM VỤ", "Theo Phụ lục kèm theo.", *FOOT, "@page", *sheet[:3], *rows]  # fmt: skip
            yield Way(
                f"odd · {named} · annex · {at}", "plan.docx", lambda lines=annex: to_docx(lines), wanted
            )
    for columns in COLUMNS:
        for between in ("Trang 2", "2", "- 2 -", "2/4", ""):
            rows = table_lines(columns, "pages without the head", SETS[0])
            lines = [between if line == "@page" else line for line in rows]
            lines = [*HEAD, *SECTIONS["roman"][0], *lines, *SECTIONS["roman"][1], *FOOT]
            yield Way(
                f"odd · {columns} · between {between} · html",
                "plan.html",
                lambda lines=lines: to_html(lines),
                SETS[0],
            )


CUTS = (
    "one table",
    "pages with the head again",
    "pages without the head",
    "a row over two pages",
    "columns counted",
    "group rows",
)


def table_lines(columns: str, cut: str, duties: tuple[Duty, ...]) -> list[str]:
    own = COLUMNS[columns]
    head = "|" + "|".join(heading for heading, _ in own)
    rows = [[cell(at, duty) for _, cell in own] for at, duty in enumerate(duties, 1)]
    lines = [head]
    if cut == "columns counted":
        lines.append("|" + "|".join(f"({at})" for at in range(1, len(own) + 1)))
    for at, row in enumerate(rows):
        if cut == "group rows" and at in (0, len(rows) - 1):
            lines.append(
                "|"
                + "|".join(
                    [("I", "II")[at > 0], ("Truyền thông", "Giao lưu")[at > 0], *[""] * (len(own) - 2)]
                )
            )
        if at == len(rows) - 1 and cut.startswith("pages"):
            lines.append("@page")
            if "again" in cut:
                lines.append(head)
        if at == 1 and cut == "a row over two pages":
            column = next(place for place, cell in enumerate(row) if len(cell.split()) > 5)
            words = row[column].split(" ")
            half = len(words) // 2
            first, second = list(row), [""] * len(row)
            first[column], second[column] = " ".join(words[:half]), " ".join(words[half:])
            lines += ["|" + "|".join(first), "@page", "|" + "|".join(second)]
            continue
        lines.append("|" + "|".join(row))
    return lines


def table_ways() -> Iterator[Way]:
    for columns in COLUMNS:
        for cut in CUTS:
            if columns == "number in the title" and cut == "group rows":
                continue
            duties = SETS[(len(columns) + len(cut)) % 2]
            lines = [
                *HEAD,
                *SECTIONS["roman"][0],
                *table_lines(columns, cut, duties),
                *SECTIONS["roman"][1],
                *FOOT,
            ]
            yield Way(f"{columns} · {cut} · docx", "plan.docx", lambda lines=lines: to_docx(lines), duties)
            plain = ["" if line == "@page" else line for line in lines]
            yield Way(f"{columns} · {cut} · html", "plan.html", lambda lines=plain: to_html(lines), duties)
            for separator, named in (("\t", "tabs"), (" | ", "bars")):
                text = "\n".join(
                    separator.join(line[1:].replace("\\n", "; ").split("|")) if line.startswith("|") else line
                    for line in plain
                    if line or separator != "\t"
                )
                if columns not in ("agencies on lines", "dashes on lines", "roles in a cell"):
                    yield Way(
                        f"{columns} · {cut} · {named}", "plan.txt", lambda text=text: text.encode(), duties
                    )


def ways() -> Iterator[Way]:
    yield from prose_ways()
    yield from table_ways()
    yield from grouped_ways()
    yield from led_from_above_ways()
    yield from value_ways()
    yield from agency_ways()
    yield from odd_table_ways()


def faults(way: Way) -> tuple[list[str], bool]:
    """What is read otherwise than meant, and whether all of it was said to be sure."""
    from tests.corpus.scoring import SCORE, scorer

    score = scorer(SCORE)
    plan = read_plan(read(way.content(), name=way.file))
    reading = plan.to_json()
    leaves = [task for task in score.walk(reading["tasks"]) if not task.get("children")]
    found: list[str] = []
    if len(leaves) != len(way.duties):
        found.append(f"tasks {len(leaves)}: {[task['title'] for task in leaves]}")
    for task, duty in zip(leaves, way.duties, strict=False):
        if not score.same_title(score.norm(task["title"]), score.norm(duty.title)):
            found.append(f"title {task['title']!r}")
        alone = way.name.startswith("by agency") and not duty.others  # who does it is not said to lead
        lead, does = ((), (duty.lead,)) if alone else ((duty.lead,), ())
        for role, want in (
            ("lead", lead),
            ("coordinate", duty.others),
            ("implement", does),
            ("direct", ()),
        ):
            if sorted(map(score.norm, task[role])) != sorted(map(score.norm, want)):
                found.append(f"{role} {task[role]}")
        timing = {
            key: value
            for key, value in (task["timing"] or {}).items()
            if key in ("kind", "year", "from", "to", "date", "quarter")
        }
        if timing != duty.timing:
            found.append(f"timing {timing} for {duty.when!r}")
    return found, not any(one["task"] or one["field"] == "tasks" for one in reading["doubts"])


def main(arguments: list[str]) -> None:
    asked = [word for word in arguments if word not in ("-v", "tuned", "aside")]
    parts: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    for way in ways():
        if ("tuned" in arguments and way.aside) or ("aside" in arguments and not way.aside):
            continue
        if not all(word in way.name for word in asked):
            continue
        wrong, sure = faults(way)
        total["all"] += 1
        total["right"] += not wrong
        total["wrong and sure"] += bool(wrong) and sure
        if not way.aside:
            for part in way.name.split(" · "):
                parts.setdefault(part, Counter())["all"] += 1
                parts[part]["right"] += not wrong
            if wrong and "-v" in arguments:
                print(way.name, "" if sure else "(doubted)", *wrong[:4], sep="\n      ")
    if "aside" not in arguments:
        for part, count in parts.items():
            if count["right"] < count["all"]:
                print(f"{part}: {count['right']}/{count['all']}")
    print(dict(total))


if __name__ == "__main__":
    main(sys.argv[1:])
