"""A fifth set of made-up pages, as small publishers and portals of offices mark them up.

Written before the reader was looked at.  Half of them, by a hash of the name, is tuned on (a test each); the other
half is kept aside, for a figure only.
"""

from __future__ import annotations

from nhipcau.engines.presswire.extract.tests.kinds_of_pages import Kind, p
from nhipcau.engines.presswire.extract.tests.unseen_pages import html

TITLE = "Lâm Đồng mở tuyến xe buýt điện nối hai hồ"
SAPO = "Tuyến xe dài mười một cây số chạy từ sáng 2/12, miễn vé tháng đầu."
TEXT = (
    "Sáng 2/12, mười hai xe buýt điện lăn bánh từ hồ Xuân Hương lên hồ Tuyền Lâm, chở đầy học sinh và khách ba lô.",
    "Tài xế Phạm Văn Đức cho biết xe sạc đầy trong bốn mươi phút, đi được hơn hai trăm cây số đường đèo.",
    "Mỗi trạm có bảng giờ bằng tiếng Việt, tiếng Anh và tiếng Hàn; trạm cuối bán cà phê của hợp tác xã trong vùng.",
    "Người khuyết tật lên xuống bằng cầu nâng, còn chó mèo phải ở trong lồng, ban quản lý vận tải nói.",
    "Nếu đông khách, tuyến thứ hai sẽ chạy từ chợ lên Trại Mát trước mùa hoa mai anh đào.",
)
EN_TITLE = "Electric buses link two lakes in Da Lat"
EN = (
    "Twelve electric buses began to run between two lakes in the hill town of Da Lat on Wednesday, carrying pupils and backpackers.",
    "A full charge takes forty minutes and lasts for more than two hundred kilometres of mountain road, a driver said.",
    "Timetables at each stop are printed in Vietnamese, English and Korean, and the last stop sells coffee from a cooperative.",
    "If enough people ride, a second line will climb from the market to Trai Mat before the cherries bloom.",
)
OTHER = "Bảo Lâm thu hoạch chè ô long vụ cuối năm"
OTHER2 = "Khánh thành thư viện xã Đạ Tông bằng gỗ thông"
DATED = '<meta property="article:published_time" content="2026-12-02T10:15:00+07:00">'

FIFTH = (
    Kind("fifth: an office's portal, day in brackets behind the title", html(
        f"<title>{TITLE} - Cổng thông tin điện tử tỉnh</title>",
        f"<div class='portlet-body'><div class='news-title'><span>{TITLE}</span> <span class='d'>(02/12/2026)</span></div><div class='news-sapo'>{SAPO}</div><div class='journal-content-article'>{p(TEXT)}</div>"
        f"<div class='tools'><a>In trang</a> <a>Gửi email</a></div><div class='tinkhac'><b>Các tin khác</b><ul><li><a href='/1'>{OTHER}</a> (01/12/2026)</li><li><a href='/2'>{OTHER2}</a> (28/11/2026)</li></ul></div></div>"),
        has=(SAPO, *TEXT), has_not=("In trang", OTHER, OTHER2), day="2026-12-02", title=TITLE),
    Kind("fifth: paragraphs as breaks in one block, source and author at the foot", html(
        f"<title>{TITLE}</title>" + DATED,
        f"<div class='content-detail'><h2 class='title-detail'>{TITLE}</h2><div><strong>{SAPO}</strong><br><br>" + "<br><br>".join(TEXT)
        + "<br><br><div style='text-align:right'><b>Kim Ngân</b></div></div></div><div class='tags'>Từ khóa: <a>xe buýt</a>, <a>hồ</a></div>"),
        has=(SAPO, *TEXT), has_not=("Từ khóa",), day="2026-12-02", title=TITLE, authors=("Kim Ngân",)),
    Kind("fifth: quotes as cards and a box of numbers in the middle", html(
        f"<title>{EN_TITLE} | Highland Post</title>" + DATED,
        f"<main><h1>{EN_TITLE}</h1><p class='byline'>By <a href='/a/jo'>Jo Tran</a> and <a href='/a/li'>Li Wei</a></p>{p(EN[:2])}<aside class='newsletter'><p>Get the Highland Post every morning. Enter your email to sign up.</p></aside>"
        f"<blockquote class='pull'><p>The road is steep but silent now</p></blockquote>{p(EN[2:])}<section class='more'><h3>Read next</h3><a href='/x'>Tea pickers return to Bao Loc for the last harvest</a></section></main>", "en"),
        has=EN, has_not=("sign up", "Tea pickers"), day="2026-12-02", title=EN_TITLE, authors=("Jo Tran", "Li Wei")),
    Kind("fifth: dates of readers' letters only", html(
        f"<title>{TITLE}</title>",
        f"<article><h1>{TITLE}</h1><p><b>{SAPO}</b></p>{p(TEXT)}</article><div id='binhluan'><h4>Ý kiến bạn đọc (2)</h4><div><b>Lan</b> <i>05/12/2026 08:11</i><p>Mong có thêm chuyến tối.</p></div><div><b>Hùng</b> <i>06/12/2026</i><p>Giá vé sau này bao nhiêu?</p></div></div>"),
        has=TEXT, has_not=("Mong có thêm", "bao nhiêu?"), day="", title=TITLE),
    Kind("fifth: a gallery page of captions with a short text", html(
        f"<title>[Ảnh] {TITLE}</title>" + DATED,
        f"<div class='photo-story'><h1>[Ảnh] {TITLE}</h1><div class='desc'>{SAPO}</div>"
        + "".join(f"<figure><img src='/{n}.jpg'><figcaption>{x}</figcaption></figure>" for n, x in enumerate(TEXT)) + f"</div><div class='box-lq'><a href='/1'>{OTHER}</a></div>"),
        has=(SAPO, *TEXT), has_not=(OTHER,), day="2026-12-02"),
    Kind("fifth: a page in frames of nested tables with rows of fonts", html(
        f"<title>{TITLE}</title>",
        f"<table><tr><td><table><tr><td><font color='red'><b>{TITLE}</b></font></td></tr><tr><td><font size=1>Ngày cập nhật: 02/12/2026 - 10:15</font></td></tr><tr><td>"
        + "".join(f"<p align='justify'><font face='Arial'>{x}</font></p>" for x in (SAPO, *TEXT))
        + f"</td></tr></table></td><td><table><tr><td><a href='/1'>{OTHER}</a></td></tr><tr><td><a href='/2'>{OTHER2}</a></td></tr></table></td></tr></table>"),
        has=(SAPO, *TEXT), has_not=(OTHER, OTHER2), title=TITLE),
    Kind("fifth: a story read on in the next page of the same text", html(
        f"<title>{EN_TITLE} - Page 1</title>" + DATED,
        f"<div class='story'><h1>{EN_TITLE}</h1><div class='share'><a>Facebook</a><a>Zalo</a></div>{p(EN)}<div class='pager'>1 <a href='?p=2'>2</a> <a href='?p=2'>Next page »</a></div></div><div class='cookie'><p>We use cookies to improve your visit. Accept all or manage choices.</p></div>", "en"),
        has=EN, has_not=("Next page", "cookies"), day="2026-12-02"),
    Kind("fifth: words of the caster under a video", html(
        f"<title>Video: {TITLE}</title>" + DATED,
        f"<div class='video-wrap'><video src='/a.mp4'></video><div class='jw-text'>Trình duyệt của bạn không hỗ trợ video. Tốc độ 1x Chất lượng Auto</div></div><h1>{TITLE}</h1><div class='vd-content'>{p(TEXT)}</div><ul class='playlist'><li><a href='/v1'>{OTHER}</a><span>02:31</span></li><li><a href='/v2'>{OTHER2}</a><span>01:05</span></li></ul>"),
        has=TEXT, has_not=("Trình duyệt", OTHER, OTHER2), day="2026-12-02", title=TITLE),
)  # fmt: skip
