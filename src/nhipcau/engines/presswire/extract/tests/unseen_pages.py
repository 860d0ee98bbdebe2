"""Made-up pages as outlets of many countries mark them up, written before the reader was looked at.

Half of them, by a hash of the name, is tuned on (a test each); the other half is kept aside, for a figure only.
"""

from __future__ import annotations

import json

from nhipcau.engines.presswire.extract.tests.kinds_of_pages import Kind, p
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


def html(head: str, body: str, lang: str = "vi") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


VI_SEE_ALSO = "Giá cà phê Tây Nguyên chạm mốc mới trong phiên sáng nay"
VI_SEE_ALSO2 = "Cao tốc Bảo Lộc - Liên Khương thông xe kỹ thuật đoạn đầu"

PAGES = (
    # An AMP page: figure and sapo outside of the text, adverts, a "see also" box in its middle, comments with dates
    Kind("an AMP page with see-also boxes", html(
        f'<title>{VI_TITLE} - Báo Cao Nguyên</title><link rel="canonical" href="https://caonguyen.example/xe-buyt-dien-1187.htm">'
        '<style amp-custom>.x{color:red}</style>',
        "<header class='amp-head'><a href='/'>Báo Cao Nguyên</a></header><amp-sidebar id='sb'><ul><li><a href='/thoi-su'>Thời sự</a></li><li><a href='/kinh-te'>Kinh tế</a></li></ul></amp-sidebar>"
        f"<div class='detail'><h1 class='detail__title'>{VI_TITLE}</h1><div class='detail__meta'><span class='detail__author'>Thanh Tùng</span> <span class='detail__time'>08:12 | 04/11/2026</span></div>"
        f"<h2 class='detail__summary'>{VI_SAPO}</h2><div class='detail__content'><amp-img src='https://img.caonguyen.example/bus.jpg' width='800' height='450' layout='responsive'></amp-img><p class='img_cap'>Xe buýt điện dừng trước chợ. Ảnh: T.T</p>"
        + p(VI[:2]) + f"<div class='box-tinlienquan'><p><a href='/gia-ca-phe-1.htm'>{VI_SEE_ALSO}</a></p><p><a href='/cao-toc-2.htm'>{VI_SEE_ALSO2}</a></p></div><amp-ad width='300' height='250'><div fallback>Quảng cáo tự đóng sau 5 giây</div></amp-ad>"
        + p(VI[2:]) + "</div></div><div class='comment-list'><div class='item'><b>Hoàng Nam</b> <time datetime='2026-11-06T09:00:00+07:00'>06/11/2026 09:00</time><p>Mong tỉnh mở tuyến này sớm để con tôi đi học cho an toàn, cảm ơn lãnh đạo đã quan tâm.</p></div></div>"),
        has=(VI_SAPO, *VI), has_not=(VI_SEE_ALSO, VI_SEE_ALSO2, "Quảng cáo tự đóng", "Ảnh: T.T", "con tôi đi học"), once=VI, day="2026-11-04", title=VI_TITLE, authors=("Thanh Tùng",)),
    # Next.js: the article in a script only, the frame shows a skeleton
    Kind("a Next.js page whose text is in the payload only", html(
        f"<title>{EN_TITLE} | Mekong Ledger</title>",
        "<div id='__next'><div class='skeleton'></div><footer>© 2026 Mekong Ledger. All rights reserved.</footer></div><script id='__NEXT_DATA__' type='application/json'>"
        + json.dumps({"props": {"pageProps": {"article": {"headline": EN_TITLE, "publishedAt": "2026-11-09T03:20:00Z", "authors": [{"name": "Sophea Lim"}], "bodyHtml": p(EN), "related": [{"headline": "Rubber prices slip for a third week", "publishedAt": "2026-11-11T00:00:00Z"}]}, "menu": ["News", "Sport"]}}, "page": "/story/[slug]"})
        + "</script>", "en"), has=EN, has_not=("Rubber prices slip", "All rights reserved"), day="2026-11-09", title=EN_TITLE),
    # A WordPress block page: group and columns blocks, a pull quote that repeats, a newsletter form
    Kind("WordPress blocks with a pull quote and a newsletter form", html(
        f"<title>{EN2_TITLE} &#8211; The Highland Post</title><meta property='og:title' content='{EN2_TITLE}'><meta property='og:image' content='https://hp.example/wp-content/uploads/2026/10/clock.jpg'>",
        "<div class='wp-site-blocks'><header class='wp-block-template-part'><nav class='wp-block-navigation'><a href='/'>Home</a><a href='/about'>About</a></nav></header><main class='wp-block-group'>"
        f"<h1 class='wp-block-post-title'>{EN2_TITLE}</h1><div class='wp-block-post-date'><time datetime='2026-10-27T14:05:11+07:00'>October 27, 2026</time></div><div class='wp-block-post-author-name'>By <a href='/author/lan'>Lan Pham</a></div>"
        f"<div class='entry-content wp-block-post-content'><p>{EN2[0]}</p><div class='wp-block-columns'><div class='wp-block-column'><p>{EN2[1]}</p></div><div class='wp-block-column'><figure class='wp-block-pullquote'><blockquote><p>Growers fear that prices will swing</p></blockquote></figure></div></div>"
        f"<p>{EN2[2]}</p><div class='wp-block-jetpack-subscriptions'><p>Get our weekly letter from the hills straight to your inbox every Friday.</p><form><input type='email'><button>Subscribe</button></form></div><p>{EN2[3]}</p><p>{EN2[4]}</p></div>"
        "<div class='wp-block-post-comments-form'><h3>Leave a Reply</h3><p>Your email address will not be published. Required fields are marked *</p></div></main></div>", "en"),
        has=EN2, has_not=("weekly letter", "Your email address"), once=EN2, day="2026-10-27", title=EN2_TITLE, authors=("Lan Pham",), image="https://hp.example/wp-content/uploads/2026/10/clock.jpg"),
    # An old ASP portal in tables: font tags, the date in words, older news below with their dates
    Kind("an ASP table portal with older news below", html(
        "<title>CỔNG THÔNG TIN ĐIỆN TỬ</title>",
        "<table width='980' align='center'><tr><td colspan='3'><img src='/Images/banner.jpg' alt='banner'></td></tr><tr><td width='180' valign='top'><table><tr><td><a href='/Default.aspx?tabid=1'>Giới thiệu</a></td></tr><tr><td><a href='/Default.aspx?tabid=2'>Thủ tục hành chính</a></td></tr></table></td>"
        f"<td valign='top'><table><tr><td class='TieuDe'><font size='4' color='#990000'><b>{VI2_TITLE}</b></font></td></tr><tr><td align='right'><i>Ngày đăng: 11/12/2026 2:05:33 CH</i></td></tr><tr><td class='NoiDung'><div align='justify'><font face='Times New Roman'>"
        + "<br><br>".join(VI2) + "</font></div></td></tr><tr><td align='right'><b>Nguyễn Hữu Tài</b></td></tr><tr><td><b>Các tin đã đưa</b><ul>"
        f"<li><a href='/tin1.aspx'>{VI_SEE_ALSO}</a> (09/12/2026)</li><li><a href='/tin2.aspx'>{VI_SEE_ALSO2}</a> (08/12/2026)</li></ul></td></tr></table></td></tr><tr><td colspan='3'>Bản quyền thuộc UBND xã Di Linh. Số lượt truy cập: 1.204.558</td></tr></table>"),
        has=VI2, has_not=(VI_SEE_ALSO, VI_SEE_ALSO2, "Số lượt truy cập"), day="2026-12-11T14:05", title=VI2_TITLE),
    # Blogspot: the text in one div with breaks, the archive with months, comments
    Kind("a Blogspot post with breaks only", html(
        f"<title>Chuyện Cao Nguyên: {VI2_TITLE}</title>",
        f"<div class='main section' id='main'><div class='widget Blog'><h2 class='date-header'><span>Thứ Năm, 5 tháng 11, 2026</span></h2><div class='post hentry'><h3 class='post-title entry-title' itemprop='name'>{VI2_TITLE}</h3><div class='post-body entry-content' itemprop='description articleBody'>"
        "<div class='separator' style='clear: both'><a href='https://blogger.example/s1600/kho.jpg'><img src='https://blogger.example/s640/kho.jpg' width='640'></a></div>"
        + "<br /><br />".join(VI2) + "<div style='clear: both;'></div></div><div class='post-footer'>Người đăng: <span class='fn' itemprop='author'>Mai Chi</span> vào lúc <abbr class='published' title='2026-11-05T07:15:00+07:00'>07:15</abbr></div></div>"
        "<div class='comments'><h4>2 nhận xét:</h4><dl><dt>Nặc danh <a href='#c1'>lúc 10:22 6 tháng 11, 2026</a></dt><dd><p>Bài viết rất hay, mong tác giả viết thêm về cách vay vốn của các hộ ở đây.</p></dd></dl></div></div></div><div class='sidebar'><h2>Lưu trữ Blog</h2><ul><li>tháng 10 2026 (12)</li><li>tháng 9 2026 (8)</li></ul></div>"),
        has=VI2, has_not=("mong tác giả viết thêm", "Lưu trữ"), day="2026-11-05", title=VI2_TITLE, authors=("Mai Chi",)),
    # A SharePoint province portal
    Kind("a SharePoint province portal", html(
        "<title>Trang chủ - Cổng thông tin điện tử tỉnh</title>",
        "<form id='aspnetForm'><div id='s4-workspace'><div class='ms-nav'><a href='/SitePages/Home.aspx'>Trang chủ</a><a href='/SitePages/Tin.aspx'>Tin tức</a></div><div class='ArticleHeader'>"
        f"<div class='title-detail'>{VI_TITLE}</div><div class='date-detail'>Thứ tư, 04/11/2026, 15:40 GMT+7</div></div><div class='news-lead'>{VI_SAPO}</div><div class='ms-rtestate-field' style='display:inline'>"
        + "".join(f"<div style='text-align:justify'><span style='font-size:13pt'>{x}</span></div>" for x in VI)
        + "<div style='text-align:center'><em>Xe buýt điện chạy thử trên đường Trần Phú</em></div></div><div class='author-detail'>Tác giả: Kim Oanh</div>"
        f"<div class='others'><div class='h'>TIN KHÁC</div><a href='/t1'>{VI_SEE_ALSO}</a><span>(03/11/2026)</span><a href='/t2'>{VI_SEE_ALSO2}</a><span>(02/11/2026)</span></div></div></form>"),
        has=(VI_SAPO, *VI), has_not=(VI_SEE_ALSO, "TIN KHÁC", "Tác giả:"), day="2026-11-04", title=VI_TITLE, authors=("Kim Oanh",)),
    # A radio page: player, transcript, programme list
    Kind("a radio page with a player and a programme list", html(
        f"<title>{EN_TITLE}</title><meta name='author' content='Radio Desk'>",
        f"<div class='layout'><div class='story-head'><h1>{EN_TITLE}</h1><p class='byline'>By Daniel Okafor</p><p class='dateline'>Updated 9 November 2026 at 6:15am, first published 8 November 2026 at 5:40pm</p></div>"
        "<div class='audio-player'><button>Play</button><p>Duration: 3 minutes 48 seconds</p><p>Download this audio (3.5MB)</p><p>Your browser does not support the audio element.</p></div><div class='story-text'>" + p(EN)
        + "</div><div class='programmes'><h3>Next on air</h3><ul><li>7:00pm The evening programme with Jo Hart and guests from the arts world</li><li>8:00pm Music from the archive with letters of listeners</li></ul></div></div>", "en"),
        has=EN, has_not=("Duration: 3 minutes", "Download this audio", "evening programme", "does not support"), day="2026-11-08", title=EN_TITLE, authors=("Daniel Okafor",)),
    # A multi-page article (page 2 of 3)
    Kind("a page of a paged article with its pager", html(
        f"<title>{EN2_TITLE} (Page 2 of 3)</title><link rel='canonical' href='https://mag.example/auction?page=2'><meta property='article:published_time' content='2026-10-27T07:00:00+00:00'>",
        f"<div class='article-wrap'><h1>{EN2_TITLE}</h1><div class='pager-top'>Page 2 of 3</div><div class='copy'>" + p(EN2)
        + "</div><ul class='pager'><li><a href='?page=1'>1</a></li><li class='current'>2</li><li><a href='?page=3'>3</a></li><li><a href='?page=3'>Next: How the roses travel to the cities of the plain »</a></li></ul><p class='share'>Share this article on your favourite network</p></div>", "en"),
        has=EN2, has_not=("Page 2 of 3", "How the roses travel", "Share this article"), day="2026-10-27", title=EN2_TITLE),
    # A photo gallery: long captions that ARE the text
    Kind("a photo story whose texts stand between the pictures", html(
        f"<title>{VI_TITLE}</title><meta name='pubdate' content='2026-11-04T10:00:00+07:00'>",
        f"<div class='photo-story'><h1>{VI_TITLE}</h1><p class='sapo'>{VI_SAPO}</p>"
        + "".join(f"<figure class='photo'><img data-src='https://i.anh.example/{n}.jpg' src='data:image/gif;base64,R0lGOD'></figure><p class='desc'>{x}</p>" for n, x in enumerate(VI, 1))
        + "<p class='author'><strong>Quỳnh Trâm - Đức Huy</strong></p></div>"), has=(VI_SAPO, *VI), day="2026-11-04", title=VI_TITLE, authors=("Quỳnh Trâm", "Đức Huy"), image="https://i.anh.example/1.jpg"),
    # Sponsored boxes and a sign-up in the text, all in plain p
    Kind("sponsored paragraphs among the text", html(
        f"<title>{EN_TITLE} - Valley Times</title><script type='application/ld+json'>"
        + json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "@id": "#w", "datePublished": "2025-01-01T00:00:00Z"}, {"@type": "NewsArticle", "headline": EN_TITLE, "datePublished": "2026-11-10T01:00:00Z", "author": {"@id": "#p7"}}, {"@type": "Person", "@id": "#p7", "name": "Ruth Adeyemi"}]})
        + "</script>", f"<article><h1>{EN_TITLE}</h1>" + p(EN[:2]) + "<p class='sponsor'><em>Sponsored: Plan your highland holiday with Sunrise Tours and save up to thirty per cent on rooms.</em></p>"
        + p(EN[2:3]) + "<p><strong>READ MORE:</strong> <a href='/x'>Why the price of pepper doubled in one year</a></p><p><strong>ALSO READ | <a href='/y'>Ten villages that still weave by hand</a></strong></p>" + p(EN[3:])
        + "<p><em>Sign up for our morning newsletter and never miss a story from the valley.</em></p><p>Follow us on <a href='https://fb.example'>Facebook</a> and <a href='https://x.example'>X</a></p></article>", "en"),
        has=EN, has_not=("Sunrise Tours", "price of pepper", "Ten villages", "morning newsletter", "Follow us"), day="2026-11-10", title=EN_TITLE, authors=("Ruth Adeyemi",)),
    # Inserts "Xem thêm", "Đọc thêm", ">>" in paragraphs
    Kind("xem thêm inserts in plain paragraphs", html(
        f"<title>{VI_TITLE} | Tin Tây Nguyên</title><meta property='article:published_time' content='2026-11-04 08:30:00'>",
        f"<div id='main'><h1>{VI_TITLE}</h1><p><b>(TTN) - {VI_SAPO}</b></p>" + p(VI[:1]) + f"<p><strong>Xem thêm: </strong><a href='/1'>{VI_SEE_ALSO}</a></p>" + p(VI[1:2]) + f"<p>&gt;&gt;&gt; <a href='/2'>{VI_SEE_ALSO2}</a></p>" + p(VI[2:4])
        + "<p><i>Mời quý độc giả đón đọc</i>: <a href='/3'>Chuyện người giữ rừng thông cuối cùng bên hồ</a></p>" + p(VI[4:])
        + "<p style='text-align:right'><strong>Bảo Trân</strong></p><p>Từ khóa: <a href='/t/a'>xe buýt điện</a>, <a href='/t/b'>Lâm Đồng</a></p></div>"),
        has=(VI_SAPO, *VI), has_not=(VI_SEE_ALSO, VI_SEE_ALSO2, "người giữ rừng thông", "Từ khóa"), day="2026-11-04", title=VI_TITLE, authors=("Bảo Trân",)),
    # A cookie wall (consent manager) before the text, in Korean
    Kind("a Korean page behind a consent layer", html(
        f"<title>{KO_TITLE} : 한빛일보</title><meta property='og:title' content='{KO_TITLE}'>",
        "<div id='consent-layer'><p>당사는 서비스 개선을 위해 쿠키를 사용합니다. 계속 이용하시면 개인정보 처리방침에 동의하는 것으로 간주됩니다.</p><button>동의</button></div>"
        f"<div class='gisa_wrap'><h2 class='tit_gisa'>{KO_TITLE}</h2><div class='info_gisa'><span class='reporter'>박지훈 기자</span><span>입력 2026.11.08 14:20</span><span>수정 2026.11.09 09:01</span></div><div id='articleBody' itemprop='articleBody'>"
        + "<br><br>".join(KO) + "<br><br>pjh@hanbit.example</div><p class='copyright'>Copyright ⓒ 한빛일보. 무단 전재 및 재배포 금지</p><div class='reply_list'><span>2026.11.10 08:00</span><p>달랏 정말 좋아요. 내년에 다시 가고 싶은 도시입니다. 좋은 기사 감사합니다.</p></div></div>", "ko"),
        has=KO, has_not=("쿠키를 사용합니다", "무단 전재", "다시 가고 싶은"), day="2026-11-08", title=KO_TITLE, authors=("박지훈",)),
    # Japanese local paper: date in kanji, paywall stub
    Kind("a Japanese page with a paywall stub", html(
        f"<title>{JA_TITLE}：高原新聞デジタル</title>",
        f"<div class='kiji'><h1 class='kiji-ttl'>{JA_TITLE}</h1><p class='kiji-date'>2026年11月7日 5時00分</p><p class='kiji-writer'>ハノイ＝佐々木亮</p><div class='kiji-body'>" + p(JA)
        + "</div><div class='paywall'><p>この記事は有料記事です。残り620文字。有料会員になると続きをお読みいただけます。</p><p>無料会員でも月に一本までご覧になれます。</p></div></div><section class='ranking'><h2>アクセスランキング</h2><ol><li><a href='/r1'>台風で新幹線に遅れ、朝から駅は混雑 11月8日</a></li><li><a href='/r2'>秋の味覚、値上がり続く 11月8日</a></li></ol></section>", "ja"),
        has=JA, has_not=("有料会員", "無料会員", "新幹線に遅れ"), day="2026-11-07", title=JA_TITLE),
    # A Chinese portal: source and editor line
    Kind("a Chinese portal with source and editor lines", html(
        f"<title>{ZH_TITLE}_国际频道_南风网</title>",
        f"<div class='crumb'><a href='/'>首页</a> &gt; <a href='/gj'>国际</a></div><div class='main-title'>{ZH_TITLE}</div><div class='info'><span>2026-11-06 10:12:45</span><span>来源：南风网</span><span>作者：陈晓梅</span><span>字号：大 中 小</span></div><div id='zoom' class='TRS_Editor'>"
        + "".join(f"<p>　　{x}</p>" for x in ZH) + "<p>　　(责任编辑：李强)</p></div><div class='qrcode'><p>扫一扫在手机打开当前页，分享到微信朋友圈</p></div><div class='xgxw'><h3>相关新闻</h3><ul><li><a href='/1'>越南中部高原迎来咖啡收获季节</a>2026-11-08</li></ul></div>", "zh"),
        has=ZH, has_not=("扫一扫", "咖啡收获季节", "字号"), day="2026-11-06", title=ZH_TITLE, authors=("陈晓梅",)),
    # A Khmer site
    Kind("a Khmer page with khmer digits", html(
        f"<title>{KM_TITLE} - ដំណឹងថ្មី</title><meta property='article:published_time' content='2026-11-03T16:45:00+07:00'>",
        f"<div class='td-post-header'><h1 class='entry-title'>{KM_TITLE}</h1><div class='td-post-author-name'>ដោយ <a href='/a'>សុខ វិច្ឆិកា</a></div><span class='td-post-date'>០៣ វិច្ឆិកា ២០២៦</span></div><div class='td-post-content'>" + p(KM)
        + "</div><div class='td-related'><h4>អត្ថបទពាក់ព័ន្ធ</h4><a href='/z'>តម្លៃកៅស៊ូធ្លាក់ចុះក្នុងសប្តាហ៍នេះ</a></div>", "km"),
        has=KM, has_not=("តម្លៃកៅស៊ូ",), day="2026-11-03", title=KM_TITLE),
    # A page without any date of its own; dates in comments, in a sidebar and of a related card
    Kind("no date of its own, dates all around", html(
        f"<title>{EN_TITLE}</title>",
        f"<div class='post'><h1>{EN_TITLE}</h1><div class='content'>" + p(EN) + "</div></div><div class='cards'><div class='card'><h4><a href='/k'>New bridge opens over the Serepok after two years of work</a></h4><time datetime='2026-11-01'>1 November 2026</time></div></div>"
        "<section id='disqus'><div class='c'><span class='who'>reader77</span><time datetime='2026-11-12T08:00:00Z'>2 days ago</time><p>My uncle has done this for years and nobody ever wrote about him at all.</p></div></section><aside><p>Last auction: 10/11/2026</p></aside>", "en"),
        has=EN, has_not=("New bridge opens", "My uncle", "Last auction"), day="", title=EN_TITLE),
    # Print version
    Kind("a print version with its address line", html(
        "<title>In bài viết</title>",
        f"<div class='print'><p class='src'>Báo Cao Nguyên Online - https://caonguyen.example</p><p class='time'>Thứ Tư, 04/11/2026 08:12</p><h1>{VI_TITLE}</h1><p><strong>{VI_SAPO}</strong></p>" + p(VI)
        + "<p class='b'><b>Thanh Tùng</b></p><hr><p>URL: https://caonguyen.example/xe-buyt-dien-1187.htm</p><p>© Báo Cao Nguyên. Giữ bản quyền nội dung trang web này.</p><a href='javascript:window.print()'>In trang này</a></div>"),
        has=(VI_SAPO, *VI), has_not=("Giữ bản quyền", "In trang này", "URL:"), day="2026-11-04", title=VI_TITLE, authors=("Thanh Tùng",)),
    # Hidden desktop copy with another class, plus a read-aloud copy
    Kind("a text-to-speech copy beside the text", html(
        f"<title>{VI2_TITLE}</title><meta property='article:published_time' content='2026-11-05T06:00:00+07:00'>",
        f"<div class='vn-detail'><h1>{VI2_TITLE}</h1><div class='tts-player'><span>Nghe đọc bài</span><span>Nữ miền Bắc</span><span>Nam miền Nam</span></div><textarea id='tts-text' style='display:none'>{' '.join(VI2)}</textarea><div class='vn-body'>" + p(VI2)
        + f"</div><div class='vn-body-mobile d-block d-md-none' aria-hidden='true'>{p(VI2)}</div></div>"), has=VI2, has_not=("Nữ miền Bắc", "Nghe đọc bài"), once=VI2, day="2026-11-05", title=VI2_TITLE),
    # Lists are the text: tips as ul>li>p and numbered ol
    Kind("steps of a guide in ordered lists", html(
        f"<title>{EN2_TITLE}</title><meta itemprop='datePublished' content='2026-10-28'>",
        f"<main><h1>{EN2_TITLE}</h1><div class='txt-ctn'><p>{EN2[0]}</p><ol>" + "".join(f"<li><p><strong>Step.</strong> {x}</p></li>" for x in EN2[1:4]) + f"</ol><h3>What comes next</h3><ul class='bul'><li><div><span>{EN2[4]}</span></div></li></ul></div><div class='tags'><ul><li><a href='/t'>Flowers</a></li><li><a href='/u'>Trade</a></li></ul></div></main>", "en"),
        has=EN2, has_not=("Trade",), day="2026-10-28", title=EN2_TITLE),
    # Live blog without JSON-LD, in Vietnamese, newest first
    Kind("a running report with times before each note", html(
        f"<title>Trực tiếp: {VI_TITLE}</title><meta property='og:title' content='Trực tiếp: {VI_TITLE}'><meta property='article:published_time' content='2026-11-04T05:00:00+07:00'>",
        f"<h1>Trực tiếp: {VI_TITLE}</h1><p class='sapo'>{VI_SAPO}</p><div class='live-timeline'>" + "".join(f"<div class='live-item'><div class='live-time'>{9 - n}:15</div><div class='live-content'><p>{x}</p></div><div class='live-share'>Chia sẻ Facebook Zalo</div></div>" for n, x in enumerate(VI))
        + "</div>"), has=(VI_SAPO, *VI), has_not=("Chia sẻ Facebook",), day="2026-11-04T05:00", title=f"Trực tiếp: {VI_TITLE}"),
    # Drop cap and joined words in the title; lazy lead picture with srcset
    Kind("a title broken over spans and a lazy srcset", html(
        "<title>Báo Sương Mù</title>",
        "<article class='lf'><h1 class='lf-title'><span class='l1'>Highland growers turn</span><br><span class='l2'>coffee husks into fuel</span><span class='l3'> for drying sheds</span></h1><p class='lf-by'>Words by <b>Amara Singh</b> · Photographs by <b>Tom Weiss</b> · November 9, 2026</p>"
        "<picture><source data-srcset='https://cdn.lf.example/husk-1600.webp 1600w, https://cdn.lf.example/husk-800.webp 800w'><img class='lazyload' src='/img/blank.gif' data-lazy-src='https://cdn.lf.example/husk-1600.jpg' alt='Husks'></picture>"
        f"<p><span class='dropcap'>F</span>{EN[0][1:]}</p>" + p(EN[1:]) + "</article>", "en"), has=EN, day="2026-11-09", title=EN_TITLE, authors=("Amara Singh",), image="https://cdn.lf.example/husk-1600.jpg"),
    # Embeds with placeholders in the text, several languages
    Kind("embed placeholders between paragraphs", html(
        f"<title>{EN2_TITLE}</title><meta name='DC.date.issued' content='2026-10-27'>",
        f"<article><h1>{EN2_TITLE}</h1>" + p(EN2[:2]) + "<div class='oembed'><p>This content is hosted by a third party that may set cookies. To view it, you need to accept their terms.</p><button>Show content</button></div>" + p(EN2[2:3])
        + "<blockquote class='twitter-tweet'><p>What a morning at the auction! #roses pic.twitter.com/abc</p>— Da Lat Roses (@dlroses) <a href='https://twitter.com/dlroses/1'>October 26, 2026</a></blockquote><div class='ig'><p>View this post on Instagram</p><p>A post shared by Da Lat Roses (@dlroses)</p></div>" + p(EN2[3:])
        + "<p>To enjoy this video please enable JavaScript in your browser.</p></article>", "en"), has=EN2, has_not=("hosted by a third party", "View this post", "A post shared", "enable JavaScript"), day="2026-10-27", title=EN2_TITLE),
    # US-style page, byline with several authors and 12-hour clock in words
    Kind("a wire byline with three names and a time zone", html(
        f"<title>{EN_TITLE} | Pacific Wire</title>",
        f"<div class='Page-main'><h1 class='Page-headline'>{EN_TITLE}</h1><div class='Page-byline'>By <span>GRACE OYELARAN</span>, <span>PETER NOVAK</span> and <span>HA LE</span></div><div class='Page-dateModified'>Published 11:45 PM ICT, November 8, 2026</div><div class='RichText'><p>DA LAT, Vietnam (PW) — {EN[0]}</p>" + p(EN[1:4]) + "<div class='HTMLModule'>___</div>" + p(EN[4:])
        + "<p>___</p><p><em>Associated reporter Kim Tran in Hanoi contributed to this report.</em></p></div><div class='CardList'><h3>Most read</h3><ol><li><a href='/1'>Storm closes two airports on the coast for the day</a></li></ol></div></div>", "en"),
        has=EN, has_not=("Storm closes two airports",), day="2026-11-08T23:45", title=EN_TITLE, authors=("Grace Oyelaran", "Peter Novak", "Ha Le")),
    # Vietnamese: joint bylines at the end, with source line, dates in url and header clock of today
    Kind("a running clock in the head and a source line at the end", html(
        f"<title>{VI2_TITLE}</title>",
        f"<div class='topbar'><span id='clock'>Chủ nhật, 29/11/2026 10:21</span><span>Hotline: 0263 000 000</span></div><div class='ct'><div class='ct-title'><h1>{VI2_TITLE}</h1></div><div class='ct-date'>(Cập nhật lúc: 05/11/2026 07:44:10)</div><div class='ct-body'>" + p(VI2)
        + "<p style='text-align: right;'><strong>Bài, ảnh: HỒNG NHUNG</strong></p><p style='text-align: right;'><em>Theo Báo Cao Nguyên</em></p></div><div class='rate'>Đánh giá bài viết: 0/5 (0 lượt)</div></div>"),
        has=VI2, has_not=("Đánh giá bài viết", "Hotline"), day="2026-11-05T07:44", title=VI2_TITLE),
)  # fmt: skip
