"""Whole made-up pages that have several of the kinds of the unseen sets at once; all of them tuned on."""

from __future__ import annotations

import json

from nhipcau.engines.presswire.extract.tests.kinds_of_pages import Kind, p
from nhipcau.engines.presswire.extract.tests.unseen_more import DATE, en, vi
from nhipcau.engines.presswire.extract.tests.unseen_pages import html
from nhipcau.engines.presswire.extract.tests.unseen_texts import (
    EN,
    EN2,
    EN2_TITLE,
    EN_TITLE,
    JA,
    JA_TITLE,
    KM,
    KM_TITLE,
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

OTHER = "Hội thi nấu cơm lam của ba xã vùng xa thu hút nghìn người"
OTHER2 = "Vườn hồng cổ thụ được cấp mã số vùng trồng xuất khẩu"

WHOLE = (
    Kind("a text for browsers without scripts", en(f"<h1>{EN_TITLE}</h1><div id='app'></div><noscript><div class='content'>{p(EN)}</div></noscript>"), has=EN),
    Kind("a text in a template of an element's own", vi(f"<tin-bai><template shadowrootmode='open'><div>{p(VI2)}</div></template></tin-bai>", DATE, VI2_TITLE), has=VI2),
    Kind("no text but a note to switch scripts on", en("<div id='app'></div><noscript>You need to enable JavaScript to run this app.</noscript>"), has_not=("You need to",)),
    Kind("a Japanese writer after the place", html(f"<title>{JA_TITLE}</title>{DATE}", f"<article><h1>{JA_TITLE}</h1><p class='w'>【ハノイ＝佐々木亮】</p>{p(JA)}</article>", "ja"), has=JA, authors=("佐々木亮",)),
    Kind("whole: a WordPress theme with columns, quote, mail form, reply form", en(
        f"<div class='site'><header class='site-header'><a href='/'>Upland News</a></header><article class='post-77 post type-post hentry'><header class='entry-header'><h1 class='entry-title'>{EN_TITLE}</h1><div class='entry-meta'><span class='posted-on'><time class='entry-date published' datetime='2026-10-20T08:00:00+07:00'>October 20, 2026</time></span> <span class='byline'>by <span class='author vcard'><a class='url fn n' href='/author/mei'>Mei Tan</a></span></span></div></header>"
        f"<div class='entry-content'><p>{EN[0]}</p><div class='wp-block-media-text'><div class='wp-block-media-text__content'><p>{EN[1]}</p></div></div><blockquote class='wp-block-quote has-text-align-center'><p>{EN[2].split(',')[0]}</p></blockquote><p>{EN[2]}</p><div class='wp-block-group has-background'><p>Join 4,000 readers who get our letter from the uplands.</p><form><input type='email' placeholder='Type your email…'></form></div><p>{EN[3]}</p><p>{EN[4]}</p><div class='sharedaddy'><h3>Share this:</h3><ul><li><a>Facebook</a></li></ul></div></div></article><div id='respond'><h3>Leave a comment</h3><p>Required fields are marked</p></div></div>", ""),
        has=EN, has_not=("Join 4,000", "Required fields", "Share this"), once=EN, day="2026-10-20", title=EN_TITLE, authors=("Mei Tan",)),
    Kind("whole: an ASP portal, the name under the text in a row of its own", html("<title>UBND XÃ BẢO THUẬN</title>",
        f"<table><tr><td><img src='top.jpg'></td></tr><tr><td><table><tr><td class='menu'><a href='a.asp'>Trang chủ</a> | <a href='b.asp'>Tin tức</a></td></tr></table><table width='100%'><tr><td><p class='tieude'>{VI_TITLE}</p></td></tr><tr><td><span class='ngay'>(Cập nhật: 20/10/2026 3:15:00 CH)</span></td></tr><tr><td><p class='trichdan'><b>{VI_SAPO}</b></p></td></tr><tr><td>" + "".join(f"<p><font size='2'>{x}</font></p>" for x in VI)
        + f"</td></tr><tr><td align='right'><b>Trần Văn Lộc</b></td></tr><tr><td><b>CÁC TIN KHÁC:</b><br><a href='1.asp'>{OTHER}</a> (19/10/2026)<br><a href='2.asp'>{OTHER2}</a> (18/10/2026)</td></tr></table></td></tr><tr><td>Địa chỉ: xã Bảo Thuận - Điện thoại: 0263 111 222 - Lượt truy cập: 88.201</td></tr></table>"),
        has=(VI_SAPO, *VI), has_not=(OTHER, OTHER2, "Lượt truy cập"), day="2026-10-20T15:15", title=VI_TITLE, authors=("Trần Văn Lộc",)),
    Kind("whole: a blog post in English with breaks, archive and comments", en(
        f"<div id='Blog1' class='widget Blog'><div class='date-outer'><h2 class='date-header'><span>Tuesday, October 20, 2026</span></h2><div class='post'><h3 class='post-title'>{EN2_TITLE}</h3><div class='post-body'>" + "<br><br>".join(EN2) + "</div><div class='post-footer'>Posted by <span class='fn'>Lena Ho</span> at <abbr class='published' title='2026-10-20T07:15:00+07:00'>7:15 AM</abbr></div></div></div><div id='comments'><h4>1 comment:</h4><dl><dt>Anonymous said... October 23, 2026 at 10:22 AM</dt><dd>Lovely post, I bought roses there when I was a student in the town.</dd></dl></div></div><div id='sidebar'><h2>Blog Archive</h2><ul><li>September (4)</li></ul></div>", "", f"Upland notes: {EN2_TITLE}"),
        has=EN2, has_not=("Lovely post", "Blog Archive"), day="2026-10-20", title=EN2_TITLE, authors=("Lena Ho",)),
    Kind("whole: page three of a long article", en(
        f"<div id='story'><h1>{EN_TITLE}</h1><p class='pg'>Page 3 of 4</p>{p(EN)}<nav class='pages'><a href='?page=2'>« Previous: The first press arrives in the valley by boat</a> <a href='?page=4'>Next page: What the buyers say »</a></nav><p>1 2 <b>3</b> 4</p><p>Print this article | Email this article to a friend</p></div>"), has=EN, has_not=("Page 3 of 4", "first press arrives", "Email this article"), title=EN_TITLE),
    Kind("whole: a page full of read-also lines and paid lines", en(
        f"<article><h1>{EN2_TITLE}</h1>{p(EN2[:1])}<p><b>READ | <a href='/a'>The roses that travel by night train</a></b></p>{p(EN2[1:2])}<p><em>Advertisement: The new Karst X1, built for the hills. Test drive it today.</em></p>{p(EN2[2:3])}<p>(Also read: <a href='/b'>How a town of gardeners got its airport</a>)</p>{p(EN2[3:])}<p><strong>You may also like:</strong></p><p><a href='/c'>Five teas to drink in the rain</a></p><p><em>For more news like this, subscribe to our Telegram channel.</em></p></article>", DATE, EN2_TITLE),
        has=EN2, has_not=("roses that travel", "Karst X1", "got its airport", "Five teas", "Telegram channel")),
    Kind("whole: inserts and key words in a Vietnamese text", vi(
        f"<div class='noidung'><h1>{VI2_TITLE}</h1><p><strong>TNO - {VI_SAPO}</strong></p>{p(VI2[:2])}<p><em>&gt;&gt; Đọc thêm: <a href='/1'>{OTHER}</a></em></p>{p(VI2[2:4])}<p><strong>Tin liên quan:</strong> <a href='/2'>{OTHER2}</a></p>{p(VI2[4:])}<p style='text-align:right'><strong>Khánh Vy</strong></p><p><em>Từ khóa:</em> kho lạnh, bơ</p><p>Mời bạn đọc gửi tin, bài cộng tác về địa chỉ toasoan@tno.example</p></div>", DATE, VI2_TITLE),
        has=(VI_SAPO, *VI2), has_not=(OTHER, OTHER2, "Từ khóa", "cộng tác về"), authors=("Khánh Vy",)),
    Kind("whole: a Korean paper with layers, dates and replies", html(f"<title>{KO_TITLE} - 새벽일보</title>",
        f"<div class='cookie_pop'><p>본 사이트는 이용자 편의를 위해 쿠키를 수집합니다. 확인을 누르면 동의하게 됩니다.</p></div><div class='hd'><h3 class='view_tit'>{KO_TITLE}</h3><p class='view_info'>이수민 기자 <span>등록 2026-10-20 13:05</span> <span>수정 2026-10-21 09:00</span></p></div><div class='view_con'>" + "<br><br>".join(KO) + "<br><br>이수민 기자 lsm@dawn.example</div><p>[저작권자 ⓒ 새벽일보, 무단 전재 및 재배포 금지]</p><div class='cmt'><p>2026-10-22 08:00</p><p>작년에 다녀왔는데 정말 좋았습니다. 또 가고 싶어요.</p></div>", "ko"),
        has=KO, has_not=("쿠키를 수집", "무단 전재", "또 가고"), day="2026-10-20T13:05", title=KO_TITLE, authors=("이수민",)),
    Kind("whole: a Japanese member page with a ranking", html(f"<title>{JA_TITLE} | 霧島デジタル</title>",
        f"<header><h1>{JA_TITLE}</h1><div>会員限定記事</div><time>2026年10月20日 6時30分</time><span>田中美咲</span></header><section class='honbun'>{p(JA)}</section><div class='kaiin'><p>ここから先は会員限定です。この記事の続きを読むには登録が必要です。残り 812文字</p></div><aside><h3>人気記事</h3><ol><li><a href='/1'>大雨で道路が冠水、通勤に影響</a> 10月21日</li></ol></aside>", "ja"),
        has=JA, has_not=("登録が必要", "冠水"), day="2026-10-20", title=JA_TITLE),
    Kind("whole: a Chinese portal page", html(f"<title>{ZH_TITLE} - 晨光网</title>",
        f"<div class='top'><a href='/'>晨光网</a>&gt;<a href='/w'>国际</a>&gt;正文</div><h1 class='art-tit'>{ZH_TITLE}</h1><p class='art-info'>发布时间：2026-10-20 09:00　来源：晨光网　作者：林小芳　编辑：何伟</p><div class='art-con'>" + "".join(f"<p style='text-indent:2em'>{x}</p>" for x in ZH) + "<p>【责任编辑：何伟】</p></div><div class='share'><span>分享到：</span></div><div class='rel'><h4>延伸阅读</h4><ul><li><a href='/1'>高原茶园今年增产</a><em>2026-10-22</em></li></ul></div>", "zh"),
        has=ZH, has_not=("责任编辑", "茶园今年", "延伸阅读"), day="2026-10-20", title=ZH_TITLE, authors=("林小芳",)),
    Kind("whole: a Khmer page whose only date is in Khmer figures", html(f"<title>{KM_TITLE}</title>",
        f"<div class='article-detail'><h1>{KM_TITLE}</h1><div class='meta-info'><span>២០ តុលា ២០២៦ ម៉ោង ៨:៣០</span></div><div class='article-text'>{p(KM)}</div><div class='more-news'><a href='/k'>តម្លៃស្រូវឡើងថ្លៃបន្តិច</a> <span>២២ តុលា ២០២៦</span></div></div>", "km"), has=KM, has_not=("តម្លៃស្រូវ",), day="2026-10-20", title=KM_TITLE),
    Kind("whole: a how-to with short heads, lists and tags", en(
        f"<main class='guide'><h1>{EN_TITLE}</h1><p>{EN[0]}</p><h2>What you need</h2><ul><li>{EN[1]}</li><li><span>{EN[2]}</span></li></ul><h2>How it goes</h2><ol><li><p>{EN[3]}</p></li><li><div>{EN[4]}</div></li></ol><div class='taglist'><a href='/t/1'>Coffee</a> <a href='/t/2'>Energy</a></div></main>"), has=EN, has_not=("Energy",)),
    Kind("whole: a running report, the hour in bold before each note", vi(
        f"<article><h1>{VI_TITLE}</h1><h2 class='sapo'>{VI_SAPO}</h2><div class='diary'>" + "".join(f"<div class='entry-live' id='e{n}'><time>{10 - n}h05</time><h3>Diễn biến {n}</h3><p>{x}</p><button>Sao chép liên kết</button></div>" for n, x in enumerate(VI, 1)) + f"</div><div class='tinkhac'><a href='/o'>{OTHER}</a></div></article>"), has=(VI_SAPO, *VI), has_not=("Sao chép liên kết", OTHER), day="2026-10-20"),
    Kind("whole: a long read with a title in lines and a big first letter", en(
        f"<div class='hero'><h1><div>Flower auction house</div><div>in Da Lat moves</div><div>its clock online</div></h1><p>Text by <a href='/p/1'>Joan Ferrer</a> · Pictures by <a href='/p/2'>Eli Stone</a></p><p>October 20, 2026</p></div><div class='media'><img loading='lazy' class='lazyloaded' src='https://cdn.example/assets/placeholder.png' data-srcset='https://cdn.example/r-640.jpg 640w, https://cdn.example/r-1920.jpg 1920w'></div><div class='body'><p><b class='cap'>{EN2[0][0]}</b>{EN2[0][1:]}</p>{p(EN2[1:])}</div>", "", "Slow Journal"), has=EN2, title=EN2_TITLE, day="2026-10-20", authors=("Joan Ferrer",), image="https://cdn.example/r-1920.jpg"),
    Kind("whole: embeds of four makers between paragraphs", en(
        f"<article><h1>{EN_TITLE}</h1>{p(EN[:1])}<div class='embed-consent'><h4>External content</h4><p>This video is provided by YouTube, which may set cookies on your device.</p><button>Accept and continue</button></div>{p(EN[1:2])}<blockquote class='instagram-media'><p>View this profile on Instagram</p><p>Husk Lab (@husklab) • Instagram photos and videos</p></blockquote>{p(EN[2:3])}<blockquote class='tiktok-embed'><p>@husklab press day! ♬ original sound - husklab</p></blockquote>{p(EN[3:])}<p>JavaScript is required to view this map.</p><p>Video: how the press works (2:14)</p></article>"), has=EN, has_not=("may set cookies", "View this profile", "Instagram photos", "JavaScript is required")),
    Kind("whole: a wire story with three names and a note of help", en(
        f"<div class='story'><h1>{EN2_TITLE}</h1><p class='bylines'>By AMINA DIALLO, KURT WEISS and LE THU HA</p><p class='updated'>Updated 6:10 AM GMT+7, October 21, 2026</p><p class='published'>Published 9:40 PM GMT+7, October 20, 2026</p><p>HO CHI MINH CITY (WIRE) — {EN2[0]}</p>{p(EN2[1:])}<p>——</p><p><i>Writers Tom Reed in Hue and Ana Cruz in Manila contributed to this report.</i></p><div class='hub'><a href='/1'>More from the region: the sea wall that failed</a></div></div>", "", EN2_TITLE), has=EN2, has_not=("sea wall",), day="2026-10-20T21:40", authors=("Amina Diallo", "Kurt Weiss", "Le Thu Ha")),
    Kind("whole: a bar with today's day, the article's own below, a rating", vi(
        f"<div class='top'><div class='lich'>Thứ Sáu, ngày 27 tháng 11 năm 2026</div><div>Đường dây nóng: 0909 000 000</div></div><div class='chitiet'><h2 class='td'>{VI_TITLE}</h2><p class='tg'>Thứ ba, 20/10/2026 | 16:20 [GMT +7]</p><p class='mota'>{VI_SAPO}</p><div class='nd'>{p(VI)}<p style='text-align:right'><b>Bài và ảnh: Văn Thắng</b></p><p style='text-align:right'><i>(Nguồn: Báo Cao Nguyên)</i></p></div><p>Xếp hạng bài viết: 5/5 (3 lượt)</p><p>Số lượt xem: 1.245</p></div>", ""), has=(VI_SAPO, *VI), has_not=("Xếp hạng", "Số lượt xem", "Đường dây nóng"), day="2026-10-20T16:20", title=VI_TITLE, authors=("Văn Thắng",)),
    Kind("whole: related cards in data and a graph of pages", en(
        f"<article><h1>{EN_TITLE}</h1>{p(EN)}</article>", "<script type='application/ld+json'>" + json.dumps({"@graph": [{"@type": "WebPage", "@id": "/p", "datePublished": "2024-02-02T00:00:00Z", "dateModified": "2026-11-20T00:00:00Z"}, {"@type": "NewsArticle", "isPartOf": {"@id": "/p"}, "headline": EN_TITLE, "author": {"name": "Vera Stahl", "@id": "/a/1"}, "datePublished": "2026-10-20T02:00:00+00:00"}, {"@type": "Person", "@id": "/a/1", "name": "Vera Stahl"}]}) + "</script>"), has=EN, day="2026-10-20", authors=("Vera Stahl",)),
)  # fmt: skip
