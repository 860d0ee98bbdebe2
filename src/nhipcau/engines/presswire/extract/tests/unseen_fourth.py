"""A fourth set of made-up pages, three of each kind that issue after issue of a reader stumbles over, on other layouts.

Written before the reader was looked at.  Half of them, by a hash of the name, is tuned on (a test each); the other
half is kept aside, for a figure only.
"""

from __future__ import annotations

from nhipcau.engines.presswire.extract.tests.kinds_of_pages import Kind, p
from nhipcau.engines.presswire.extract.tests.unseen_pages import html
from nhipcau.engines.presswire.extract.tests.unseen_third import ld

TITLE = "Bảo Lộc thử tàu điện cổ chở khách quanh hồ Đồng Nai"
SAPO = "Chiếc tàu gỗ sơn đỏ chạy thử sáng 14/11 với sáu mươi khách đầu tiên, vé miễn phí đến hết năm."
TEXT = (
    "Sáng 14/11, chiếc tàu điện cổ phục chế lăn bánh quanh hồ Đồng Nai, phường B'Lao, sau mười bốn tháng sửa chữa.",
    "Toa tàu dài mười hai mét do một xưởng mộc ở Lộc Tiến đóng lại theo bản vẽ năm 1932 tìm thấy trong kho lưu trữ Pháp.",
    "Bà Trần Thị Sen, bảy mươi tuổi, kể rằng hồi nhỏ bà từng thấy loại tàu này ở ga Đà Lạt và không nghĩ có ngày được ngồi.",
    "Đơn vị vận hành cho biết tàu chạy chậm hơn người đạp xe, mỗi vòng hai mươi phút, dừng ở bốn bến có mái che.",
    "Từ tháng 1 năm sau, vé sẽ bán mười lăm nghìn đồng một lượt, học sinh đi học bằng tàu được miễn hoàn toàn.",
)
OTHER = "Nông dân Di Linh bắt đầu hái cà phê chín sớm"
OTHER2 = "Thêm hai tuyến xe buýt nối sân bay Liên Khương"
EN_TITLE = "Dak Nong lava caves reopen with guides trained in first aid"
EN = (
    "The volcanic caves near Krong No reopened on Saturday after a year in which forty guides were trained in first aid and rescue.",
    "Visitors now enter in groups of eight and wear helmets with lamps, which the geopark lends at no cost, its director Ho Van Lanh said.",
    "“We would rather turn people away than count them twice,” he said, pointing at a board where each group is crossed off by hand.",
    "The longest tube, known as C7, runs for more than a kilometre under a coffee field whose owner sells juice at the exit.",
    "Bats return in March, and two of the five caves will then be closed until their young can fly, the park's biologists added.",
)
FR_TITLE = "À Da Lat, une école d'horticulture accueille ses premiers élèves français"
FR = (
    "L'école d'horticulture de Da Lat a ouvert ses portes lundi à douze élèves venus du lycée agricole d'Angers pour un semestre.",
    "Ils apprendront la culture sous serre des chrysanthèmes et suivront, deux fois par semaine, un cours de vietnamien.",
    "« Nos serres sont en verre, les leurs en bambou et en plastique : chacun a quelque chose à montrer », sourit leur professeure.",
    "La province de Lam Dong prend en charge le logement, tandis que la région des Pays de la Loire paie le voyage.",
)
DATED = '<meta property="article:published_time" content="2026-11-14T09:30:00+07:00">'
RELATED = f"<a href='/1'>{OTHER}</a>"

SPLIT = (
    Kind("fourth: paragraphs in tables of one cell with banners between", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<div id='main'><h1>{TITLE}</h1><p class='lead'>{SAPO}</p>"
        + "".join(f"<table width='100%'><tr><td>{x}</td></tr></table><div class='banner-{n}'><span>Quảng cáo</span><ins class='adsbygoogle'></ins></div>" for n, x in enumerate(TEXT))
        + "</div>"), has=(SAPO, *TEXT), has_not=("Quảng cáo",), day="2026-11-14", title=TITLE),
    Kind("fourth: custom elements, an ad element every second", html(
        f"<title>{EN_TITLE}</title>" + DATED,
        f"<story-page><h1>{EN_TITLE}</h1>" + "".join(f"<story-text><p>{x}</p></story-text>" + ("<ad-unit size='mpu'><p>Sponsored: win a trip for two to the Maldives this winter</p></ad-unit>" if n % 2 else "") for n, x in enumerate(EN))
        + "</story-page>", "en"), has=EN, has_not=("Sponsored",), day="2026-11-14", title=EN_TITLE),
    Kind("fourth: half of the text behind a button to read on", html(
        f"<title>{TITLE} | Báo Cao Nguyên</title>" + DATED,
        f"<section class='bv'><h1>{TITLE}</h1><div class='bv-noidung'>{p(TEXT[:2])}</div><div class='qc'>Quảng cáo</div><button class='xemthem'>Xem toàn bài</button><div class='bv-noidung collapse' id='con-lai'>{p(TEXT[2:])}</div></section><aside>{RELATED}</aside>"),
        has=TEXT, has_not=("Xem toàn bài", OTHER), day="2026-11-14"),
)  # fmt: skip

COPIES = (
    Kind("fourth: a copy to be read aloud, off the screen", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<article><h1>{TITLE}</h1>{p(TEXT)}</article><div class='tts-source' style='position:absolute;left:-9999px' aria-hidden='true'>{' '.join(TEXT)}</div>"),
        has=TEXT, once=TEXT),
    Kind("fourth: a copy in a template element", html(
        f"<title>{EN_TITLE}</title>" + DATED,
        f"<template id='print-view'><h1>{EN_TITLE}</h1>{p(EN)}</template><main><h1>{EN_TITLE}</h1>{p(EN)}</main>", "en"), has=EN, once=EN),
    Kind("fourth: the phone's page beside the desk's, both seen", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<div class='d-none d-lg-block'><h1>{TITLE}</h1><div class='nd'>{p(TEXT)}</div></div><div class='d-lg-none'><h1>{TITLE}</h1><div class='nd'>{p(TEXT)}</div></div>"),
        has=TEXT, once=TEXT),
)  # fmt: skip

DATES = (
    Kind("fourth: a date of the weather and of a comment, none of the article", html(
        f"<title>{TITLE}</title>",
        f"<header><span class='today'>Thứ Hai, 30/11/2026</span><span>Đà Lạt 17°C</span></header><article><h1>{TITLE}</h1>{p(TEXT)}</article><ul class='binh-luan'><li><b>Hoa</b><i>20/11/2026 08:12</i> Hay quá</li><li><b>Tú</b><i>21/11/2026 10:00</i> Mong được đi thử</li></ul>"),
        has=TEXT, has_not=("Hay quá",), day=""),
    Kind("fourth: dates of a timeline in the text, none of the article", html(
        f"<title>{EN_TITLE}</title>",
        f"<article><h1>{EN_TITLE}</h1>{p(EN)}<h3>What happened</h3><p>3 May 2024: two hikers are lost in C7 for nine hours.</p><p>12 June 2025: the caves are closed.</p></article>", "en"),
        has=EN, day=""),
    Kind("fourth: updated stands first, published second", html(
        f"<title>{TITLE}</title>",
        f"<div class='detail'><h1>{TITLE}</h1><div class='meta'><span>Cập nhật lúc: 16/11/2026 07:00</span> | <span>Đăng lúc: 14/11/2026 09:30</span></div>{p(TEXT)}</div><div class='lienquan'>{RELATED} <em>(12/11/2026)</em></div>"),
        has=TEXT, day="2026-11-14"),
)  # fmt: skip

CONSENT = (
    Kind("fourth: an embed that waits for consent in the text", html(
        f"<title>{FR_TITLE}</title>" + DATED,
        f"<article><h1>{FR_TITLE}</h1>{p(FR[:2])}<div class='embed-consent'><p>Ce contenu est fourni par Instagram. En l'affichant, vous acceptez le dépôt de cookies par ce service.</p><button>Afficher le contenu</button></div>{p(FR[2:])}</article>", "fr"),
        has=FR, has_not=("dépôt de cookies",), day="2026-11-14", title=FR_TITLE),
    Kind("fourth: a Vietnamese notice of cookies at the foot", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<article><h1>{TITLE}</h1>{p(TEXT)}</article><div class='thong-bao'><p>Chúng tôi sử dụng cookie để cải thiện trải nghiệm của bạn và phân tích lưu lượng truy cập. Tiếp tục sử dụng trang nghĩa là bạn đồng ý với chính sách bảo mật.</p><a>Đồng ý</a></div>"),
        has=TEXT, has_not=("cookie",), day="2026-11-14"),
    Kind("fourth: quotes of a social network in the text", html(
        f"<title>{EN_TITLE}</title>" + DATED,
        f"<article><h1>{EN_TITLE}</h1>{p(EN[:3])}<blockquote class='twitter-tweet'><p>Helmets on! 🦇 pic.twitter.com/abc123</p>&mdash; Geopark (@geopark) <a href='https://twitter.com/x'>November 14, 2026</a></blockquote><script src='https://platform.twitter.com/widgets.js'></script>{p(EN[3:])}</article>", "en"),
        has=EN, day="2026-11-14"),
)  # fmt: skip

LISTS = (
    Kind("fourth: steps in an ordered list of bold words", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<article><h1>{TITLE}</h1>{p(TEXT[:3])}<ol><li><strong>Bến 1:</strong> cổng chợ Bảo Lộc, có quầy phát vé miễn phí.</li><li><strong>Bến 2:</strong> vườn hoa trung tâm, cạnh nhà văn hóa.</li><li><strong>Bến 3:</strong> đập tràn, nơi ngắm hoàng hôn.</li></ol>{p(TEXT[3:])}</article>"),
        has=(*TEXT, "cổng chợ Bảo Lộc, có quầy phát vé miễn phí.", "đập tràn, nơi ngắm hoàng hôn."), day="2026-11-14"),
    Kind("fourth: a list of links that is part of the text", html(
        f"<title>{EN_TITLE}</title>" + DATED,
        f"<div class='post'><h1>{EN_TITLE}</h1>{p(EN)}<p>How to get there:</p><ul><li><a href='/bus'>Bus 12 from Gia Nghia, every forty minutes</a>, to the gate of the geopark;</li><li><a href='/taxi'>a shared taxi</a> from Buon Ma Thuot airport takes an hour and a half.</li></ul></div>", "en"),
        has=(*EN, "every forty minutes", "takes an hour and a half"), day="2026-11-14"),
    Kind("fourth: a definition list of figures", html(
        f"<title>{EN_TITLE}</title>" + DATED,
        f"<main><h1>{EN_TITLE}</h1>{p(EN)}<dl><dt>Length of C7</dt><dd>1,067 metres, surveyed by a Japanese team</dd><dt>Price</dt><dd>120,000 dong with a guide</dd></dl></main>", "en"),
        has=(*EN, "surveyed by a Japanese team", "120,000 dong with a guide"), day="2026-11-14"),
)  # fmt: skip

LIVE = (
    Kind("fourth: a Vietnamese live page with hours as headings", html(
        f"<title>Trực tiếp: {TITLE}</title>" + DATED,
        f"<div class='tuong-thuat'><h1>Trực tiếp: {TITLE}</h1>" + "".join(f"<div class='moc'><h3>{7 + n}h3{n}</h3><p>{x}</p></div>" for n, x in enumerate(TEXT)) + f"</div><div class='box-cung-muc'>{RELATED}</div>"),
        has=TEXT, has_not=(OTHER,), once=TEXT, day="2026-11-14"),
    Kind("fourth: pinned key points repeat a post", html(
        f"<title>{EN_TITLE}</title>" + ld(**{"@type": "LiveBlogPosting", "headline": EN_TITLE, "datePublished": "2026-11-14T02:30:00Z", "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Open", "articleBody": EN[0], "datePublished": "2026-11-14T03:00:00Z"}]}),
        f"<main><h1>{EN_TITLE}</h1>" + "".join(f"<article class='update'><header><time datetime='2026-11-14T0{n + 3}:00:00Z'>0{n + 3}:00</time></header><div><p>{x}</p></div></article>" for n, x in enumerate(EN)) + "</main>", "en"),
        has=EN, once=EN, day="2026-11-14", title=EN_TITLE),
    Kind("fourth: a live page whose posts are table rows", html(
        f"<title>{EN_TITLE}</title>" + DATED,
        f"<div id='live'><h1>{EN_TITLE}</h1><table class='feed'>" + "".join(f"<tr><td class='t'>1{n}:05</td><td class='c'>{x}</td></tr>" for n, x in enumerate(EN)) + "</table></div>", "en"),
        has=EN, once=EN, day="2026-11-14"),
)  # fmt: skip

AUTHORS = (
    Kind("fourth: writers' names in capitals at the end, with a dash", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<div class='cms-body'><h1>{TITLE}</h1>{p(TEXT)}<p style='text-align:right'><strong>NGỌC DIỆP – MINH ĐẠO</strong></p></div>"),
        has=TEXT, authors=("Ngọc Diệp", "Minh Đạo"), day="2026-11-14"),
    Kind("fourth: authors by @id in a graph", html(
        f"<title>{EN_TITLE}</title>" + ld(**{"@graph": [{"@type": "NewsArticle", "@id": "#a", "headline": EN_TITLE, "datePublished": "2026-11-14T02:30:00Z", "author": [{"@id": "#p1"}, {"@id": "#p2"}]}, {"@type": "Person", "@id": "#p1", "name": "Ines Moreau"}, {"@type": "Person", "@id": "#p2", "name": "Y Khem Nie"}, {"@type": "Person", "@id": "#ed", "name": "Paul Reader"}]}),
        f"<article><h1>{EN_TITLE}</h1>{p(EN)}</article>", "en"), has=EN, authors=("Ines Moreau", "Y Khem Nie"), day="2026-11-14"),
    Kind("fourth: By and a place before the first paragraph", html(
        f"<title>{EN_TITLE}</title>" + DATED,
        f"<article><h1>{EN_TITLE}</h1><p class='by'>By <a href='/u/7'>Lena Ostrom</a> in Gia Nghia and <a href='/u/8'>Duc Pham</a></p>{p(EN)}</article>", "en"),
        has=EN, authors=("Lena Ostrom", "Duc Pham"), day="2026-11-14"),
)  # fmt: skip

PORTALS = (
    Kind("fourth: a portal of a department in nested tables, CH time", html(
        "<title>Sở Văn hóa, Thể thao và Du lịch</title>",
        f"<table><tr><td class='menu'><a href='/'>Trang chủ</a><a href='/gt'>Giới thiệu</a></td><td><table><tr><td class='tieude'>{TITLE}</td></tr><tr><td><i>14/11/2026 4:15:00 CH</i></td></tr><tr><td><div>{'<br/><br/>'.join(TEXT)}</div></td></tr><tr><td>Lượt xem: 120</td></tr><tr><td>Các tin khác: <a href='/1'>{OTHER} (10/11/2026)</a></td></tr></table></td></tr></table>"),
        has=TEXT, has_not=(OTHER,), day="2026-11-14", title=TITLE),
    Kind("fourth: a portal with the day in words over the title", html(
        "<title>Chi tiết tin</title>",
        f"<div id='ctl00_body'><span id='lblNgay'>Thứ bảy, ngày 14 tháng 11 năm 2026</span><span id='lblTieuDe' class='title'>{TITLE}</span><span id='lblTomTat'>{SAPO}</span><span id='lblNoiDung'>{p(TEXT)}</span></div><span id='lblTruyCap'>Số lượt truy cập: 1.234.567</span>"),
        has=(SAPO, *TEXT), has_not=("truy cập",), day="2026-11-14", title=TITLE),
    Kind("fourth: a portal whose page title is the portal's name alone", html(
        "<title>Cổng Thông tin điện tử tỉnh Lâm Đồng</title>",
        f"<div class='portlet'><div class='news-title'><b>{TITLE}</b></div><div class='news-date'>Ngày đăng: 14/11/2026 9:30:00 SA - Người đăng: quantri</div><div class='news-content'>{p(TEXT)}</div><div class='news-other'><h4>Tin đã đưa</h4><ul><li>{RELATED} (01/11/2026)</li></ul></div></div>"),
        has=TEXT, has_not=(OTHER,), day="2026-11-14", title=TITLE),
)  # fmt: skip

CAPTIONS = (
    Kind("fourth: captions in the cell under the picture", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<article><h1>{TITLE}</h1>{p(TEXT[:2])}<table class='picture'><tr><td class='pic'><img src='/t.jpg'></td></tr><tr><td class='caption'>Toa tàu sơn đỏ dừng ở bến đập tràn. Ảnh: Lê Gia.</td></tr></table>{p(TEXT[2:])}</article>"),
        has=TEXT, has_not=("Ảnh: Lê Gia",), day="2026-11-14"),
    Kind("fourth: a sapo that is bold in the body's first paragraph", html(
        f"<title>{TITLE}</title>" + DATED + f"<meta name='description' content='{SAPO}'>",
        f"<div class='b-maincontent'><h1>{TITLE}</h1><div class='body'><p><b>(LĐ online) - {SAPO}</b></p>{p(TEXT)}</div></div>"),
        has=(SAPO, *TEXT), once=(SAPO,), day="2026-11-14"),
    Kind("fourth: a sapo outside of the article element", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<div class='page'><h1>{TITLE}</h1><h2 class='sapo'>{SAPO}</h2><div class='share'><a>Facebook</a><a>Zalo</a></div><article class='noidung'>{p(TEXT)}</article></div>"),
        has=(SAPO, *TEXT), has_not=("Zalo",), day="2026-11-14"),
)  # fmt: skip

PICTURES = (
    Kind("fourth: the first picture is a spinner, the true one in data-original", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<article><h1>{TITLE}</h1><figure><img src='/static/spinner.gif' data-original='https://tin.example/anh/tau.jpg'></figure>{p(TEXT)}</article>"),
        has=TEXT, image="https://tin.example/anh/tau.jpg"),
    Kind("fourth: sources of many widths in a picture element", html(
        f"<title>{EN_TITLE}</title>" + DATED,
        f"<article><h1>{EN_TITLE}</h1><picture><source data-srcset='https://tin.example/c7-480.jpg 480w, https://tin.example/c7-1200.jpg 1200w'><img class='lazyload' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></picture>{p(EN)}</article>", "en"),
        has=EN, image="https://tin.example/c7-1200.jpg"),
    Kind("fourth: the site's own logo as og:image", html(
        f"<title>{TITLE}</title>" + DATED + "<meta property='og:image' content='https://tin.example/static/logo-share.png'>",
        f"<article><h1>{TITLE}</h1><p><img src='https://tin.example/anh/tau-to.jpg' width='680' height='450'></p>{p(TEXT)}</article>"),
        has=TEXT, image="https://tin.example/anh/tau-to.jpg"),
)  # fmt: skip

TITLES = (
    Kind("fourth: words of the title parted by br and spans", html(
        "<title>Trang tin</title>" + DATED,
        f"<article><h1><span>Bảo Lộc thử tàu điện cổ</span><br><span>chở khách quanh hồ Đồng Nai</span></h1>{p(TEXT)}</article>"),
        has=TEXT, title=TITLE),
    Kind("fourth: a label of the topic inside the heading", html(
        f"<title>{EN_TITLE} | Highland Post</title>" + DATED,
        f"<article><h1><em class='kicker'>Exclusive</em> {EN_TITLE}</h1>{p(EN)}</article>", "en"), has=EN, title=EN_TITLE),
    Kind("fourth: the logo is the first heading", html(
        f"<title>{TITLE} - Báo Nam Tây Nguyên</title>" + DATED,
        f"<header><h1 class='logo'><a href='/'>Báo Nam Tây Nguyên</a></h1></header><div class='ct'><h2 class='tieu-de'>{TITLE}</h2>{p(TEXT)}</div>"), has=TEXT, title=TITLE),
)  # fmt: skip

OTHERS = (
    Kind("fourth: an interview of questions and answers", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<article><h1>{TITLE}</h1>" + "".join(f"<p class='hoi'><b>* Ông nói gì về chuyện thứ {n}?</b></p><p class='dap'>- {x}</p>" for n, x in enumerate(TEXT, 1)) + "</article>"),
        has=(*TEXT, "Ông nói gì về chuyện thứ 3?"), day="2026-11-14"),
    Kind("fourth: a short notice of two sentences", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<nav><a href='/'>Trang chủ</a><a href='/ts'>Thời sự</a><a href='/dl'>Du lịch</a></nav><div class='tin-van'><h1>{TITLE}</h1><p>{TEXT[0]}</p></div><div class='moi-nhat'><h3>Mới nhất</h3><ul><li>{RELATED}</li><li><a href='/2'>{OTHER2}</a></li></ul></div>"),
        has=(TEXT[0],), has_not=(OTHER, OTHER2), day="2026-11-14", title=TITLE),
    Kind("fourth: a page in French with a kicker and a paywall's offer", html(
        f"<title>{FR_TITLE} - Le Courrier</title>" + DATED,
        f"<main><p class='rubrique'>International</p><h1>{FR_TITLE}</h1>{p(FR)}<aside class='offre'><p>Abonnez-vous pour 1 € le premier mois et soutenez une presse libre et indépendante.</p></aside></main>", "fr"),
        has=FR, has_not=("Abonnez-vous",), day="2026-11-14", title=FR_TITLE),
)  # fmt: skip

FOURTH = (*SPLIT, *COPIES, *DATES, *CONSENT, *LISTS, *LIVE, *AUTHORS, *PORTALS, *CAPTIONS, *PICTURES, *TITLES, *OTHERS)  # fmt: skip

# Further pages of the kinds that failed, all of them tuned on.
FOURTH_MORE = (
    Kind("fourth more: a calendar beside the menu, the date of the article below", html(
        f"<title>{TITLE}</title>",
        f"<header><div>Chủ nhật, 29/11/2026</div><nav><a href='/'>Trang chủ</a><a href='/ts'>Thời sự</a></nav></header><article><h1>{TITLE}</h1><p class='time'>14/11/2026 09:30</p>{p(TEXT)}</article>"),
        has=TEXT, day="2026-11-14"),
    Kind("fourth more: a weather box above the headline", html(
        f"<title>{EN_TITLE}</title>",
        f"<div class='top'><span>Monday, November 30, 2026</span> <span>Gia Nghia 21 °C</span></div><article><h1>{EN_TITLE}</h1>{p(EN)}</article>", "en"),
        has=EN, day=""),
    Kind("fourth more: an article's header with a weekday keeps its date", html(
        f"<title>{EN_TITLE}</title>",
        f"<article><header><h1>{EN_TITLE}</h1><p>Saturday, November 14, 2026</p></header>{p(EN)}</article>", "en"),
        has=EN, day="2026-11-14"),
    Kind("fourth more: opening hours told as terms", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<div class='bai-viet'><h1>{TITLE}</h1>{p(TEXT)}<dl class='thong-tin'><dt>Giờ chạy</dt><dd>từ bảy giờ sáng đến chín giờ tối hằng ngày</dd><dt>Giá vé</dt><dd>miễn phí đến hết ngày 31 tháng 12</dd></dl></div>"),
        has=(*TEXT, "từ bảy giờ sáng đến chín giờ tối hằng ngày", "miễn phí đến hết ngày 31 tháng 12"), day="2026-11-14"),
    Kind("fourth more: terms about the page are no text", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<div class='bai-viet'><h1>{TITLE}</h1><dl class='meta'><dt>Chuyên mục</dt><dd>Du lịch</dd><dt>Tác giả</dt><dd>Lê Gia</dd></dl>{p(TEXT)}</div>"),
        has=TEXT, has_not=("Chuyên mục",), day="2026-11-14"),
    Kind("fourth more: see also links after a colon are no text", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<article><h1>{TITLE}</h1>{p(TEXT)}<p>Mời bạn đọc thêm:</p><ul><li><a href='/1'>{OTHER}</a></li><li><a href='/2'>{OTHER2}</a></li></ul></article>"),
        has=TEXT, has_not=(OTHER, OTHER2), day="2026-11-14"),
    Kind("fourth more: a portal's day in words, title and text divided by breaks", html(
        "<title>Chi tiết tin</title>",
        f"<div id='ctl00_body'><span id='lblNgay'>Thứ bảy, ngày 14 tháng 11 năm 2026</span><br><span id='lblTieuDe' class='title'>{TITLE}</span><br><span id='lblNoiDung'>{p(TEXT)}</span></div>"),
        has=TEXT, day="2026-11-14", title=TITLE),
    Kind("fourth more: a portal whose day stands in brackets after the title", html(
        "<title>UBND xã</title>",
        f"<div class='main'><table><tr><td class='tieude'>{TITLE} <i>(14/11/2026)</i></td></tr><tr><td>{'<br>'.join(TEXT)}</td></tr></table></div>"),
        has=TEXT, day="2026-11-14"),
    Kind("fourth more: a heading with the outlet's name behind a bar", html(
        f"<title>{TITLE} | Báo Cao Nguyên</title>" + DATED,
        f"<article><h1>{TITLE} | Báo Cao Nguyên</h1>{p(TEXT)}</article>"), has=TEXT, title=TITLE),
    Kind("fourth more: Exclusive before the title in its own element", html(
        f"<title>{EN_TITLE} | Highland Post</title>" + DATED + f"<meta property='og:title' content='{EN_TITLE}'>",
        f"<article><h1><span class='label'>WATCH</span> {EN_TITLE}</h1>{p(EN)}</article>", "en"), has=EN, title=EN_TITLE),
    Kind("fourth more: two writers divided by a stroke under the headline", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<article><h1>{TITLE}</h1><div class='author-info'>Ngọc Diệp / Minh Đạo</div>{p(TEXT)}</article>"),
        has=TEXT, authors=("Ngọc Diệp", "Minh Đạo")),
    Kind("fourth more: a writer's name in capitals at the right", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<div class='cms-body'><h1>{TITLE}</h1>{p(TEXT)}<p align='right'><b>LÊ GIA HÂN</b></p></div>"),
        has=TEXT, authors=("Lê Gia Hân",)),
    Kind("fourth more: By two writers and a contributor's line at the end", html(
        f"<title>{EN_TITLE}</title>" + DATED,
        f"<article><h1>{EN_TITLE}</h1><div>By Lena Ostrom and Duc Pham</div>{p(EN)}<p><i>Additional reporting by Mai Vo.</i></p></article>", "en"),
        has=EN, authors=("Lena Ostrom", "Duc Pham")),
    Kind("fourth more: a page's picture is the default of its site", html(
        f"<title>{EN_TITLE}</title>" + DATED + "<meta property='og:image' content='https://tin.example/img/default.jpg'>",
        f"<article><h1>{EN_TITLE}</h1><figure><img src='https://tin.example/p/caves.jpg' width='900' height='600'></figure>{p(EN)}</article>", "en"),
        has=EN, image="https://tin.example/p/caves.jpg"),
)  # fmt: skip
