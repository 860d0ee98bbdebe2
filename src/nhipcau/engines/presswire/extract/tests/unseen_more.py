"""Further made-up pages of the kinds of ``unseen_pages.py``, other examples, all of them tuned on."""

from __future__ import annotations

import json

from nhipcau.engines.presswire.extract.tests.kinds_of_pages import Kind, p
from nhipcau.engines.presswire.extract.tests.unseen_pages import html
from nhipcau.engines.presswire.extract.tests.unseen_texts import (
    EN,
    EN2,
    EN2_TITLE,
    EN_TITLE,
    JA,
    JA_TITLE,
    KO,
    KO_TITLE,
    VI,
    VI2,
    VI2_TITLE,
    VI_SAPO,
    VI_TITLE,
    ZH,
    ZH_TITLE,
)  # fmt: skip

DATE = "<meta property='article:published_time' content='2026-10-20T09:00:00+07:00'>"


def en(body: str, head: str = DATE, title: str = EN_TITLE) -> str:
    return html(f"<title>{title}</title>{head}", body, "en")


def vi(body: str, head: str = DATE, title: str = VI_TITLE) -> str:
    return html(f"<title>{title}</title>{head}", body)


MORE = (
    Kind("payload: an inline state with a date in milliseconds", html(
        f"<title>{EN2_TITLE}</title>", "<div id='root'></div><script>window.__INITIAL_STATE__="
        + json.dumps({"story": {"title": EN2_TITLE, "datePublished": "2026-10-21T02:00:00+07:00", "content": p(EN2)}, "ads": []}) + ";</script>", "en"), has=EN2, day="2026-10-21", title=EN2_TITLE),
    Kind("payload: a Nuxt JSON with a first-published key and blocks", html(
        f"<title>{EN_TITLE}</title>", "<div id='__nuxt'>Loading…</div><script type='application/json' id='__NEXT_DATA__'>"
        + json.dumps({"props": {"story": {"title": EN_TITLE, "first_published_at": "2026-10-22T02:00:00Z", "updated_at": "2026-10-25T02:00:00Z", "blocks": [{"type": "paragraph", "text": x} for x in EN]}, "latest": [{"title": "Tea prices rise", "first_published_at": "2026-10-28T02:00:00Z"}]}}) + "</script>", "en"), has=EN, has_not=("Tea prices",), day="2026-10-22", title=EN_TITLE),
    Kind("dates: first published after updated, in one line", en(
        f"<article><h1>{EN_TITLE}</h1><p class='stamp'>Last updated: Wed 21 Oct 2026 10.12 BST. First published on Tue 20 Oct 2026 06.00 BST</p>{p(EN)}</article>", ""), has=EN, has_not=("Last updated",), day="2026-10-20"),
    Kind("dates: posted and modified with labels on two lines", en(
        f"<div class='art'><h1>{EN2_TITLE}</h1><div>Modified: 23 October 2026</div><div>Posted: 20 October 2026</div><div class='tx'>{p(EN2)}</div></div>", "", EN2_TITLE), has=EN2, day="2026-10-20"),
    Kind("dates: a clock before the day, ICT", en(
        f"<div><h1>{EN2_TITLE}</h1><div class='ts'>Published 10:30 AM ICT, October 20, 2026</div>{p(EN2)}</div>", "", EN2_TITLE), has=EN2, day="2026-10-20T10:30"),
    Kind("dates: a Vietnamese 12-hour clock with morning letters", vi(
        f"<table><tr><td><h2>{VI2_TITLE}</h2></td></tr><tr><td>Cập nhật: 20/10/2026 12:05:00 SA</td></tr><tr><td>{'<br/>'.join(VI2)}</td></tr></table>", "", VI2_TITLE), has=VI2, day="2026-10-20T00:05"),
    Kind("dates: the clock of today in a bar before the article's own", vi(
        f"<div class='head-date'>Thứ Sáu, 27/11/2026, 09:15</div><div class='b'><h1>{VI_TITLE}</h1><p class='d'>Ngày đăng 20-10-2026</p>{p(VI)}</div>", ""), has=VI, day="2026-10-20"),
    Kind("dates: none of its own, a today's clock in the head", vi(
        f"<div class='header'><div id='today'>Hôm nay, ngày 27/11/2026</div></div><div class='b'><h1>{VI_TITLE}</h1>{p(VI)}</div><div class='xemnhieu'><a href='/a'>Hồ thủy lợi mới tích nước</a> <span>26/11/2026</span></div>", ""), has=VI, has_not=("Hồ thủy lợi",), day=""),
    Kind("authors: a desk in the metadata, a person in the byline", en(
        f"<article><h1>{EN_TITLE}</h1><div class='c-byline'>By Miriam Cho and Ade Bello</div>{p(EN)}</article>", DATE + "<meta name='author' content='News Staff'>"), has=EN, authors=("Miriam Cho", "Ade Bello")),
    Kind("authors: the name of the outlet in the metadata", en(
        f"<article><h1>{EN_TITLE}</h1><p class='writer'>By Olga Petrenko</p>{p(EN)}</article>", DATE + "<meta name='author' content='Valley Times'><meta property='og:site_name' content='Valley Times'>"), has=EN, authors=("Olga Petrenko",)),
    Kind("authors: capitals with a comma and an and", en(
        f"<div class='art'><h1>{EN_TITLE}</h1><div class='byline'>By LUIS ROMERO, ANNA KOWALSKA and BUI THANH</div><div>{p(EN)}</div></div>"), has=EN, authors=("Luis Romero", "Anna Kowalska", "Bui Thanh")),
    Kind("authors: words and pictures named apart", en(
        f"<article><h1>{EN_TITLE}</h1><p class='credit'>Story by Ngozi Eze | Photos by Carl Berg</p>{p(EN)}</article>"), has=EN, authors=("Ngozi Eze",)),
    Kind("authors: text and pictures by one, in capitals, at the end", vi(
        f"<div class='nd'><h1>{VI2_TITLE}</h1>{p(VI2)}<p align='right'><b>Tin, ảnh: TRÚC LINH</b></p></div>", DATE, VI2_TITLE), has=VI2, authors=("Trúc Linh",)),
    Kind("authors: two names with a dash at the end, slanted", vi(
        f"<div class='nd'><h1>{VI_TITLE}</h1>{p(VI)}<p style='text-align:right'><em><strong>Gia Hân – Minh Quân</strong></em></p></div>"), has=VI, authors=("Gia Hân", "Minh Quân")),
    Kind("authors: a name at the foot of a print version", vi(
        f"<div id='printable'><div class='logo'>Báo Ban Mai điện tử</div><h1>{VI2_TITLE}</h1><div class='ngay'>20/10/2026 06:10</div>{p(VI2)}<p><b>Diệu Hiền</b></p><hr/><p>Nguồn: https://banmai.example/kho-lanh-22.html</p><p>© Bản quyền thuộc Báo Ban Mai điện tử.</p><p><a href='javascript:print()'>In bài này</a> | <a href='javascript:close()'>Đóng cửa sổ</a></p></div>", "", VI2_TITLE),
        has=VI2, has_not=("Nguồn: https", "Bản quyền thuộc", "Đóng cửa sổ"), day="2026-10-20", authors=("Diệu Hiền",)),
    Kind("authors: a Korean reporter in a line under the title", html(f"<title>{KO_TITLE}</title>{DATE}",
        f"<div class='view'><h1>{KO_TITLE}</h1><div class='byline'>김서연 기자 | 승인 2026.10.20 11:02</div><div class='article-body'>{p(KO)}<p>ksy@news.example</p></div><p>저작권자 © 새벽신문 무단전재 및 재배포 금지</p></div>", "ko"), has=KO, has_not=("저작권자",), authors=("김서연",)),
    Kind("authors: a Chinese reporter and an editor", html(f"<title>{ZH_TITLE}</title>{DATE}",
        f"<div class='w'><h1>{ZH_TITLE}</h1><p class='meta'>2026年10月20日 08:30 | 来源：晨光报 | 记者：王丽华 | 编辑：赵刚</p><div class='content'>{p(ZH)}<p>（编辑：赵刚）</p><p>分享到：微信 微博</p><p>微信扫一扫</p></div></div>", "zh"), has=ZH, has_not=("来源：晨光报", "编辑：赵刚", "扫一扫"), authors=("王丽华",)),
    Kind("boilerplate: a Japanese stub for members", html(f"<title>{JA_TITLE}</title>{DATE}",
        f"<article><h1>{JA_TITLE}</h1>{p(JA)}<div class='lock'><p>この続きは会員限定です。ログインまたは会員登録してください。</p><p>残り1024文字（全文1500文字）</p></div></article>", "ja"), has=JA, has_not=("会員限定", "残り1024")),
    Kind("boilerplate: read-more lines in capitals", en(
        f"<div class='story'><h1>{EN_TITLE}</h1>{p(EN[:2])}<p><strong>RELATED: <a href='/q'>A bridge of bamboo stands for one more year</a></strong></p>{p(EN[2:4])}<p><b>SEE ALSO</b>: <a href='/r'>The last ferryman of the upper river</a></p><p>Don't miss: <a href='/s'>Six soups for the rainy months</a></p>{p(EN[4:])}</div>"), has=EN, has_not=("bridge of bamboo", "last ferryman", "Six soups")),
    Kind("boilerplate: sponsored text and a subscription line", en(
        f"<div class='story'><h1>{EN_TITLE}</h1>{p(EN[:3])}<p class='promo'>Paid content: Discover the finest teas of the delta with Green Leaf, now with free delivery.</p>{p(EN[3:])}<p><em>Subscribe to our newsletter for a weekly round-up of the hills.</em></p><p>Like this story? Follow The Ledger on Facebook and Telegram.</p><p>Read the original story on our partner site.</p></div>"), has=EN, has_not=("finest teas", "weekly round-up", "Follow The Ledger")),
    Kind("boilerplate: a subscription form among the blocks", en(
        f"<article><h1>{EN2_TITLE}</h1>{p(EN2[:3])}<aside class='mc-embed'><p>Stay informed with a digest of the region's best reporting, sent on Sundays.</p><form><input name='EMAIL'></form></aside><div class='cta'><h4>Join our list</h4><p>Stories from the uplands, delivered to your inbox each month without charge.</p><form><input type='email'><input type='submit'></form></div>{p(EN2[3:])}</article>", DATE, EN2_TITLE), has=EN2, has_not=("Stay informed", "delivered to your inbox")),
    Kind("boilerplate: a pull quote that repeats the text", en(
        f"<article><h1>{EN2_TITLE}</h1>{p(EN2[:2])}<aside class='pull-quote'><p>{EN2[2]}</p></aside>{p(EN2[2:])}</article>", DATE, EN2_TITLE), has=EN2, once=EN2),
    Kind("boilerplate: embeds with notes in German and in Vietnamese", vi(
        f"<article><h1>{VI_TITLE}</h1>{p(VI[:2])}<div class='video'><p>Trình duyệt của bạn không hỗ trợ phát video này.</p></div>{p(VI[2:3])}<div class='fb-post'><p>Nội dung từ Facebook. Bấm để hiển thị và chấp nhận cookie.</p></div>{p(VI[3:])}<p>Xem bài viết này trên Instagram</p></article>"), has=VI, has_not=("Trình duyệt của bạn", "chấp nhận cookie", "trên Instagram")),
    Kind("boilerplate: a player's lines before the text", en(
        f"<article><h1>{EN_TITLE}</h1><div class='pl'><p>Listen to this article</p><p>5 min 12 sec</p><p>Download MP3 (4.1 MB)</p></div><div class='body'>{p(EN)}</div><p>Transcript produced by machine; errors may occur.</p></article>"), has=EN, has_not=("Listen to this", "Download MP3", "5 min 12")),
    Kind("boilerplate: a pager in words", vi(
        f"<div class='dt'><h1>{VI_TITLE}</h1><div class='ct'>{p(VI)}<p class='pages'><a href='?p=1'>Trang trước</a> 1 <b>2</b> 3 <a href='?p=3'>Trang sau</a></p></div><p>Chia sẻ bài viết này với bạn bè qua Zalo</p><p>Bình chọn: 4/5 (12 phiếu)</p></div>"), has=VI, has_not=("Trang trước", "Chia sẻ bài viết", "Bình chọn")),
    Kind("boilerplate: a voice reader's menu and a hidden reader's copy", vi(
        f"<div class='dt'><h1>{VI2_TITLE}</h1><div class='audio'><a>Nghe bài viết</a><select><option>Giọng nữ</option><option>Giọng nam</option></select><span>0:00 / 4:12</span></div><div class='ct'>{p(VI2)}</div><div class='sr-only' id='readable'>{p(VI2)}</div><template>{p(VI2)}</template></div>", DATE, VI2_TITLE), has=VI2, has_not=("Giọng nữ", "Nghe bài viết"), once=VI2),
    Kind("boilerplate: see-also boxes of two shapes", vi(
        f"<div class='dt'><h1>{VI_TITLE}</h1>{p(VI[:2])}<div class='relate-box'><p><a href='/a'>Chợ phiên vùng cao đông khách trở lại</a></p><p><a href='/b'>Vườn hồng cổ thụ được cấp mã vùng trồng</a></p></div>{p(VI[2:3])}<blockquote><p>&gt;&gt; <a href='/c'>Phố núi vắng xe trong ngày sương dày</a></p></blockquote>{p(VI[3:])}<ul class='tin-cung'><li><a href='/d'>Hội thi nấu cơm lam của ba xã</a></li></ul></div>"), has=VI, has_not=("Chợ phiên", "Vườn hồng", "Phố núi", "cơm lam")),
    Kind("lists: numbered steps whose texts are in paragraphs", en(
        f"<div class='guide'><h1>{EN_TITLE}</h1><p>{EN[0]}</p><ol class='steps'>" + "".join(f"<li><h3>Step {n}</h3><p>{x}</p></li>" for n, x in enumerate(EN[1:], 1)) + "</ol></div>"), has=EN),
    Kind("lists: a running report in a list of notes", vi(
        f"<h1>{VI_TITLE}</h1><p class='lead'>{VI_SAPO}</p><ul class='tuongthuat'>" + "".join(f"<li><span class='gio'>0{9 - n}h30</span><div>{x}</div><a href='#'>Chia sẻ</a></li>" for n, x in enumerate(VI)) + "</ul>"), has=(VI_SAPO, *VI)),
    Kind("pictures: a source set on a lazy picture under the title", en(
        f"<article><h1>{EN_TITLE}</h1><figure><img class='lazy' src='data:image/svg+xml,%3Csvg' data-srcset='https://i.example/a-400.jpg 400w, https://i.example/a-1200.jpg 1200w'><figcaption>Sheds at night. Photo: A. Singh</figcaption></figure>{p(EN)}</article>"), has=EN, has_not=("Sheds at night",), image="https://i.example/a-1200.jpg"),
    Kind("pictures: a Vietnamese gallery, texts between, names last", vi(
        f"<div class='emagazine'><h1>{VI_TITLE}</h1>" + "".join(f"<div class='pic'><img src='/px.gif' data-original='https://i.example/g{n}.jpg'></div><p class='chu'>{x}</p>" for n, x in enumerate(VI, 1)) + "<p class='tacgia'>Phương Uyên</p></div>"), has=VI, authors=("Phương Uyên",), image="https://i.example/g1.jpg"),
    Kind("titles: spans with breaks and a drop cap", en(
        f"<article><h1><span>Flower auction house</span><br/><em>in Da Lat</em> <span>moves its clock online</span></h1><p><span style='float:left;font-size:60px'>T</span>{EN2[0][1:]}</p>{p(EN2[1:])}</article>", DATE, "Longreads"), has=EN2, title=EN2_TITLE),
    Kind("titles: a portal whose head names only the portal", vi(
        f"<form><div class='menu'><a href='/'>Trang chủ</a></div><div class='tieude-tin'>{VI2_TITLE}</div><div class='ngaythang'>20/10/2026 14:05</div><div class='noidung-tin'>{''.join(f'<div>{x}</div>' for x in VI2)}</div><div class='nguoidang'>Người viết: Lê Thị Hoa</div></form>", "", "CỔNG THÔNG TIN ĐIỆN TỬ XÃ DI LINH"), has=VI2, has_not=("Người viết",), day="2026-10-20T14:05", title=VI2_TITLE, authors=("Lê Thị Hoa",)),
)  # fmt: skip
