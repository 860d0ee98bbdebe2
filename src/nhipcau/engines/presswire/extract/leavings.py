"""Lines that are set like an article's paragraphs and are none of it: what a page says to its reader between or under
them.  Rules of the table in ``amending``; each knows one kind by its words and, where words alone could be a story's,
by its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .blocks import HEADINGS, HINT_NAMES, Block

if TYPE_CHECKING:
    from .amending import Choice

_BITS = {name: 1 << at for at, name in enumerate(HINT_NAMES)}
_SQUEEZE = re.compile(r"\W+")
_LONGEST = 260  # letters of a line to the reader
_MOST = 0.4  # of a text that such lines may be: where they are more the page is about nothing else

_PAID = re.compile(
    r"^\W*(?:sponsored(?: content| post)?|paid (?:content|post|partnership)|advertis(?:ement|orial)|partner content|promoted|"
    r"(?:thông tin|bài viết) (?:quảng cáo|tài trợ)|quảng cáo|nội dung tài trợ|anzeige|publicité|publicidad|広告|广告|광고)\s*(?:[:：|–—-]|$)",
    re.IGNORECASE,
)
_CHANNEL = (
    r"\b(?:newsletters?|inbox|bulletin|digest|channel|app|facebook|twitter|instagram|telegram|whatsapp|youtube|tiktok|linkedin|google news|"
    r"zalo|fanpage|bản tin|kênh|ứng dụng|(?-i:X))\b"
)
_ASKED = re.compile(
    r"^\W*(?:"
    rf"(?:for (?:more|the latest)\b.{{0,60}}?,?\s)?(?:subscribe|sign up|join|get|receive|follow|like|download|stay)\b(?=.{{0,200}}\b(?:our|us|your|informed|tuned|newsletters?)\b).{{0,200}}{_CHANNEL}"
    rf"|(?:follow|like) [\w @.]{{2,40}} on {_CHANNEL}"
    rf"|(?:like|enjoyed|enjoying) this (?:story|article|post)\b"
    r"|follow us\b|share this (?:story|article|post|page)\b|click here (?:to (?:read|subscribe|sign|join|follow|see) (?:more|for|to|up|us|our)?|for (?:more|other) (?:stories|news|on))\b|read the (?:original|full) (?:story|article|version)\b"
    r"|we respect your privacy|(?:you can )?unsubscribe (?:at any|any) ?time|enter your e-?mail|by (?:signing up|subscribing)\b.{0,30}\byou\b"
    r"|(?:support (?:our|us|the work|independent|local|quality)|help (?:us|fund|sustain)|donate to|contribute to (?:our|us))\b.{0,60}\b(?:journalism|newsroom|reporting|newspaper|work)\b|make a donation\b"
    r"|become a (?:member|supporter|subscriber|patron)\b|learn more about (?:our|how we)\b.{0,40}\b(?:standards|ethics|journalism|report|newsroom)"
    r"|(?:the |this )?[\w ]{0,30}\bis a member of the (?:trust project|press council|journalism trust)\b"
    r"|(?:reach|contact|follow|e-?mail|write to) (?:him|her|them|the (?:author|reporter|writer))\b"
    r"|(?:have|got) a (?:story|tip|question)\b.{0,80}\b(?:email|contact|write|tell|let) (?:us|to us)\b"
    r"|(?:đăng ký|theo dõi|tải|tham gia|nhấn|bấm)\b.{0,120}\b(?:chúng tôi|tòa soạn|fanpage|google news|bản tin|để (?:đọc|nhận|xem|cập nhật)(?: thêm)? (?:tin|phóng sự|bài|bản))\b"
    r"|mời (?:quý |các )*(?:bạn đọc|độc giả|bạn|vị)\s.{0,40}(?:đón|theo dõi|xem|đọc|gửi)"
    r"|(?:chia sẻ|gửi) bài (?:viết|báo)? ?này\b|bạn đang đọc bài\b|đánh giá bài viết|bình chọn\s*[:：]|xem bài viết (?:gốc|này trên)"
    r")",
    re.IGNORECASE,
)
_EMBED = re.compile(
    r"^\W*(?:view (?:this|more) (?:post|profile|video|photos?)?\s*on\b|a post shared by\b|voir cette publication|diesen beitrag auf|この投稿を)"
    r"|\benable javascript\b|\bjavascript is (?:required|disabled|off)|• instagram photos|♬|\bbrowser (?:does not|doesn['’]t) support\b|trình duyệt (?:của bạn )?không hỗ trợ"
    r"|\b(?:content|video|post|map) (?:is )?(?:hosted|provided|delivered) by\b.{0,120}\b(?:cookies?|third part|terms)\b"
    r"|^\W*(?:nội dung|video|bài đăng) (?:từ|của) (?:facebook|youtube|tiktok|instagram|x|twitter)\b.{0,100}(?:cookie|bấm|nhấn|chấp nhận|hiển thị)"
    r"|^\W*listen to this (?:article|story)\b|^\W*download (?:this )?(?:audio|mp3)\b|^\W*duration\s*:\s*[0-9]"
    r"|^\W*nghe (?:đọc )?bài(?: viết| báo)?\W*$",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"(?:有料|会員)(?:会員)?(?:限定|記事|登録)|残り\s?[0-9０-９,]+\s?(?:文字|字)|会員になると|(?:회원|유료) ?(?:전용|가입)|(?:登录|订阅)后(?:阅读|查看)"
    r"|^\W*(?:this (?:article|story|content) is (?:for|only|reserved|available)\b.{0,60}\b(?:subscribers?|members?)|to (?:continue|keep) reading\b|already a subscriber)"
    r"|^\W*(?:bài (?:viết|báo) (?:này )?(?:chỉ )?dành (?:riêng )?cho|đăng nhập để (?:đọc|xem) tiếp)",
    re.IGNORECASE,
)
_SCAN = re.compile(
    r"下一页|上一页|免责声明|(?:关注|關注).{0,16}(?:公众号|微信|微博)|この記事を(?:シェア|スクラップ|印刷|保存)|あわせて読みたい|제보(?:는|하기|를)|扫一扫|扫描二维码|分享到(?:微信|朋友圈|\s*[:：])|QR코드를|^\W*字号\s*[:：]",
    re.IGNORECASE,
)


def _short(block: Block) -> bool:
    return len(block.text) <= _LONGEST and block.tag not in HEADINGS


def _said_to_reader(block: Block) -> bool:
    """Whether a line is the page's, not the story's, by what it says."""
    text = block.text
    return _short(block) and any(pattern.search(text) for pattern in (_PAID, _ASKED, _EMBED, _MEMBERS, _SCAN))


def drop_said_to_reader(choice: Choice) -> None:
    """Paid lines, requests to subscribe or follow, notes in the stead of an embed, walls for members.

    A line that stands in an element named after a newsletter or an advert needs fewer words.
    """
    blocks = choice.page.blocks
    kept = choice.kept()
    boxes = _form_boxes(choice)
    found = [
        at
        for at in kept
        if _said_to_reader(blocks[at])
        or _boxed(choice, at)
        or blocks[at].tag == "button"
        or (choice.page.places[blocks[at].place].parent in boxes and _short(blocks[at]))
    ]
    if _share(choice, found, kept) <= _MOST:
        for at in found:
            choice.keep[at] = False


_BOX = 500  # letters of all that a box round a form may say


def _form_boxes(choice: Choice) -> set[int]:
    """Elements that hold a form and little text: what they say speaks of the form."""
    places = choice.page.places
    around = {place.parent for place in places if place.tag == "form"}
    around &= {places[choice.page.blocks[at].place].parent for at in choice.kept()}
    if not around:
        return set()
    says = dict.fromkeys(around, 0)
    for at, block in enumerate(choice.page.blocks):
        for place in choice.up(at, 12):
            if place in says:
                says[place] += len(block.text)
    return {place for place, letters in says.items() if letters <= _BOX}


_BOXED = re.compile(
    r"\b(?:your inbox|newsletters?|digest|weekly|stay (?:informed|up to date|in the loop)|subscri\w+|sign up|join (?:us|our)|free of charge|hộp thư|bản tin)\b",
    re.IGNORECASE,
)


def _boxed(choice: Choice, at: int) -> bool:
    """Whether a short line stands in a box beside the text that asks for an address or money."""
    block = choice.page.blocks[at]
    flags = choice.flags[block.place]
    return (
        _short(block)
        and bool(flags & (_BITS["news"] | _BITS["ad"] | _BITS["side"]))
        and _BOXED.search(block.text) is not None
    )


def _share(choice: Choice, found: list[int], kept: list[int]) -> float:
    blocks = choice.page.blocks
    whole = sum(len(blocks[at].text) for at in kept)
    return sum(len(blocks[at].text) for at in found) / whole if whole else 0.0


_POINTER = re.compile(
    r"^\W*(?:read(?: more| also| next| on)?|also (?:read|see|watch)|see also|watch(?: also| more)?|related(?: stor(?:y|ies)| articles?| news)?|"
    r"more(?: on this| from [\w ]{1,30})?|don['’]t miss|recommended|you (?:may|might) also like|in other news|"
    r"đọc thêm|xem thêm|tin liên quan|bài liên quan|tin cùng chuyên mục|mời (?:đọc|xem) thêm|延伸阅读|相关(?:新闻|阅读|链接)|관련 ?기사|関連記事)"
    r"\s*(?:[:：|>»–-]|$)",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?。！？…][\"”’»」)\]]*$")


def drop_pointers(choice: Choice) -> None:
    """Pointers to other articles between the paragraphs: linked titles after "Read also:", in its line or below."""
    blocks = choice.page.blocks
    kept = choice.kept()
    found: list[int] = []
    for at in kept:
        block = blocks[at]
        if len(block.text) > 220 or block.tag in HEADINGS:
            continue
        linked = block.link_chars >= 0.4 * len(block.text)
        alone = block.link_chars >= 0.95 * len(block.text) and block.links == 1 and len(block.text) >= 20
        pointed = _POINTER.match(block.text) is not None
        if (pointed and (linked or len(block.text) < 30)) or (
            alone and found[-1:] == [at - 1] and not _ENDED.search(block.text)
        ):
            found.append(at)
    if _share(choice, found, kept) <= _MOST:
        for at in found:
            choice.keep[at] = False


_FOOT = re.compile(
    r"^\W*(?:©|\(c\)|ⓒ|copyrights?\b|bản quyền|giữ bản quyền|ghi rõ nguồn|저작권|<저작권|版权|著作権|無断|all rights reserved"
    r"|(?:url|link|nguồn|source|địa chỉ|来源网址)\s*[:：]\s*(?:https?://|www\.)|https?://\S+$"
    r"|in (?:trang|bài)(?: viết)? này|print this page|đóng cửa sổ|[（(]?\s*(?:责任编辑|責任編輯|编辑|編輯)\s*[:：]"
    r"|(?:từ khóa|tags?|keywords?|topics?|chủ đề|标签|关键词|키워드|태그|タグ)\s*[:：]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*$)"
    r"|무단\s?전재|無断(?:転載|複製)|版权归|^\W*声明\s*[:：]|^SOURCE:?\s+(?-i:[A-Z])|^(?:media|press)? ?contacts?\s*:",
    re.IGNORECASE,
)


def drop_foot(choice: Choice) -> None:
    """What ends a page and not its text: rights, the page's own address, the editor on duty, a reporter's mailbox."""
    for at in reversed(choice.kept()[1:]):
        block = choice.page.blocks[at]
        if not (_FOOT.search(block.text) and len(block.text) <= 200):
            if len(block.text) >= 60:
                return
            continue
        choice.keep[at] = False


_BIO = re.compile(
    r"^(?-i:[A-ZĐ][\w'’.-]+\s){1,4}(?:is|are|was|has|covers|writes|reports|joined)\b.{0,200}\b(?:reporter|journalist|writer|correspondent|"
    r"editor|columnist|freelance\w*|contributor|covers|writes|reporting|newspaper|paper|written (?:about|for))\b"
    r"|^(?-i:[A-ZĐ][\w'’.-]+\s){1,4}(?:covers|writes about|reports on)\b",
    re.IGNORECASE | re.DOTALL,
)
_REACHED = re.compile(r"@|\be-?mail\b|\b(?:follow|reach|contact) (?:him|her|them)\b", re.IGNORECASE)


def drop_bio(choice: Choice) -> None:
    """Who wrote the article, told under it: in an element of its own name, or with where to reach the writer."""
    for at in choice.kept()[1:][-3:]:
        block = choice.page.blocks[at]
        if len(block.text) > 400 or not _BIO.search(block.text):
            continue
        named = any(choice.page.places[place].own_flags & _BITS["byline"] for place in choice.up(at, 3))
        if named or _REACHED.search(block.text):
            choice.keep[at] = False


_STAMP = re.compile(
    r"^\W*(?:(?:last|first|originally)\s+)?(?:updated?|published|posted|modified|cập nhật|ngày đăng|đăng (?:lúc|ngày)|xuất bản)\b\W*.{0,140}$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?:19|20)[0-9]{2}\b")


def drop_stamps(choice: Choice) -> None:
    """A line that only says when the page was published and changed, before the text or after it."""
    kept = choice.kept()
    for at in {*kept[:2], *kept[-1:]} if len(kept) > 3 else ():
        text = choice.page.blocks[at].text
        if len(text) <= 160 and _STAMP.match(text) and _CLOCK.search(text):
            choice.keep[at] = False


def drop_pulled(choice: Choice) -> None:
    """A pull quote: words of the text once more, in an element of quotes or beside the text."""
    blocks, places = choice.page.blocks, choice.page.places
    kept = choice.kept()
    quoted = [
        at
        for at in kept
        if len(blocks[at].text) <= 600
        and any(
            places[place].tag in ("aside", "blockquote") or places[place].own_flags & _BITS["quote"]
            for place in choice.up(at, 3)
        )
    ]
    if not quoted:
        return
    said = {at: _SQUEEZE.sub("", blocks[at].text) for at in kept}
    for at in quoted:
        if 12 <= len(said[at]) <= 400 and any(
            other != at and said[at] in said[other] and (said[at] != said[other] or choice.keep[other])
            for other in kept
        ):
            choice.keep[at] = False
