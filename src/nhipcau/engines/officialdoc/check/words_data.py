"""The sentences themselves (``words`` puts them together)."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """One saying in both languages."""

    vi: str
    en: str


COMPONENTS: dict[str, Pair] = {
    "nation": Pair("Quốc hiệu", "the national name"),
    "motto": Pair("Tiêu ngữ", "the motto"),
    "issuer": Pair("tên cơ quan ban hành", "the issuing agency's name"),
    "parent": Pair("tên cơ quan chủ quản", "the parent agency's name"),
    "number": Pair("số, ký hiệu văn bản", "number and symbol"),
    "date": Pair("địa danh, thời gian ban hành", "place and day"),
    "kind": Pair("tên loại văn bản", "the kind's name"),
    "summary": Pair("trích yếu nội dung", "the summary"),
    "letter-summary": Pair("trích yếu công văn (V/v)", "the letter's summary (V/v)"),
    "addressees": Pair("phần Kính gửi", "the addressees"),
    "bases": Pair("căn cứ ban hành", "the bases"),
    "body": Pair("nội dung văn bản", "the content"),
    "heading": Pair("tiêu đề, số thứ tự", "headings and their numbers"),
    "sign": Pair("quyền hạn, chức vụ của người ký", "authority and post of who signs"),
    "signer": Pair("họ tên người ký", "the signer's name"),
    "receivers": Pair("danh sách nơi nhận", "the list of receivers"),
    "receivers-head": Pair("từ “Nơi nhận”", "the words “Nơi nhận”"),
    "page-number": Pair("số trang", "the page number"),
}

ASPECTS: dict[str, tuple[Pair, Pair]] = {
    "missing": (Pair("không thấy {name}.", "{name} was not found."), Pair("Bổ sung {name}: {required}.", "Add {name}: {required}.")),
    "size": (
        Pair("cỡ chữ của {name} là {measured}, quy định {required}.", "{name}: letters of {measured} instead of {required}."),
        Pair("Đặt cỡ chữ {required}.", "Set the letters to {required}."),
    ),
    "face": (
        Pair("kiểu chữ của {name} là {measured}, quy định {required}.", "{name}: set {measured} instead of {required}."),
        Pair("Đặt kiểu chữ {required}.", "Set it {required}."),
    ),
    "case": (
        Pair("{name} viết {measured}, quy định {required}.", "{name}: written {measured} instead of {required}."),
        Pair("Viết lại {name}: {required}.", "Write {name} {required}."),
    ),
    "align": (
        Pair("{name} {measured}, quy định {required}.", "{name}: {measured} instead of {required}."),
        Pair("Đặt {required}.", "Have it {required}."),
    ),
    "words": (
        Pair("{name} ghi {measured}, quy định {required}.", "{name} says {measured} instead of {required}."),
        Pair("Ghi đúng: {required}.", "Write exactly {required}."),
    ),
    "form": (
        Pair("cách ghi {name} không đúng: {measured}; quy định {required}.", "{name}: {measured}; the form is {required}."),
        Pair("Sửa theo dạng {required}.", "Write it as {required}."),
    ),
    "padding": (
        Pair("{name}: {measured}; số dưới 10, ngày dưới 10 và tháng 1, 2 ghi thêm số 0 phía trước.",
             "{name}: {measured}; numbers and days under 10 and months 1 and 2 take a 0 before them."),
        Pair("Ghi {required}.", "Write {required}."),
    ),
    "end": (
        Pair("{name}: dòng {measured}, quy định {required}.", "{name}: a line {measured} instead of {required}."),
        Pair("Sửa dấu cuối dòng: {required}.", "End the line as asked: {required}."),
    ),
    "rule": (
        Pair("đường kẻ dưới {name}: {measured}, quy định {required}.", "line under {name}: {measured}; asked for is {required}."),
        Pair("Kẻ một đường ngang, nét liền, cân đối: {required}.", "Draw one solid horizontal line in the middle: {required}."),
    ),
}  # fmt: skip

_MARGIN = (
    Pair(
        "lề {side} là {{measured}}, quy định {{required}}.",
        "{en} margin of {{measured}} instead of {{required}}.",
    ),
    Pair("Đặt lề {side} trong khoảng {{required}}.", "Set the {en} margin to {{required}}."),
)
_SIDES = {
    "top": Pair("trên", "top"),
    "bottom": Pair("dưới", "bottom"),
    "left": Pair("trái", "left"),
    "right": Pair("phải", "right"),
}

SPECIAL: dict[str, tuple[Pair, Pair]] = {
    **{
        f"margin-{side}": tuple(Pair(pair.vi.format(side=name.vi), pair.en.format(en=name.en)) for pair in _MARGIN)  # type: ignore[misc]
        for side, name in _SIDES.items()
    },
    "page-size": (Pair("khổ giấy {measured}, quy định khổ A4 ({required}).", "a page of {measured} instead of A4 ({required})."), Pair("Chọn khổ giấy A4.", "Choose A4.")),
    "page-orientation": (
        Pair("văn bản trình bày theo chiều rộng nhưng không có bảng, biểu trong nội dung.", "the paper lies on its side though its text has no table."),
        Pair("Trình bày theo chiều dài khổ A4 (trang dọc).", "Have the page stand."),
    ),
    "typeface": (Pair("dùng phông chữ {measured}, quy định {required}.", "letters of {measured} instead of {required}."), Pair("Đặt phông chữ Times New Roman (Unicode).", "Set Times New Roman.")),
    "colour": (Pair("chữ có {measured}, quy định {required}.", "letters of {measured} instead of {required}."), Pair("Đặt chữ màu đen.", "Set the letters black.")),
    "page-number": (Pair("văn bản nhiều trang nhưng {measured} số trang ở lề trên.", "the paper has several pages; their numbers: {measured}."), Pair("Chèn số trang canh giữa ở lề trên, không hiện ở trang đầu.", "Put the number in the middle of the top margin, not on the first page.")),
    "page-number-later": (Pair("văn bản một trang chưa đặt số trang; khi dài thêm sẽ thiếu.", "one page without a number set: when the paper grows, numbers will be missing."), Pair("Có thể chèn sẵn số trang ở lề trên, không hiện ở trang đầu.", "A number may be set now, hidden on the first page.")),
    "page-number-place": (Pair("số trang đặt ở {measured}, quy định {required}.", "the page number stands in {measured} instead of {required}."), Pair("Chuyển số trang lên lề trên.", "Move it to the top margin.")),
    "page-number-first": (Pair("trang thứ nhất hiện số trang.", "the first page shows its number."), Pair("Chọn “Trang đầu khác” (Different First Page) và để trống đầu trang đó.", "Choose “Different First Page” and leave that header empty.")),
    "page-number-form": (Pair("số trang không theo dạng quy định: {measured}; quy định {required}.", "the page number is {measured}; asked for: {required}."), Pair("Dùng chữ số Ả Rập từ số 1, không thêm chữ.", "Use Arabic figures from 1, without words.")),
    "number-kind": (Pair("ký hiệu bắt đầu bằng {measured}, không hợp tên loại; quy định {required}.", "the symbol begins with {measured}, which does not fit the kind: {required}."), Pair("Sửa ký hiệu cho đúng tên loại văn bản: {required}.", "Have the symbol say the kind: {required}.")),
    "date-comma": (Pair("sau địa danh thiếu dấu phẩy.", "no comma follows the place."), Pair("Ghi dấu phẩy sau địa danh: “Hà Giang, ngày …”.", "Write a comma: “Hà Giang, ngày …”.")),
    "place-case": (Pair("địa danh viết {measured}; chữ cái đầu phải viết hoa.", "the place is written {measured}; its first letters are capitals."), Pair("Viết hoa các chữ cái đầu của địa danh.", "Begin the place's words with capitals.")),
    "title-rule": (Pair("đường kẻ dưới trích yếu: {measured}, quy định {required}.", "line under the summary: {measured}; asked for is {required}."), ASPECTS["rule"][1]),
    "letter-summary": (Pair("công văn không có trích yếu “V/v …” dưới số, ký hiệu.", "the letter has no summary “V/v …” under its number."), Pair("Thêm “V/v …” canh giữa dưới số, ký hiệu, cỡ chữ 12–13.", "Add “V/v …” under the number, 12–13 pt.")),
    "stamp": (Pair("dấu chỉ mức độ khẩn, phạm vi lưu hành: {measured}; quy định {required}.", "stamp of urgency or circulation: {measured}; asked for: {required}."), Pair("Trình bày {required}.", "Set it {required}.")),
    "body-indent": (Pair("dòng đầu của đoạn lùi vào {measured}, quy định {required}.", "first line indented by {measured} instead of {required}."), Pair("Đặt lùi đầu dòng {required}.", "Indent the first line by {required}.")),
    "body-line": (Pair("giãn dòng {measured}, quy định {required}.", "line spacing of {measured} instead of {required}."), Pair("Đặt giãn dòng {required}.", "Set it to {required}.")),
    "body-gap": (Pair("khoảng cách giữa hai đoạn văn là {measured}, quy định {required}.", "space between paragraphs of {measured} instead of {required}."), Pair("Đặt khoảng cách đoạn {required}.", "Set the space to {required}.")),
    "numbering-form": (Pair("số thứ tự ghi {measured}, quy định {required}.", "a number written {measured} instead of {required}."), Pair("Ghi theo dạng {required}.", "Write it as {required}.")),
    "numbering-order": (Pair("thứ tự không liên tục: {measured}, phải là {required}.", "numbers do not follow one another: {measured}, expected {required}."), Pair("Đánh lại số thứ tự; điểm theo a, b, c, d, đ, e, g.", "Number anew; points go a, b, c, d, đ, e, g.")),
    "end-mark": (Pair("nội dung kết thúc không có dấu “./.” ({measured}).", "the content does not end with “./.” ({measured})."), Pair("Kết thúc nội dung bằng “./.”.", "End the content with “./.”.")),
    "sign-missing": (Pair("không thấy phần quyền hạn, chức vụ, họ tên người ký.", "no authority, post and name of a signer were found."), Pair("Bổ sung chức vụ và họ tên người ký.", "Add the signer's post and name.")),
    "authority-form": (Pair("quyền hạn ghi {measured}, quy định {required}.", "the authority is written {measured} instead of {required}."), Pair("Ghi đúng: {required} (TM., KT., TL., TUQ., Q. có dấu chấm, cách chữ).", "Write {required}: TM., KT., TL., TUQ., Q. with a point and a blank.")),
    "authority-kt": (Pair("cấp phó ký nhưng không ghi “KT.” chức vụ người đứng đầu: {measured}.", "a deputy signs without “KT.” and the head's post: {measured}."), Pair("Thêm dòng “KT.” và chức vụ người đứng đầu ở trên.", "Add a line “KT.” with the head's post above.")),
    "signer-title": (Pair("trước họ tên người ký ghi học hàm, học vị ({measured}).", "a degree stands before the signer's name ({measured})."), Pair("Bỏ học hàm, học vị, danh hiệu.", "Take the degree off.")),
    "receivers-head": (Pair("đầu danh sách ghi {measured}, quy định {required}.", "the list is headed {measured} instead of {required}."), Pair("Ghi “Nơi nhận:”.", "Write “Nơi nhận:”.")),
    "receivers-file": (Pair("dòng cuối của nơi nhận không phải nơi lưu: {measured}; quy định {required}.", "the last receiver is not where the copy is filed: {measured}; asked for {required}."), Pair("Thêm dòng cuối “- Lưu: VT, … .”.", "End the list with “- Lưu: VT, … .”.")),
    "receivers-as-above": (Pair("văn bản có Kính gửi nhưng nơi nhận không có “Như trên”.", "the paper has addressees, but its receivers lack “Như trên”."), Pair("Ghi “- Như trên;” ở đầu danh sách.", "Begin the list with “- Như trên;”.")),
    "order": (Pair("thành phần không đúng vị trí: {measured}.", "a component is out of its place: {measured}."), Pair("Đặt lại theo sơ đồ bố trí: {required}.", "Place it as the layout has it: {required}.")),
    "annex-label": (Pair("từ “Phụ lục” và số thứ tự: {measured}; quy định {required}.", "the annex's label: {measured}; asked for: {required}."), Pair("Ghi “Phụ lục I”, “Phụ lục II”… canh giữa, đứng, đậm, cỡ 14.", "Write “Phụ lục I”, “Phụ lục II” …, centred, bold, 14 pt.")),
    "annex-title": (Pair("tên phụ lục: {measured}; quy định {required}.", "the annex's title: {measured}; asked for: {required}."), Pair("Đặt tên phụ lục in hoa, đậm, canh giữa, cỡ 13–14.", "Set the title in capitals, bold, centred, 13–14 pt.")),
    "annex-note": (Pair("dòng “(Kèm theo …)”: {measured}; quy định {required}.", "the note “(Kèm theo …)”: {measured}; asked for: {required}."), Pair("Đặt chữ nghiêng, cỡ 13–14, canh giữa dưới tên phụ lục.", "Set it in italics, 13–14 pt, under the title.")),
    "annex-pages": (Pair("số trang của phụ lục đánh tiếp số trang văn bản.", "the annex's pages count on from the paper's."), Pair("Đặt phụ lục ở phần (section) riêng, đánh số trang từ 1.", "Give the annex a section of its own that counts from 1.")),
    "draft": (Pair("bản dự thảo: {measured}.", "a draft: {measured}."), Pair("Ghi số, ngày khi ban hành.", "Fill in number and day when it is issued.")),
    "other-form": (Pair("đây là {measured}: thể thức không theo Nghị định 30/2020/NĐ-CP nên không kiểm tra.", "this is {measured}: Decree 30/2020 does not rule its form, so it was not checked."), Pair("{required}.", "{required}.")),
    "no-head": (Pair("không nhận ra thành phần thể thức nào của văn bản hành chính.", "no component of an official paper was recognised."), Pair("{required}.", "{required}.")),
}  # fmt: skip

PHRASES: dict[str, Pair] = {
    "pt": Pair("{value} pt", "{value} pt"),
    "pt-range": Pair("{least}–{most} pt", "{least}–{most} pt"),
    "pt-least": Pair("ít nhất {value} pt", "at least {value} pt"),
    "mm": Pair("{value} mm", "{value} mm"),
    "mm-range": Pair("{least}–{most} mm", "{least}–{most} mm"),
    "cm": Pair("{value} cm", "{value} cm"),
    "cm-either": Pair("1 cm hoặc 1,27 cm", "1 cm or 1.27 cm"),
    "area": Pair("{width} x {height} mm", "{width} x {height} mm"),
    "lines": Pair("{value} dòng", "{value} lines"),
    "exactly": Pair("đúng {value} pt", "exactly {value} pt"),
    "lines-range": Pair("từ dòng đơn đến 1,5 dòng", "single to 1.5 lines"),
    "as-is": Pair("{text}", "{text}"),
    "quoted": Pair("“{text}”", "“{text}”"),
    "missing": Pair("không có", "none"),
    "present": Pair("phải có", "it must be there"),
    "portrait": Pair("trang dọc", "a standing page"),
    "landscape": Pair("trang ngang", "a lying page"),
    "colour": Pair("màu {value}", "colour {value}"),
    "black": Pair("màu đen", "black"),
    "no-even": Pair("không có ở trang chẵn", "none on even pages"),
    "footer": Pair("lề dưới", "the bottom margin"),
    "top-margin": Pair("lề trên, canh giữa", "the top margin, centred"),
    "upright": Pair("kiểu chữ đứng", "upright"),
    "shown-first": Pair("hiện ở trang thứ nhất", "shown on the first page"),
    "hidden-first": Pair("không hiện ở trang thứ nhất", "not on the first page"),
    "counted": Pair("kiểu số {how}", "numbers of the form {how}"),
    "starts": Pair("bắt đầu từ {value}", "beginning with {value}"),
    "arabic-from-1": Pair("chữ số Ả Rập, từ số 1", "Arabic figures from 1"),
    "in-capitals": Pair("in hoa", "in capitals"),
    "in-lower": Pair("in thường", "in small letters"),
    "first-capital": Pair("in thường, viết hoa chữ cái đầu", "in small letters with a first capital"),
    "first-capitals": Pair("viết hoa chữ cái đầu", "with first capitals"),
    "no-rule": Pair("không có đường kẻ", "none"),
    "rule-length": Pair("dài khoảng {percent} % dòng chữ", "about {percent} % of the words"),
    "rule-whole": Pair("dài bằng dòng chữ", "as long as the words"),
    "rule-part": Pair("dài bằng 1/3 đến 1/2 dòng chữ", "a third to a half of the words"),
    "number-form": Pair("“Số: 05/KH-UBND” (dấu hai chấm, gạch chéo, gạch nối không cách chữ, in hoa)", "“Số: 05/KH-UBND” (colon, stroke, hyphens without blanks, capitals)"),
    "padded": Pair("thêm số 0 phía trước", "a 0 before it"),
    "kind-sign": Pair("chữ viết tắt tên loại", "the kind's sign"),
    "no-kind-sign": Pair("công văn không ghi tên loại trong ký hiệu", "a letter names no kind in its symbol"),
    "date-form": Pair("“Hà Giang, ngày 05 tháng 02 năm 2026”", "“Hà Giang, ngày 05 tháng 02 năm 2026”"),
    "comma": Pair("dấu phẩy sau địa danh", "a comma after the place"),
    "day": Pair("ngày {value}", "ngày {value}"),
    "month": Pair("tháng {value}", "tháng {value}"),
    "ends": Pair("kết thúc bằng “{sign}”", "ending with “{sign}”"),
    "bases-form": Pair("mỗi căn cứ kết thúc bằng “;”, căn cứ cuối bằng “.”", "each base ends with “;”, the last with “.”"),
    "roman-form": Pair("I., II., III.", "I., II., III."),
    "clause-form": Pair("1., 2., 3.", "1., 2., 3."),
    "point-form": Pair("a), b), c)", "a), b), c)"),
    "article-form": Pair("Điều 1., Điều 2.", "Điều 1., Điều 2."),
    "roman-word-form": Pair("Chương I (Phần I) trên một dòng riêng, số La Mã", "Chương I (Phần I) alone on its line, Roman figures"),
    "arabic-word-form": Pair("Mục 1 trên một dòng riêng, số Ả Rập", "Mục 1 alone on its line, Arabic figures"),
    "in-order": Pair("liên tục", "one after another"),
    "after": Pair("số tiếp theo {text}", "what follows {text}"),
    "authority-form": Pair("TM., KT., TL., TUQ., Q.", "TM., KT., TL., TUQ., Q."),
    "kt-above": Pair("“KT.” và chức vụ người đứng đầu ở trên", "“KT.” with the head's post above"),
    "kt-before-head": Pair("“KT.” trước chức vụ người đứng đầu", "“KT.” before the head's post"),
    "no-degree": Pair("chỉ ghi họ và tên", "the name alone"),
    "no-dash": Pair("không có gạch đầu dòng", "no dash"),
    "dash": Pair("gạch đầu dòng (-)", "a dash (-)"),
    "receivers-form": Pair("mỗi dòng “- …;”, dòng cuối kết thúc bằng “.”", "each “- …;”, the last ended by “.”"),
    "addressees-form": Pair("“Kính gửi:”, nhiều nơi thì mỗi nơi một dòng “- …;”", "“Kính gửi:”, several each on a line “- …;”"),
    "stamp-form": Pair("in hoa, đứng, đậm, cỡ 13–14 pt", "capitals, upright, bold, 13–14 pt"),
    "annex-roman": Pair("số La Mã (Phụ lục I, Phụ lục II)", "Roman figures (Phụ lục I, Phụ lục II)"),
    "annex-label": Pair("“Phụ lục I”, canh giữa, đứng, đậm, cỡ 14 pt", "“Phụ lục I”, centred, bold, 14 pt"),
    "annex-title": Pair("in hoa, đứng, đậm, canh giữa, cỡ 13–14 pt", "capitals, bold, centred, 13–14 pt"),
    "annex-note": Pair("chữ nghiêng, cỡ 13–14 pt", "italic, 13–14 pt"),
    "counts-on": Pair("không đánh số riêng", "not counted by itself"),
    "counts-anew": Pair("đánh số riêng theo từng phụ lục", "counted for each annex by itself"),
    "order": Pair("Quốc hiệu bên phải, cơ quan và số bên trái, ngày dưới Quốc hiệu; rồi tên loại, nội dung; chữ ký bên phải, nơi nhận bên trái",
                  "national name right, agency and number left, day under the name; then kind and content; signature right, receivers left"),
    "nation-left": Pair("Quốc hiệu ở bên trái tên cơ quan", "the national name stands left of the agency"),
    "number-after-kind": Pair("số, ký hiệu đứng sau tên loại", "the number follows the kind"),
    "nation-after-kind": Pair("Quốc hiệu đứng sau tên loại", "the national name follows the kind"),
    "motto-before-nation": Pair("Tiêu ngữ đứng trên Quốc hiệu", "the motto stands above the national name"),
    "day-below": Pair("địa danh, ngày tháng không ở phần đầu", "place and day do not stand in the head"),
    "foot-before-content": Pair("phần ký, nơi nhận đứng trước nội dung", "the foot stands before the content"),
    "receivers-right": Pair("nơi nhận ở bên phải chữ ký", "the receivers stand right of the signature"),
    "no-number": Pair("chưa có số", "no number yet"),
    "no-day": Pair("chưa ghi ngày, tháng", "no day yet"),
    "number-and-day": Pair("số và ngày ghi khi ban hành", "number and day when it is issued"),
    "party": Pair("văn bản của Đảng (Hướng dẫn 36-HD/VPTW)", "a Party body's paper (Guideline 36-HD/VPTW)"),
    "union": Pair("văn bản của Đoàn TNCS Hồ Chí Minh", "a paper of the Youth Union"),
    "other-form-required": Pair("Đối chiếu với hướng dẫn riêng về thể thức của tổ chức đó", "Compare it with that organisation's own guideline"),
    "nothing-found": Pair("không thấy Quốc hiệu, số, tên loại", "no national name, number or kind"),
    "no-head-required": Pair("Kiểm tra xem đây có phải văn bản hành chính không", "See whether this is an official paper"),
}  # fmt: skip
