"""Where a sentence's action begins: the first verb of a duty, or the word after a name that has ended."""

from __future__ import annotations

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.letters import UPPER
from nhipcau.engines.vntext.regexes import regex

from ..words.wordlists import LISTS

# A name of which only the head and one syllable stand yet: the next syllable belongs to that word.
_NAME_BEGUN = regex(
    rf"(?:^|[\s(,;])(?:Sở|Ban|Cục|Vụ|Viện|Phòng|Trung tâm|Trường|Công ty|Đội|Tổ|Hội|Ngân hàng|Bộ|Trạm|Quỹ)\s+"
    rf"[{UPPER}][^\W\d_]*\s$"
)
# What cannot end a name, only ask for its object: "Trung tâm Xúc tiến đầu tư".
_NAME_GOES_ON = regex(
    r"(?:Dịch vụ|Xúc tiến|Quản lý|Hỗ trợ|Khai thác|Điều hành|Điều phối|Phát triển|Bảo tồn|Ứng dụng)\s$"
)
# Bodies that are named by what they do, in lower case too: "Ban chỉ đạo", "Tổ biên tập", "Hội đồng thẩm định".
_NAMED_BY_DUTY = regex(
    r"(?:^|[,;(]\s*|\b(?:và|với|các|cùng|Giao|của)\s+)(?:Ban|ban|Tổ|tổ|Đội|đội|Hội đồng|hội đồng|Bộ phận|bộ phận|Nhóm|nhóm|Đoàn|đoàn)\s$"
)
# Words after which a verb is part of a name: "các tổ chức ...", "cơ quan quản lý", "các đơn vị thực hiện".
_NOT_VERB_BEFORE = regex(
    r"(?:\b(?:các|những|và|cơ quan|đơn vị|công tác|phụ trách|viên|bộ phận|hoạt động|chức năng)\s*,?\s*|\bdự án(?: đầu tư)?\s)$"
)
# Some of them also name a field of work: "ngành thông tin", "sở xây dựng".
_FIELD_BEFORE = regex(r"\b(?:sở|ngành|nhà|(?<!biên )(?<!quốc )phòng|lĩnh vực|cán bộ)\s*,?\s*$")
_ALSO_FIELDS = regex(r"thông tin|truyền thông|quản lý|đầu tư|xúc tiến|tuyên truyền|xây dựng|dịch|hướng dẫn")
_NOUN_PHRASES = regex(lambda: f"(?:{LISTS.alternatives('noun_phrases')})")
_VERB = regex(lambda: rf"(?<![\w-])(?:{LISTS.alternatives('verbs')})(?![\w-])")

# The end of one agency's name by its seat, by the name of its commune, or because it is known to be whole, and what may
# still belong to the name: "Hội Cựu chiến binh xã kẻ vẽ ...", "UBND phường Đô Vinh dựng ...", "Sở Ngoại vụ soạn ...".
_RANK = r"(?:tỉnh|xã|phường|thành phố|huyện|đặc khu|thị xã|thị trấn|quận)"
# Houses that bear the name of a place or person, of which each syllable has its capital: "Trường Đại học Tây Nguyên".
_INSTITUTE = r"(?:Trường|Học viện|Viện|Bảo tàng|Bệnh viện|Vườn quốc gia|Thư viện|Đồn Biên phòng|Ban Quản lý)"
_NAME_ENDS = regex(
    lambda: (
        rf"(?:^|[,;]\s*|\b(?:với|và|cùng|Giao|giao)\s+)(?P<name>(?:{LISTS.alternatives('whole_names')})"
        rf"|{_INSTITUTE}(?:\s[^\s,;.:()]{{1,12}}){{0,6}}?(?:\s[{UPPER}][^\W\d_]*+){{2}}"
        rf"|[{UPPER}](?:(?!\b(?:các|những|với)\b)[^,;.:()])*?\s{_RANK}(?:\s[{UPPER}][^\W\d_]*+(?:['’][^\W\d_]++)?)*+)\s+"
        r"(?!(?:và|cùng|với|có|thuộc|trực|trên|liên|đóng|ở|tại|của|khác|này|đó|nói|là|biên|ven|vùng|miền|khu|giáp|đảo|lân|mới|cũ|được|do|nơi|để|chủ|bạn|nghèo|cấp"
        rf"|theo|trong|sau|trước|khi|nếu|đã|sẽ|cần|phải|nhằm|về|đến|từ|chịu|nhà|văn|kết|anh|loại|trọng|nông|thông|phối|chi|thường|đỏ|phía|{_RANK})\b)"
        r"(?=[^\W\d_]+\s)(?P<then>[a-zà-ỹđ])"
    )
)


_LONGEST_SUBJECT = 600  # letters of a list of names before what they do


def verb_at(text: str, start: int = 0) -> int:
    """Where the first verb of a duty stands from ``start`` on; the text's length when there is none.

    A word that no list knows is one where it follows a name that has ended.
    """
    known = _known_verb_at(text, start)
    names = text[start : min(known + 1, start + _LONGEST_SUBJECT)]
    ended = _NAME_ENDS.search(names)
    return min(known, start + ended.start("then")) if ended else known


def _known_verb_at(text: str, start: int) -> int:
    for match in _VERB.finditer(text, start):
        before = text[: match.start()]
        if _NOUN_PHRASES.match(text, match.start()) or _inside_name(before, match.group()):
            continue
        if _NOT_VERB_BEFORE.search(before) and not regexes.search(r"[,:]\s*$", before):
            continue
        if _ALSO_FIELDS.match(match.group()) and _FIELD_BEFORE.search(before):
            continue
        depth = before.count("(") - before.count(")")
        if depth > 0:
            continue
        return match.start()
    return len(text)


def _inside_name(before: str, verb: str) -> bool:
    """Whether a verb is the rest of a word that a capital began, or the name of a body."""
    tail = before[-60:]
    if _NAMED_BY_DUTY.search(tail):
        return True
    last = regexes.search(r"([^\W\d_]+)\s$", tail)
    if last is None:
        return False
    if f"{last.group(1).lower()} {verb.split(' ')[0]}" in LISTS.entries("name_compounds"):
        return True
    return (" " not in verb and _NAME_BEGUN.search(tail) is not None) or _NAME_GOES_ON.search(
        tail
    ) is not None
