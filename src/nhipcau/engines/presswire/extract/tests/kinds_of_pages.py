"""Made-up pages of the kinds that readers stumble over, each with what must and must not come out of it."""

from __future__ import annotations

from dataclasses import dataclass

EN = (
    "The provincial council on Tuesday opened a small museum of weaving in Gia Nghia, where forty women will teach the craft.",
    "Visitors may try the looms themselves, and a shop sells what was made in the week before, the museum's keeper told reporters.",
    "The building cost nine billion dong, most of it given by two families who left the district for Canada forty years ago.",
    "A second hall, for instruments of bronze and bamboo, is planned for the end of next year if enough donors are found.",
    "Buses run from the market every half hour, and children under twelve are admitted without a ticket on school days.",
)
VI = (
    "Chiều 3/10, Bảo tàng Đắk Nông khai trương gian trưng bày nghề dệt thổ cẩm với bốn mươi nghệ nhân của ba buôn.",
    "Khách tham quan được tự tay ngồi dệt, sản phẩm làm trong tuần được bày bán tại chỗ với giá do nghệ nhân tự định.",
    "Kinh phí sửa sang tòa nhà là chín tỷ đồng, phần lớn do hai gia đình người địa phương đang ở nước ngoài gửi về.",
    "Giám đốc bảo tàng cho hay gian thứ hai, dành cho cồng chiêng và đàn tre, sẽ mở vào cuối năm sau nếu đủ hiện vật.",
    "Xe buýt từ chợ Gia Nghĩa chạy nửa giờ một chuyến, trẻ em dưới mười hai tuổi được vào cửa không mất tiền ngày thường.",
)
EN_TITLE = "Museum of weaving opens its doors in Gia Nghia"
VI_TITLE = "Bảo tàng Đắk Nông khai trương gian dệt thổ cẩm"
FOOT = "<footer><p>Giấy phép số 21/GP-TTĐT ngày 5/6/2019. Chịu trách nhiệm: Ông B. Ghi rõ nguồn khi phát hành lại.</p></footer>"
MENU = "<nav><ul><li><a href='/a'>Thời sự</a></li><li><a href='/b'>Kinh tế</a></li><li><a href='/c'>Văn hóa</a></li></ul></nav>"
DATED = '<meta property="article:published_time" content="2026-10-03T16:05:00+07:00">'


@dataclass(frozen=True)
class Kind:
    """A page.  day: as ISO, "" for none, "?" where it is not asked; title, authors, image: None where not asked."""

    name: str
    html: str
    has: tuple[str, ...] = ()
    has_not: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    day: str = "?"
    title: str | None = None
    authors: tuple[str, ...] | None = None
    image: str | None = None
    url: str = "https://tin.example/bai"


def p(texts: tuple[str, ...], more: str = "") -> str:
    return "".join(f"<p{more}>{text}</p>" for text in texts)


def page(title: str, body: str, head: str = DATED, lang: str = "en") -> str:
    return f'<html lang="{lang}"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


def article(texts: tuple[str, ...], title: str = EN_TITLE, before: str = "", after: str = "") -> str:
    return f"<article><h1>{title}</h1>{before}{p(texts)}{after}</article>"


SPLIT = (
    Kind("parts between adverts, each in a wrapper of its own", page(EN_TITLE, MENU + f"<div id='wrap'><h1>{EN_TITLE}</h1>"
         + "".join(f"<div class='lr'><div class='txt'><p>{text}</p></div></div><div class='lr'><div class='advert-slot'>Advertisement</div></div>" for text in EN)
         + "</div>" + FOOT), has=EN, has_not=("Advertisement",)),
    Kind("columns of a long read", page(VI_TITLE, f"<h1>{VI_TITLE}</h1><div class='longread'><div class='chunk'><div class='cell'><div>{VI[0]}</div></div></div>"
         f"<div class='chunk half'><div class='cell'><div>{VI[1]}</div></div><div class='cell'><div>{VI[2]}</div></div></div>"
         f"<div class='chunk half'><div class='cell'><div>{VI[3]}</div></div><div class='cell'><div>{VI[4]}</div></div></div></div>" + FOOT, lang="vi"), has=VI),
    Kind("a form in the middle", page(EN_TITLE, f"<main><section class='s1'><h1>{EN_TITLE}</h1></section><section class='s2'>{p(EN[:2])}</section>"
         "<section class='s3'><form class='newsletter'><h4>Get our letter every Friday</h4><input><button>Join</button></form></section>"
         f"<section class='s2'>{p(EN[2:4])}</section><section class='s2'><h3>How to get there</h3></section><section class='s2'>{p(EN[4:])}</section></main>"),
         has=EN, has_not=("Get our letter",)),
)  # fmt: skip

COPIES = (
    Kind("a copy for the printer at the end", page(EN_TITLE, article(EN) + f"<div id='printable' hidden><h1>{EN_TITLE}</h1>{p(EN)}</div>"), has=EN, once=EN),
    Kind("the phone's copy comes first and is hidden", page(VI_TITLE, f"<div class='only-phone' style='display: none'><h1>{VI_TITLE}</h1>{p(VI)}</div>"
         f"<div class='only-desk'><h1>{VI_TITLE}</h1>{p(VI)}</div>" + FOOT, lang="vi"), has=VI, once=VI),
    Kind("the copy is one block with line breaks", page(EN_TITLE, article(EN) + "<div class='amp-copy'>" + "<br>".join(EN) + "</div>"), has=EN, once=EN),
)  # fmt: skip

DATES = (
    Kind("only readers' letters are dated", page(EN_TITLE, article(EN) + "<div id='disqus_thread'><ul><li><span>Mai</span><time datetime='2025-02-03'>3 Feb 2025</time>"
         "<p>We went with the children and they would not leave the loom.</p></li></ul></div>", head=""), has=EN, has_not=("would not leave",), day=""),
    Kind("only related items are dated", page(EN_TITLE, article(EN) + "<section class='more-stories'><article><h3><a href='/x'>Coffee is dearer</a></h3><time datetime='2024-05-06T08:00Z'>6 May 2024</time></article>"
         "<article><h3><a href='/y'>Pepper too</a></h3><time datetime='2024-05-07T08:00Z'>7 May 2024</time></article></section>", head=""), day=""),
    Kind("a teaser in JSON-LD is dated, the page is not", page(EN_TITLE, article(EN), head='<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"NewsArticle",'
         '"headline":"Pepper prices fall again","url":"https://tin.example/pepper","datePublished":"2023-01-02T00:00:00Z"}}]}</script>'), day=""),
    Kind("a comment in JSON-LD is dated", page(EN_TITLE, article(EN), head='<script type="application/ld+json">{"@type":"Comment","text":"Lovely","datePublished":"2023-01-02T00:00:00Z"}</script>'), day=""),
    Kind("the article's time stands before a comment's", page(EN_TITLE, f"<article><h1>{EN_TITLE}</h1><time datetime='2026-10-03T09:00:00Z'>3 Oct 2026</time>{p(EN)}</article>"
         "<div class='reader-comments'><time datetime='2026-11-01T09:00:00Z'></time><p>Good.</p></div>", head=""), day="2026-10-03"),
    Kind("the epoch is no date", page(EN_TITLE, article(EN), head='<meta property="article:published_time" content="1970-01-01T00:00:00Z">'), day=""),
    Kind("a date in a list of other news in Vietnamese", page(VI_TITLE, f"<div class='bai'><h1>{VI_TITLE}</h1>{p(VI[:2])}</div><div class='tin-khac'><b>Tin khác</b><ul><li><a href='/1'>Cà phê lên giá</a> (01/02/2025)</li></ul></div>", head="", lang="vi"), day=""),
)  # fmt: skip

CONSENT = (
    Kind("a privacy centre under the article", page(EN_TITLE, f"<div><h1>{EN_TITLE}</h1><div>{p(EN[:3])}</div></div><div id='onetrust-pc'><h2>Privacy centre</h2>"
         "<p>When you visit any web site, it may store or retrieve information on your browser, mostly in the form of cookies, to make the site work as you expect it to.</p>"
         "<p>Because we respect your right to privacy, you can choose not to allow some types of cookies. Click on the headings to find out more.</p></div>"),
         has=EN[:3], has_not=("right to privacy", "store or retrieve")),
    Kind("a notice without a telling name", page(VI_TITLE, f"<div><h1>{VI_TITLE}</h1><div>{p(VI[:3])}</div></div><div class='xq-1'><div><p>Chúng tôi sử dụng cookie và dữ liệu cá nhân của bạn để trang hoạt động tốt hơn và để hiển thị quảng cáo phù hợp với bạn.</p>"
         "<p>Bằng việc tiếp tục sử dụng trang này, bạn đồng ý với chính sách quyền riêng tư của chúng tôi và của các đối tác.</p></div></div>", lang="vi"), has=VI[:3], has_not=("cookie", "quyền riêng tư")),
    Kind("a film that asks first", page(EN_TITLE, "<article><h1>" + EN_TITLE + "</h1>" + p(EN[:2]) + "<div class='ext'><p>This content is hosted by a third party. By showing the external content you accept the terms and conditions of video.example.</p>"
         "<span>Load video</span></div>" + p(EN[2:]) + "</article>"), has=EN, has_not=("third party", "Load video")),
    Kind("an embed that asks first in French", page("Un musée du tissage", "<article><h1>Un musée du tissage</h1><p>Le conseil provincial a ouvert mardi un petit musée du tissage, où quarante femmes enseigneront leur métier aux visiteurs.</p>"
         "<div class='wrap-x'><strong>Contenu externe</strong><p>Ce contenu externe ne peut pas être affiché sans votre accord. En cliquant, vous acceptez le dépôt de cookies par le réseau social.</p></div>"
         "<p>Le bâtiment a coûté neuf milliards de dongs, dont la plus grande part vient de deux familles parties au Canada il y a quarante ans.</p></article>", lang="fr"),
         has=("Le conseil provincial", "Le bâtiment a coûté"), has_not=("Contenu externe", "dépôt de cookies")),
)  # fmt: skip

LISTS = (
    Kind("spans in list items", page(EN_TITLE, MENU + f"<div class='x'><h1>{EN_TITLE}</h1><p>{EN[0]}</p><p>The keeper named three rules:</p><ul><li><span>no photographs with flash inside the hall</span></li>"
         f"<li><span><b>Looms</b> may be used for twenty minutes</span></li><li><span>groups of more than ten book a day before</span></li></ul><p>{EN[1]}</p><p>{EN[2]}</p></div>"),
         has=("no photographs with flash", "may be used for twenty minutes", "groups of more than ten")),
    Kind("a numbered list of Vietnamese duties", page(VI_TITLE, MENU + f"<div class='noidung'><h1>{VI_TITLE}</h1>{p(VI[:2])}<p>Bảo tàng lưu ý khách:</p><ol><li><span>Không dùng đèn chớp khi chụp ảnh trong phòng</span></li>"
         f"<li><div>Mỗi người ngồi dệt không quá hai mươi phút</div></li></ol>{p(VI[2:])}</div>" + FOOT, lang="vi"), has=("Không dùng đèn chớp", "Mỗi người ngồi dệt")),
    Kind("a list of links is no list of the article", page(EN_TITLE, f"<div class='x'><h1>{EN_TITLE}</h1>{p(EN[:2])}<ul><li><span><a href='/1'>Coffee is dearer than ever before</a></span></li><li><span><a href='/2'>Pepper follows coffee</a></span></li></ul>{p(EN[2:])}</div>"),
         has=EN, has_not=("Coffee is dearer", "Pepper follows")),
)  # fmt: skip

LIVE = (
    Kind("entries only in JSON-LD, an introduction on the page", page("Storm reaches the highlands", f"<h1>Storm reaches the highlands</h1><p>{EN[0]}</p><p>{EN[1]}</p><div id='feed'></div>",
         head='<script type="application/ld+json">[{"@type":"LiveBlogPosting","headline":"Storm reaches the highlands","datePublished":"2026-10-03T05:00:00+07:00","liveBlogUpdate":[{"@type":"BlogPosting","headline":"Power is back","articleBody":"<p>Power came back in two of the five communes shortly before noon, the electricity company said.</p>"},'
         '{"@type":"BlogPosting","headline":"School closed","articleBody":"Schools in the district stay closed until Monday because three roofs were damaged overnight."}]}]</script>'),
         has=(EN[0], "Power came back", "Schools in the district"), has_not=("<p>",), day="2026-10-03"),
    Kind("entries that stand on the page stay once", page("Storm reaches the highlands", "<h1>Storm reaches the highlands</h1><div class='entries'><div class='entry'><h3>Power is back</h3><p>Power came back in two of the five communes shortly before noon, the electricity company said.</p></div>"
         "<div class='entry'><h3>School closed</h3><p>Schools in the district stay closed until Monday because three roofs were damaged overnight.</p></div></div>",
         head='<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Storm reaches the highlands","datePublished":"2026-10-03T05:00:00+07:00","liveBlogUpdate":[{"@type":"BlogPosting","articleBody":"Power came back in two of the five communes shortly before noon, the electricity company said."},'
         '{"@type":"BlogPosting","articleBody":"Schools in the district stay closed until Monday because three roofs were damaged overnight."}]}</script>'),
         has=("Power came back", "Schools in the district"), once=("Power came back", "Schools in the district")),
)  # fmt: skip

AUTHORS = (
    Kind("By, under the headline", page(EN_TITLE, article(EN, before="<div class='meta'>By Tran Thu Ha and Mark Olsen</div>")), authors=("Tran Thu Ha", "Mark Olsen")),
    Kind("BY in capitals with the post", page(EN_TITLE, article(EN, before="<p>BY CHANTHA SOK, Staff Reporter</p>")), authors=("CHANTHA SOK",)),
    Kind("a sentence that begins with By is no byline", page(EN_TITLE, article(("By Tuesday evening the museum had sold every ticket that it had printed for the week.", *EN))), authors=()),
    Kind("JSON-LD points to a person", page(EN_TITLE, article(EN), head=DATED + '<script type="application/ld+json">{"@graph":[{"@type":"Person","@id":"https://n.example/#/p/9","name":"Lena Hoang"},{"@type":"WebPage","@id":"https://n.example/x"},'
         '{"@type":"Article","headline":"' + EN_TITLE + '","author":{"@id":"https://n.example/#/p/9"}}]}</script>'), authors=("Lena Hoang",)),
    Kind("JSON-LD points to several", page(EN_TITLE, article(EN), head=DATED + '<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + EN_TITLE + '","author":[{"@id":"#a"},{"@id":"#b"}]}</script>'
         '<script type="application/ld+json">[{"@type":"Person","@id":"#a","name":"Ana Diaz"},{"@type":"Person","@id":"#b","name":"Binh Le"}]</script>'), authors=("Ana Diaz", "Binh Le")),
    Kind("the signature is bold and set to the right", page(VI_TITLE, f"<h1>{VI_TITLE}</h1><div class='noi-dung'>{p(VI)}<p style='text-align: right'><b>THU HIỀN - VĂN LONG</b></p></div>{FOOT}", lang="vi"), authors=("THU HIỀN", "VĂN LONG")),
    Kind("the name and its paper", page(VI_TITLE, f"<h1>{VI_TITLE}</h1><div class='noi-dung'>{p(VI)}</div><div class='nguoi-viet author'><a href='/tac-gia/hoai-thu'>Hoài Thu/VOV.VN</a></div>{FOOT}", lang="vi"), authors=("Hoài Thu",)),
    Kind("the name beside the headline", page(VI_TITLE, f"<div class='dau'><h1>{VI_TITLE}</h1><div><span class='tac-gia'>Lê Văn Đông</span> <span class='gio'>16:05, 03/10/2026</span></div></div><div class='noi-dung'>{p(VI)}</div>{FOOT}", head="", lang="vi"), authors=("Lê Văn Đông",), day="2026-10-03"),
    Kind("the name follows words of the trade", page(VI_TITLE, f"<h1>{VI_TITLE}</h1><div class='noi-dung'>{p(VI)}<p><em>Bài, ảnh: Đức Hùng</em></p></div>{FOOT}", lang="vi"), authors=("Đức Hùng",)),
    Kind("an office signs", page(VI_TITLE, f"<h1>{VI_TITLE}</h1><div class='noi-dung'>{p(VI)}<p style='text-align:right'><b>Văn phòng UBND tỉnh</b></p></div>{FOOT}", lang="vi"), authors=()),
)  # fmt: skip

PORTALS = (
    Kind("an old table portal in the afternoon", "<html><head><title>Trang thông tin điện tử huyện - Tin hoạt động</title></head><body><table><tr><td class='left'><a href='/1'>Trang chủ</a><br><a href='/2'>Liên hệ</a></td><td>"
         f"<div class='NewsDetail'><span id='ctl03_lblTieuDe' class='TieuDe'>{VI_TITLE}</span><br><span class='NgayDang'>Ngày đăng: 03/10/2026 4:05:12 CH</span><br><br><div>" + "<br><br>".join(VI) + "</div></div></td></tr></table></body></html>",
         has=VI, title=VI_TITLE, day="2026-10-03T16:05", url="https://huyen.daknong.gov.vn/tin.aspx?id=12"),
    Kind("a portal with cells for title and day", "<html><head><title>Cổng thông tin điện tử</title></head><body><table><tr><td class='title_news'>" + VI_TITLE + "</td></tr><tr><td class='date_news'>(Ngày đăng : 12/01/2026 - 10:15:00 SA)</td></tr><tr><td class='content_news'>"
         + p(VI) + "</td></tr><tr><td>Các tin đã đưa: <a href='/3'>Giá tiêu giảm (11/01/2026)</a></td></tr></table></body></html>", has=VI, has_not=("Giá tiêu giảm",), title=VI_TITLE, day="2026-01-12T10:15", url="https://xa.lamdong.gov.vn/Tin.aspx"),
)  # fmt: skip

CAPTIONS = (
    Kind("a table round a picture", page(VI_TITLE, f"<h1>{VI_TITLE}</h1><div>{p(VI[:2])}<table align='center'><tbody><tr><td><img src='x.jpg'></td></tr><tr><td>Nghệ nhân ngồi bên khung dệt. Ảnh: Mai Lan</td></tr></tbody></table>{p(VI[2:])}</div>", lang="vi"), has=VI, has_not=("bên khung dệt",)),
    Kind("a paragraph under a picture", page(VI_TITLE, f"<h1>{VI_TITLE}</h1><div>{p(VI[:2])}<p><img src='x.jpg'></p><p><em>Nghệ nhân ngồi bên khung dệt (Ảnh: Mai Lan/TTXVN)</em></p>{p(VI[2:])}</div>", lang="vi"), has=VI, has_not=("bên khung dệt",)),
    Kind("an agency's credit in brackets", page(EN_TITLE, f"<h1>{EN_TITLE}</h1><div><p><img src='x.jpg'></p><p>A weaver shows her loom in Gia Nghia on Oct. 3, 2026. (AFP/Nguyen Hai)</p>{p(EN)}</div>"), has=EN, has_not=("shows her loom",)),
    Kind("a credit in words", page(EN_TITLE, f"<h1>{EN_TITLE}</h1><div>{p(EN[:2])}<div><img src='x.jpg'></div><div>A weaver at her loom. Photo: Hai Nguyen</div>{p(EN[2:])}</div>"), has=EN, has_not=("at her loom",)),
    Kind("a table of figures is no caption", page(EN_TITLE, f"<h1>{EN_TITLE}</h1><div>{p(EN[:2])}<table><tr><td>Looms</td><td>14</td></tr><tr><td>Weavers</td><td>40</td></tr></table>{p(EN[2:])}</div>"), has=EN),
)  # fmt: skip

LEADS = (
    Kind("a sapo above the text", page(VI_TITLE, MENU + f"<h1 class='t'>{VI_TITLE}</h1><h2 class='sapo'>Bốn mươi nghệ nhân của ba buôn dạy nghề cho khách ngay giữa phòng trưng bày.</h2><div class='noi-dung'>{p(VI)}</div>{FOOT}", lang="vi"), has=("Bốn mươi nghệ nhân", *VI)),
    Kind("a sapo that begins with a stamp", page(VI_TITLE, MENU + f"<h1 class='t'>{VI_TITLE}</h1><p class='description'><span class='stamp'>Đắk Nông</span>Khách được tự tay ngồi dệt bên bốn mươi nghệ nhân.</p><div class='fck'>{p(VI)}</div>{FOOT}", lang="vi"), has=("Đắk Nông Khách được tự tay", *VI)),
    Kind("a summary in bold", page(VI_TITLE, MENU + f"<h1>{VI_TITLE}</h1><div class='tom-tat'><strong>Bốn mươi nghệ nhân của ba buôn dạy nghề cho khách ngay giữa phòng trưng bày.</strong></div><div class='noi-dung'>{p(VI)}</div>{FOOT}", lang="vi"), has=("Bốn mươi nghệ nhân", *VI)),
)  # fmt: skip

PICTURES = (
    Kind("a lazy picture", page(EN_TITLE, article(EN, before="<img src='data:image/gif;base64,R0' data-original='/p/loom.jpg' width='800'>")), image="https://tin.example/p/loom.jpg"),
    Kind("a lazy picture with sizes", page(EN_TITLE, article(EN, before="<picture><source data-srcset='/p/s.webp 400w, /p/l.webp 1200w'><img class='lazyload' src='/img/blank.gif' data-src='//cdn.example/p/l.jpg'></picture>")), image="https://cdn.example/p/l.jpg"),
    Kind("a logo and a pixel are no lead picture", page(EN_TITLE, "<header><img src='/logo.png'></header><img src='/px.gif' width='1' height='1'>" + article(EN)), image=""),
    Kind("a plain picture under the headline", page(EN_TITLE, MENU + article(EN, before="<figure><img src='/p/plain.jpg'></figure>")), image="https://tin.example/p/plain.jpg"),
)  # fmt: skip

TITLES = (
    Kind("words of a headline in spans", page("Bảo tàng Đắk Nông khai trương", f"<h1><span>Bảo tàng</span><span>Đắk Nông</span><span>khai trương</span></h1><div>{p(VI)}</div>", lang="vi"), title="Bảo tàng Đắk Nông khai trương"),
    Kind("a headline in two lines", page("Museum opens", f"<h1>A museum of weaving<br>opens its doors</h1><div>{p(EN)}</div>"), title="A museum of weaving opens its doors"),
    Kind("spans that a style sheet parts", page("Trang chủ", f"<h1><span>Khai trương gian dệt</span><span>Bốn mươi nghệ nhân cùng ngồi khung</span></h1><div>{p(VI)}</div>", lang="vi"), title="Khai trương gian dệt Bốn mươi nghệ nhân cùng ngồi khung"),
)  # fmt: skip

MORE = (
    Kind("other stories are dated, in boxes without a telling name", page(EN_TITLE, article(EN) + "<div class='zz'><div><a href='/1'><h4>Coffee is dearer</h4></a><time datetime='2023-03-03'>March 3, 2023</time></div>"
         "<div><a href='/2'><h4>Pepper too</h4></a><time datetime='2023-03-04'>March 4</time></div></div>", head=""), day=""),
    Kind("a portal whose title is the line above the day", "<html><head><title>Cổng thông tin</title></head><body><table><tr><td><p class='ArticleHeader'><b>" + VI_TITLE + "</b></p><p class='Date'>Đăng ngày 03-10-2026 08:10 SA</p><div class='x'>" + p(VI) + "</div></td></tr></table></body></html>",
         title=VI_TITLE, day="2026-10-03T08:10", url="https://xa.lamdong.gov.vn/tin"),
    Kind("an agency's credit without brackets", page(EN_TITLE, f"<h1>{EN_TITLE}</h1><div><img src='a.jpg'><p>A weaver shows her loom in Gia Nghia, Vietnam, October 3, 2026. REUTERS/Hai Nguyen</p>{p(EN)}</div>"), has=EN, has_not=("shows her loom",)),
    Kind("a sapo that is a second headline", page(VI_TITLE, f"<div class='bai'><h1>{VI_TITLE}</h1><h2>Bốn mươi nghệ nhân của ba buôn dạy nghề cho khách ngay giữa phòng trưng bày.</h2><div class='nd'>{p(VI)}</div></div>", lang="vi"), has=("Bốn mươi nghệ nhân", *VI)),
    Kind("spans of a headline whose page title names the paper", page("Khai trương gian dệt thổ cẩm - Báo Mẫu", f"<h1><span>Khai trương gian</span><span>dệt thổ cẩm</span></h1>{p(VI)}", lang="vi"), title="Khai trương gian dệt thổ cẩm"),
    Kind("boxes inside a headline", page("Báo Mẫu", f"<h1><div>Khai trương gian</div><div>dệt thổ cẩm</div></h1>{p(VI)}", lang="vi"), title="Khai trương gian dệt thổ cẩm"),
    Kind("a second copy for narrow screens by class alone", page(EN_TITLE, f"<div class='visible-xs'><h1>{EN_TITLE}</h1><div>{p(EN)}</div></div><div class='hidden-xs'><h1>{EN_TITLE}</h1><div>{p(EN)}</div></div>"), has=EN, once=EN),
    Kind("an embed that asks at length", page(EN_TITLE, f"<article><h1>{EN_TITLE}</h1>{p(EN[:2])}<div class='tw'><p>Allow content? This article contains content provided by others. We ask for your permission before anything is loaded, as they may be using cookies. You may want to read their privacy policy before accepting.</p><button>Accept</button></div>{p(EN[2:])}</article>"),
         has=EN, has_not=("Allow content",)),
    Kind("a page of consent alone stays what it is", page("Our choices for you", f"<h1>Our choices for you</h1>{p(('We use cookies on your browser, and by continuing you agree to our privacy policy.',) * 1)}", head=""), has=("We use cookies",)),
    Kind("two names under the text", page(VI_TITLE, f"<h1>{VI_TITLE}</h1><div class='cms'>{p(VI)}<p align='right'><em><strong>Hoàng Anh - Thu Trang</strong></em></p></div>", lang="vi"), authors=("Hoàng Anh", "Thu Trang")),
    Kind("a staff is no person", page(EN_TITLE, f"<h1>{EN_TITLE}</h1><p>By VIR Staff</p>{p(EN)}"), authors=()),
)  # fmt: skip

KINDS = (
    *SPLIT, *COPIES, *DATES, *CONSENT, *LISTS, *LIVE, *AUTHORS, *PORTALS, *CAPTIONS, *LEADS, *PICTURES, *TITLES, *MORE,
)  # fmt: skip
