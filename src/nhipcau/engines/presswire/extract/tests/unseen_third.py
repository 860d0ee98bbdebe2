"""A third set of made-up pages, of kinds the first two have not: written before the reader was looked at.

Half of them, by a hash of the name, is tuned on (a test each); the other half is kept aside, for a figure only.
"""

from __future__ import annotations

import json

from nhipcau.engines.presswire.extract.tests.kinds_of_pages import Kind, p
from nhipcau.engines.presswire.extract.tests.unseen_pages import html

TITLE = "Gia Nghĩa mở phố sách trong rừng thông"
SAPO = "Phố sách dài 300 m bên hồ trung tâm mở cửa từ sáng 8/11, có mười hai gian và một sân đọc cho trẻ em."
TEXT = (
    "Sáng 8/11, UBND phường Bắc Gia Nghĩa khai trương phố sách trong rừng thông cạnh hồ trung tâm sau bảy tháng chuẩn bị.",
    "Mười hai gian do các nhà xuất bản và thư viện trong vùng thuê với giá tượng trưng một triệu đồng mỗi năm.",
    "Chị H'Lan, chủ một gian sách cũ, kể rằng buổi đầu bán được gần hai trăm cuốn, phần nhiều là sách thiếu nhi và truyện cổ.",
    "Ban quản lý sẽ tổ chức đọc sách bằng tiếng M'nông vào tối thứ bảy hằng tuần, có người kể chuyện đi cùng.",
    "Năm tới, phường dự kiến kéo dài con phố thêm 200 m và dựng một sân khấu nhỏ cho sinh viên biểu diễn.",
)
OTHER = "Giá sầu riêng đầu vụ nhích lên tám mươi nghìn đồng một ký"
OTHER2 = "Khởi công nhà máy điện gió thứ hai ở vùng giáp biên"
EN_TITLE = "Ferry to Phu Quy island returns after two weeks of wind"
EN = (
    "The fast ferry to Phu Quy left Phan Thiet at seven on Thursday with 280 passengers, ending two weeks without a crossing.",
    "Shops on the island had run short of vegetables and gas, and the price of a cabbage rose to four times that of the mainland.",
    "“My daughter missed her first week of school,” said Tran Van Lam, who had waited in a guest house near the port since October.",
    "The port authority said that the wind would fall to force four by the weekend and that three extra boats would sail on Sunday.",
    "A cargo ship with rice, diesel and medicine reached the island on Wednesday night, the People's Committee of the zone said.",
)
KO_TITLE = "람동성, 겨울 딸기 축제 개막… 외국인 방문객 크게 늘어"
KO = (
    "베트남 람동성 달랏에서 열흘 동안 이어지는 딸기 축제가 지난 토요일 막을 올렸다. 농가 예순 곳이 참여했다.",
    "축제 첫날에만 외국인 만이천 명이 찾았으며 이 가운데 절반 이상이 한국에서 온 여행객이라고 주최 측이 밝혔다.",
    "농민 응우옌 반 뜨 씨는 직접 따기 체험이 가장 인기라며 하루에 삼백 명까지만 받는다고 말했다.",
    "시 당국은 축제 기간 시내버스를 무료로 운행하고 주차장 네 곳을 새로 열어 교통 혼잡을 줄일 계획이다.",
)
ZH_TITLE = "越南林同省与老挝占巴塞省签署咖啡加工合作协议"
ZH = (
    "越南林同省与老挝占巴塞省代表团周二在大叻市举行会谈，双方就咖啡加工、人员培训和边境物流签署了合作协议。",
    "根据协议，林同省将派出二十名技术人员，帮助占巴塞省的合作社建设三个小型加工厂，首个工厂明年三月动工。",
    "占巴塞省副省长表示，当地每年出产咖啡四万吨，但深加工比例不足一成，希望学习越南企业的经验。",
    "双方还商定每年轮流举办一次咖啡论坛，并为在林同省各大学就读的老挝学生提供五十个奖学金名额。",
)
CREATED = '<meta property="article:published_time" content="2026-11-08T10:12:00+07:00">'


def ld(**data: object) -> str:
    return "<script type='application/ld+json'>" + json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False) + "</script>"  # fmt: skip


THIRD = (
    Kind("third: a live blog in data and in posts, newest first", html(
        f"<title>{EN_TITLE} – live</title>" + ld(**{"@type": "LiveBlogPosting", "headline": EN_TITLE, "datePublished": "2026-11-05T00:10:00Z", "dateModified": "2026-11-07T09:00:00Z", "coverageStartTime": "2026-11-05T00:10:00Z"}),
        f"<main><h1>{EN_TITLE}</h1><div class='live-status'>LIVE · 1.2k watching</div><ol class='posts'>"
        + "".join(f"<li class='post' id='b{n}'><time datetime='2026-11-0{7 - n // 2}T0{n}:00:00Z'>{n}h ago</time><div class='post-body'><p>{x}</p></div><button>Share</button></li>" for n, x in enumerate(EN, 1))
        + "</ol></main><aside class='most-read'><h2>Most viewed</h2><a href='/1'>Ten beaches without a crowd for a quiet weekend by the sea</a></aside>", "en"),
        has=EN, has_not=("Ten beaches", "watching"), once=EN, day="2026-11-05", title=EN_TITLE),
    Kind("third: a gallery of slides with captions and a counter", html(
        f"<title>{TITLE} | Ảnh</title>" + CREATED,
        f"<div class='gallery-page'><h1>{TITLE}</h1><p class='intro'>{SAPO}</p><div class='slides'>"
        + "".join(f"<div class='slide'><span class='count'>{n}/5</span><img src='/a{n}.jpg'><div class='cap'>{x}</div></div>" for n, x in enumerate(TEXT, 1))
        + f"</div><div class='next-gallery'><a href='/g2'>{OTHER}</a></div></div>"),
        has=(SAPO, *TEXT), has_not=(OTHER,), day="2026-11-08", title=TITLE),
    Kind("third: a subscriber page whose rest is in the data alone", html(
        f"<title>{EN_TITLE} - Coast Courier</title>" + ld(**{"@type": "NewsArticle", "headline": EN_TITLE, "datePublished": "2026-11-12T06:30:00+07:00", "isAccessibleForFree": False, "author": [{"@type": "Person", "name": "Grace Holm"}], "articleBody": "\n\n".join(EN)}),
        f"<article><h1>{EN_TITLE}</h1><p>{EN[0]}</p><div class='fade'></div><div class='paywall'><h3>Continue reading with a subscription</h3><p>Already a subscriber? Sign in. Plans start at two dollars a week, cancel at any time.</p></div></article>", "en"),
        has=EN, has_not=("Already a subscriber", "two dollars a week"), once=EN, day="2026-11-12", title=EN_TITLE, authors=("Grace Holm",)),
    Kind("third: a cookie wall of many purposes in front of the text", html(
        f"<title>{EN_TITLE}</title><meta itemprop='datePublished' content='2026-11-12'>",
        "<div id='cmp-root' role='dialog'><h2>We value your privacy</h2><p>We and our 842 partners store and access information on a device, such as unique identifiers, to process personal data for advertising and content measurement.</p>"
        "<p>With your permission we may use precise geolocation data and identification through device scanning. You may click to consent to our processing as described above.</p><button>Accept all</button><button>Reject</button></div>"
        f"<div class='wrap'><article><h1>{EN_TITLE}</h1>{p(EN)}</article></div>", "en"),
        has=EN, has_not=("842 partners", "precise geolocation"), day="2026-11-12", title=EN_TITLE),
    Kind("third: related cards with leads between the paragraphs", html(
        f"<title>{TITLE} - Cao Nguyên Online</title>" + CREATED,
        f"<div class='content-detail'><h1>{TITLE}</h1><div class='sapo'>{SAPO}</div>{p(TEXT[:2])}<div class='VCSortableInPreviewMode' type='RelatedOneNews'><a href='/1'><img src='/t.jpg'></a><div><a class='t' href='/1'>{OTHER}</a><p class='VCObjectBoxRelatedNewsItemSapo'>Thương lái đặt cọc sớm hơn mọi năm gần một tháng, nhiều nhà vườn ở phía nam đã chốt giá cho cả vụ.</p></div></div>{p(TEXT[2:])}</div>"
        f"<div class='tags'><a href='/tag/sach'>phố sách</a><a href='/tag/gn'>Gia Nghĩa</a></div>"),
        has=(SAPO, *TEXT), has_not=(OTHER, "Thương lái đặt cọc"), day="2026-11-08", title=TITLE),
    Kind("third: the second page of three, with headings of the parts", html(
        f"<title>{EN_TITLE} - Page 2</title><meta property='og:title' content='{EN_TITLE}'><link rel='prev' href='?p=1'><link rel='next' href='?p=3'><meta name='date' content='2026-10-30'>",
        f"<div id='story'><h1>{EN_TITLE}</h1><nav class='parts'><b>In this story</b><a href='?p=1'>1. Waiting at the port</a><a href='?p=2'>2. An island without cabbage</a><a href='?p=3'>3. The boats of Sunday</a></nav><h2>An island without cabbage</h2>{p(EN)}<div class='pages'><a href='?p=1'>‹ Previous</a> <span>2</span> <a href='?p=3'>Next ›</a></div></div>", "en"),
        has=EN, has_not=("Waiting at the port", "Previous"), day="2026-10-30", title=EN_TITLE),
    Kind("third: a podcast transcript with speakers", html(
        f"<title>{EN_TITLE}</title><meta name='dcterms.created' content='2026-11-13T08:00:00Z'>",
        f"<div class='episode'><h1>{EN_TITLE}</h1><div class='player'><span>00:00 / 12:41</span><a href='/a.mp3'>Download</a></div><h2>Transcript</h2><div class='tr'>"
        + "".join(f"<p><strong>{who}:</strong> {x}</p>" for who, x in zip(("HOST", "MAI LE", "HOST", "MAI LE", "HOST"), EN, strict=True))
        + "</div><div class='rate'><p>If you enjoyed this episode, please leave us a review wherever you get your podcasts.</p></div></div>", "en"),
        has=EN, has_not=("leave us a review", "12:41"), day="2026-11-13", title=EN_TITLE),
    Kind("third: an AMP page of accordion and lists", html(
        f"<title>{TITLE}</title><script async src='https://cdn.ampproject.example/v0.js'></script>" + ld(**{"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-08T03:12:00Z", "author": {"@type": "Organization", "name": "Báo Cao Nguyên"}}),
        f"<main id='content' role='main'><article><h1>{TITLE}</h1><amp-social-share type='facebook'></amp-social-share><section class='lead'><p>{SAPO}</p></section><section><p>{TEXT[0]}</p><p>{TEXT[1]}</p><ul><li>{TEXT[2]}</li><li>{TEXT[3]}</li></ul><p>{TEXT[4]}</p></section>"
        f"<amp-accordion><section><h4>Đọc thêm cùng chuyên mục</h4><div><a href='/2'>{OTHER2}</a></div></section></amp-accordion></article></main>"),
        has=(SAPO, *TEXT), has_not=(OTHER2,), day="2026-11-08", title=TITLE),
    Kind("third: a news agency's wire in pre", html(
        f"<title>{EN_TITLE}</title>",
        "<div class='wire'><h1>" + EN_TITLE + "</h1><pre>PHAN THIET, Vietnam, Nov. 5 (Wire) -- " + "\n\n".join(EN) + "\n\nEnd item</pre></div><div id='foot'>Copyright 2026 The Wire Service</div>", "en"),
        has=EN, has_not=("The Wire Service",), day="", title=EN_TITLE),  # the line of place tells no year
    Kind("third: a Korean page with a reporter's address and related", html(
        f"<title>{KO_TITLE} : 세계일보기</title>",
        f"<div class='view'><h2 class='subject'>{KO_TITLE}</h2><ul class='info'><li>등록 2026.11.09 14:20</li><li>수정 2026.11.10 08:01</li></ul><div id='articleBody'>{p(KO)}<p>김하늘 기자 sky@segye.example</p></div><div class='rel'><strong>관련기사</strong><a href='/1'>베트남 커피 수출 가격 사상 최고치 경신</a></div><div class='copy'>ⓒ 무단전재 및 재배포 금지</div></div>", "ko"),
        has=KO, has_not=("사상 최고치", "무단전재"), day="2026-11-09", title=KO_TITLE),
    Kind("third: a Chinese portal with a plus app line and comments", html(
        f"<title>{ZH_TITLE}_国际_新闻网</title>",
        f"<div class='main'><h1>{ZH_TITLE}</h1><div class='info'>2026年11月10日 16:45　来源：越通社　<a href='/c'>参与评论</a></div><div class='txt'>{p(ZH)}<p>（责任编辑：李明）</p></div><div class='app'>下载客户端，阅读更多精彩内容</div><div class='hot'><h3>热点新闻</h3><a href='/1'>东南亚多国加快高铁建设步伐</a></div></div>", "zh"),
        has=ZH, has_not=("下载客户端", "高铁建设"), day="2026-11-10", title=ZH_TITLE),
    Kind("third: a district portal by Liferay, day in a cell", html(
        "<title>Chi tiết tin - Cổng thông tin điện tử phường Bắc Gia Nghĩa</title>",
        f"<div class='portlet-body'><div class='asset-full-content'><h3 class='tieude'>{TITLE}</h3><table class='meta'><tr><td>Lượt xem: 312</td><td>08/11/2026 10:12</td></tr></table><div class='journal-content-article'><div>{SAPO}</div>"
        + "".join(f"<div><br/></div><div>{x}</div>" for x in TEXT)
        + f"</div><p style='text-align:right'><strong>Minh Quân</strong></p></div><div class='tinlienquan'><h4>Tin liên quan</h4><ul><li><a href='/a'>{OTHER}</a> <i>(07/11/2026)</i></li></ul></div><div class='thongke'>Đang truy cập: 18</div></div>"),
        has=(SAPO, *TEXT), has_not=(OTHER, "Lượt xem", "Đang truy cập"), day="2026-11-08", title=TITLE, authors=("Minh Quân",)),
    Kind("third: infographic with the text in figcaption and a short body", html(
        f"<title>[Infographic] {TITLE}</title>" + CREATED,
        f"<article><h1>[Infographic] {TITLE}</h1><p class='lead'>{SAPO}</p><figure><img src='/info.png' alt='Infographic'><figcaption>Đồ họa: Thu Hà</figcaption></figure><p>{TEXT[0]}</p></article><section class='other'><h2>Mới nhất</h2><p><a href='/1'>{OTHER}</a></p><p><a href='/2'>{OTHER2}</a></p></section>"),
        has=(SAPO, TEXT[0]), has_not=(OTHER, OTHER2, "Thu Hà"), day="2026-11-08"),
    Kind("third: a page whose day stands in Roman month and in words of English", html(
        f"<title>{EN_TITLE} — Island Weekly</title>",
        f"<div class='story'><h1>{EN_TITLE}</h1><div class='meta'><span>Words by Ana Ruiz</span><span>Photographs by Tim Oak</span><span>Thursday the 5th of November, 2026</span></div>{p(EN)}</div><div class='more'><h3>Elsewhere</h3><p>October 1, 2026</p><p><a href='/o'>A lighthouse keeper writes his last log</a></p></div>", "en"),
        has=EN, has_not=("lighthouse keeper",), day="2026-11-05", title=EN_TITLE, authors=("Ana Ruiz",)),
    Kind("third: a page that an app wraps in custom elements", html(
        f"<title>{EN_TITLE}</title><meta property='og:type' content='article'><meta property='article:published_time' content='2026-11-05T09:00:00Z'>",
        f"<app-shell><app-header><app-link href='/'>Home</app-link></app-header><story-page><story-title><h1>{EN_TITLE}</h1></story-title><story-body>"
        + "".join(f"<story-block type='text'><p>{x}</p></story-block><ad-slot>Advertisement</ad-slot>" for x in EN)
        + "</story-body><story-related><p>You may also like: Five walks along the salt fields of Ca Na before the rain</p></story-related></story-page></app-shell>", "en"),
        has=EN, has_not=("Five walks", "Advertisement"), day="2026-11-05", title=EN_TITLE),
    Kind("third: a quiz and a poll in the middle of the text", html(
        f"<title>{TITLE}</title>" + CREATED,
        f"<div class='article'><h1>{TITLE}</h1><p><strong>{SAPO}</strong></p>{p(TEXT[:3])}<div class='poll'><p>Bạn có muốn địa phương mình có một phố sách như vậy không?</p><label><input type='radio'>Có, rất muốn</label><label><input type='radio'>Không cần thiết lắm</label><button>Biểu quyết</button></div>{p(TEXT[3:])}<p>(Theo Báo Cao Nguyên)</p></div>"),
        has=(SAPO, *TEXT), has_not=("Bạn có muốn", "Không cần thiết"), day="2026-11-08", title=TITLE),
)  # fmt: skip

# Further pages of the kinds that failed, all of them tuned on.
THIRD_MORE = (
    Kind("third: a portal whose heading is an h2 named after the article", html(
        "<title>Trang chi tiết - Trang thông tin điện tử xã Quảng Sơn</title>",
        f"<div class='box'><h3 class='box-title'>Thông báo của Ủy ban nhân dân xã</h3><a href='/tb'>{OTHER2}</a></div><div class='news'><h2 id='article_title'>{TITLE}</h2><span class='d'>08/11/2026 | 10:12</span>"
        + p(TEXT) + f"</div><div class='box'><h3 class='box-title'>Tin cùng chuyên mục tuần này</h3><a href='/a'>{OTHER}</a></div>"),
        has=TEXT, has_not=(OTHER, OTHER2), day="2026-11-08", title=TITLE),
    Kind("third: a survey between paragraphs of an English page", html(
        f"<title>{EN_TITLE}</title><meta itemprop='datePublished' content='2026-11-12'>",
        f"<article><h1>{EN_TITLE}</h1>{p(EN[:2])}<aside id='reader-survey'><h4>Have your say</h4><p>Would you pay more for a faster crossing to the island in the windy season?</p><ul><li>Yes, without a doubt</li><li>No, never</li></ul></aside>{p(EN[2:])}</article>", "en"),
        has=EN, has_not=("Would you pay", "without a doubt"), day="2026-11-12", title=EN_TITLE),
)  # fmt: skip
