"""A second set of made-up pages, of other kinds, written after the first was mended by: half of it kept aside."""

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

TH_TITLE = "ลามดงเปิดเส้นทางปั่นจักรยานรอบทะเลสาบซวนเฮือง"
TH = (
    "จังหวัดลามดงของเวียดนามเปิดเส้นทางปั่นจักรยานระยะทางห้ากิโลเมตรรอบทะเลสาบซวนเฮืองในเมืองดาลัดเมื่อวันจันทร์ที่ผ่านมา",
    "เจ้าหน้าที่กล่าวว่านักท่องเที่ยวสามารถเช่าจักรยานได้จากสถานีสิบสองแห่ง โดยชั่วโมงแรกไม่มีค่าใช้จ่ายสำหรับทุกคน",
    "ร้านอาหารริมทะเลสาบหวังว่าเส้นทางนี้จะช่วยให้มีลูกค้าในช่วงเช้ามากขึ้น หลังจากฤดูฝนที่ยาวนานกว่าปกติในปีนี้",
)

SECOND = (
    Kind("Drupal fields with a teaser list", en(
        f"<div class='region region-content'><div class='node node--type-article'><h1 class='page-title'><span class='field field--name-title'>{EN_TITLE}</span></h1><div class='node__submitted'>Submitted by <span>Helen Moyo</span> on Tue, 10/20/2026 - 09:15</div><div class='field field--name-body field--type-text-with-summary'>{p(EN)}</div></div>"
        "<div class='views-row'><h3><a href='/n/2'>Three valleys share one water gauge</a></h3><div class='field--name-body'>Engineers put one gauge where the three rivers meet, after two dry years. <a href='/n/2'>Read more</a></div></div></div>", "").replace("lang=\"en\"", "lang=\"en-US\""),
        has=EN, has_not=("Three valleys", "Engineers put one gauge"), day="2026-10-20", title=EN_TITLE, authors=("Helen Moyo",)),
    Kind("paste from Word in a portal", vi(
        f"<div class='portlet-body'><h3 class='title'>{VI2_TITLE}</h3><div class='time'>20/10/2026 08:00:00</div>" + "".join(f"<p class='MsoNormal' style='text-indent:36pt'><span style='font-size:14pt;mso-fareast-language:VI'>{x}<o:p></o:p></span></p>" for x in VI2)
        + "<p class='MsoNormal' align='right'><b><span>Văn phòng HĐND - UBND xã<o:p></o:p></span></b></p></div>", "", "Chi tiết tin"), has=VI2, day="2026-10-20", title=VI2_TITLE),
    Kind("lines with single breaks and non-breaking indents", vi(
        f"<div id='content'><h1>{VI_TITLE}</h1><div class='text'>" + "<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{x}" for x in VI) + "<br><b>Hải Đăng</b></div></div>"), has=VI, title=VI_TITLE),
    Kind("class names made by a machine", en(
        f"<div class='sc-a1b2 kXyZ'><h1 class='sc-9f cQwE'>{EN2_TITLE}</h1><div class='sc-77 dRtY'><span>Lucy Grant</span><span>20 Oct 2026 07:30</span></div><div class='sc-55 eUiO'>" + "".join(f"<div class='sc-p{n} f{n}'><span>{x}</span></div>" for n, x in enumerate(EN2)) + "</div><div class='sc-44'><a href='/a'>Tea gardens reopen</a><a href='/b'>Market prices at noon</a></div></div>", "", EN2_TITLE), has=EN2, has_not=("Tea gardens", "Market prices"), day="2026-10-20", title=EN2_TITLE),
    Kind("an interview with bold questions", vi(
        f"<article><h1>{VI_TITLE}</h1><p class='sapo'>{VI_SAPO}</p><p><b>Phóng viên: Vì sao tỉnh chọn thử nghiệm vào tháng 11?</b></p><p>- Bà Hà: {VI[0]}</p><p><b>Người dân được lợi gì từ tuyến xe này?</b></p>{p(VI[1:3])}<p><b>Bước tiếp theo là gì?</b></p>{p(VI[3:])}<p><b>Xin cảm ơn bà!</b></p></article>"),
        has=(VI_SAPO, *VI, "Vì sao tỉnh chọn thử nghiệm vào tháng 11?", "Bước tiếp theo là gì?")),
    Kind("a quotation that is part of the text", en(
        f"<article><h1>{EN_TITLE}</h1>{p(EN[:2])}<blockquote><p>{EN[2]}</p></blockquote>{p(EN[3:])}</article>"), has=EN, once=EN),
    Kind("a reporter's life at the end", en(
        f"<article><h1>{EN_TITLE}</h1><div class='by'>By Tomas Lind</div>{p(EN)}<div class='author-box'><p>Tomas Lind covers farming and water from Hanoi. He joined the paper in 2019.</p><p>Reach him at tomas@ledger.example</p></div></article>"), has=EN, has_not=("covers farming and water", "Reach him"), authors=("Tomas Lind",)),
    Kind("a Chinese page cut in pages", html(f"<title>{ZH_TITLE}</title>{DATE}",
        f"<div class='art'><h1>{ZH_TITLE}</h1><div class='c'>{p(ZH)}</div><div class='page'><a href='1.html'>上一页</a> [1] [2] <a href='3.html'>下一页</a></div><p>声明：本网转载此文仅为传递信息，版权归原作者所有。</p></div>", "zh"), has=ZH, has_not=("下一页", "版权归原作者")),
    Kind("a Japanese page with scrap and share lines", html(f"<title>{JA_TITLE} - 朝霧新聞</title>",
        f"<main><h1>{JA_TITLE}</h1><p class='time'>2026/10/20 05:00</p><ul class='tools'><li>この記事をスクラップする</li><li>印刷</li></ul><div class='p-main'>{p(JA)}</div><p>【読者会員限定】プレゼントのお知らせはこちら</p><p>無断転載・複製を禁じます</p></main>", "ja"), has=JA, has_not=("スクラップ", "無断転載"), day="2026-10-20"),
    Kind("a Korean portal page with captions in the text", html(f"<title>{KO_TITLE} : 포털뉴스</title>",
        f"<div class='media_end_head'><h2 id='title_area'><span>{KO_TITLE}</span></h2><div class='info'><span class='_ARTICLE_DATE_TIME' data-date-time='2026-10-20 09:12:01'>2026.10.20. 오전 9:12</span></div></div><article id='dic_area'><span class='end_photo_org'><img data-src='https://imgn.example/a.jpg'><em class='img_desc'>달랏 야시장 모습. 연합뉴스</em></span>" + "<br><br>".join(KO) + "</article><p class='byline_p'><span class='byline_s'>이하늘 기자(sky@daily.example)</span></p>", "ko"),
        has=KO, has_not=("야시장 모습",), day="2026-10-20T09:12", authors=("이하늘",)),
    Kind("a Thai page with a Buddhist year", html(f"<title>{TH_TITLE}</title>",
        f"<div class='content'><h1>{TH_TITLE}</h1><div class='date'>20 ตุลาคม 2569 เวลา 09:15 น.</div>{p(TH)}</div><div class='footer'>สงวนลิขสิทธิ์ 2569</div>", "th"), has=TH, day="2026-10-20", title=TH_TITLE),
    Kind("a signature with the agency in brackets", vi(
        f"<div class='contents'><h1>{VI_TITLE}</h1>{p(VI)}</div><div class='author'><strong>Tin, ảnh: Quốc Hùng (TTXVN)</strong></div><div class='share-bottom'>Chia sẻ:</div>"), has=VI, has_not=("Chia sẻ:",), authors=("Quốc Hùng",)),
    Kind("the day in the address only", vi(
        f"<div class='a'><h1>{VI2_TITLE}</h1>{p(VI2)}</div><div class='binh-luan'><p><b>An</b> - 25/10/2026</p><p>Ước gì nhà tôi cũng có kho lạnh như thế này để khỏi bán rẻ.</p></div>", "", VI2_TITLE), has=VI2, has_not=("Ước gì",), day="2026-10-20", url="https://tin.example/2026/10/20/kho-lanh.html"),
    Kind("two articles in the data, the other first", en(
        f"<article><h1>{EN_TITLE}</h1>{p(EN)}</article>", "<script type='application/ld+json'>" + json.dumps([
            {"@type": "NewsArticle", "headline": "Rubber prices slip again", "datePublished": "2026-10-25T00:00:00Z", "author": {"@type": "Person", "name": "Max Other"}, "image": "https://i.example/rubber.jpg", "url": "https://t.example/rubber"},
            {"@type": "NewsArticle", "headline": EN_TITLE, "datePublished": "2026-10-20T00:00:00Z", "author": [{"@type": "Person", "name": "Iris Vale"}], "url": "https://t.example/husks"}]) + "</script>"), has=EN, day="2026-10-20", authors=("Iris Vale",)),
    Kind("data with a comma too many and a comment", vi(
        f"<div class='x'><h1>{VI_TITLE}</h1>{p(VI)}</div>", '<script type="application/ld+json">/*<![CDATA[*/{"@type":"NewsArticle","headline":"' + VI_TITLE + '","datePublished":"2026-10-20T06:30:00+07:00","author":{"@type":"Person","name":"Lê Khánh"},}/*]]>*/</script>'), has=VI, day="2026-10-20T06:30", authors=("Lê Khánh",)),
    Kind("a date in the words of the line of place", en(
        f"<div class='r'><h1>{EN2_TITLE}</h1><p>DA LAT, Oct. 20, 2026 — {EN2[0]}</p>{p(EN2[1:])}<p>Contact: Press office, press@auction.example, +84 263 000 000</p><p>SOURCE Da Lat Flower Auction</p></div>", "", EN2_TITLE), has=EN2, has_not=("SOURCE Da Lat",)),
    Kind("a weather and price strip before the text", vi(
        f"<div class='strip'><p>Đà Lạt 18°C, có mưa nhẹ vào chiều tối, độ ẩm 87 %, gió đông bắc cấp 2, cấp 3</p><p>Giá vàng hôm nay 27/11/2026: mua vào 81,2 triệu, bán ra 83,1 triệu đồng mỗi lượng</p></div><div class='art'><h1>{VI_TITLE}</h1><span class='d'>20/10/2026</span>{p(VI)}</div>", ""), has=VI, has_not=("độ ẩm", "Giá vàng"), day="2026-10-20"),
    Kind("a Squarespace page", en(
        f"<main id='page'><article class='entry hentry'><h1 class='entry-title'>{EN2_TITLE}</h1><div class='entry-dateline'><time class='dt-published' pubdate datetime='2026-10-20'>Oct 20</time></div><div class='sqs-layout'><div class='sqs-block html-block'><div class='sqs-block-content'>{p(EN2[:2])}</div></div><div class='sqs-block newsletter-block'><div class='sqs-block-content'><p>Sign up with your email address to receive news and updates.</p><p>We respect your privacy.</p></div></div><div class='sqs-block html-block'><div class='sqs-block-content'>{p(EN2[2:])}</div></div></div></article></main>", "", EN2_TITLE), has=EN2, has_not=("email address to receive", "We respect"), day="2026-10-20"),
    Kind("a note of correction and an editor's note", en(
        f"<article><h1>{EN_TITLE}</h1><p><em>Editor's note: This story is part of our series on fuel.</em></p>{p(EN)}<p>The Ledger is a member of the Trust Project. Learn more about our standards.</p><p>Support independent journalism: make a donation today.</p></article>"), has=EN, has_not=("make a donation", "member of the Trust")),
    Kind("a comment thread without a name of its own", vi(
        f"<div class='bai'><h1>{VI_TITLE}</h1><p class='ngay'>20/10/2026 07:00</p>{p(VI)}</div><div class='block'><h4>Ý kiến bạn đọc (2)</h4><div class='it'><b>Minh Tâm</b><span>21/10/2026 10:00</span><p>Xe chạy êm, tài xế lịch sự, tôi đi thử hai lần đều thấy rất hài lòng.</p><a>Trả lời</a><a>Thích</a></div></div>", ""), has=VI, has_not=("tài xế lịch sự",), day="2026-10-20"),
)  # fmt: skip

SECOND_MORE = (
    Kind("posted by a name on a day", en(
        f"<div class='n'><h1>{EN_TITLE}</h1><p>Posted by Grace Hollis on October 20, 2026</p><div>{p(EN)}</div></div>", ""), has=EN, day="2026-10-20", authors=("Grace Hollis",)),
    Kind("published by a name, the day in figures", en(
        f"<div class='n'><h1>{EN2_TITLE}</h1><div class='sub'>Published by Ivan Petrov on 20/10/2026 at 08:00</div><div>{p(EN2)}</div></div>", "", EN2_TITLE), has=EN2, day="2026-10-20", authors=("Ivan Petrov",)),
    Kind("data inside a comment of HTML, a comma after the last of a list", en(
        f"<article><h1>{EN_TITLE}</h1>{p(EN)}</article>", '<script type="application/ld+json"><!-- {"@type":"NewsArticle","headline":"' + EN_TITLE + '","datePublished":"2026-10-20T06:30:00+07:00","author":[{"@type":"Person","name":"Nora Falk"},]} --></script>'), has=EN, day="2026-10-20", authors=("Nora Falk",)),
    Kind("data between slashes and CDATA marks, line breaks in a text", en(
        f"<article><h1>{EN_TITLE}</h1>{p(EN)}</article>", '<script type="application/ld+json">//<![CDATA[\n{"@type":"NewsArticle","headline":"' + EN_TITLE + '","description":"one\ntwo","datePublished":"2026-10-20T06:30:00+07:00","author":{"@type":"Person","name":"Tove Lund"},}\n//]]></script>'), has=EN, day="2026-10-20", authors=("Tove Lund",)),
    Kind("a press release with its contact", en(
        f"<div class='r'><h1>{EN2_TITLE}</h1>{p(EN2)}<p>Media Contact: Anna Bell, anna@auction.example</p><p>SOURCE: Highland Flower Exchange</p></div>", DATE, EN2_TITLE), has=EN2, has_not=("Media Contact", "SOURCE: Highland")),
    Kind("privacy lines under a form for letters", en(
        f"<article><h1>{EN_TITLE}</h1>{p(EN[:3])}<div class='b'><p>Enter your email address to get the day's stories.</p><p>You can unsubscribe at any time.</p><p>By signing up you agree to our terms and privacy policy.</p></div>{p(EN[3:])}</article>"), has=EN, has_not=("Enter your email", "unsubscribe at any time", "By signing up")),
    Kind("requests for money", en(
        f"<article><h1>{EN_TITLE}</h1>{p(EN)}<p>Become a member and help us keep reporting from the hills.</p><p>Donate to our newsroom: every gift counts.</p><p>This newspaper is a member of the Press Council and follows its code of ethics.</p></article>"), has=EN, has_not=("Become a member", "Donate to our", "Press Council")),
    Kind("a writer's life in slanted letters at the end", en(
        f"<article><h1>{EN2_TITLE}</h1>{p(EN2)}<p><em>Sara Quist is a reporter based in Ho Chi Minh City. Follow her on X: @sq.</em></p></article>", DATE, EN2_TITLE), has=EN2, has_not=("Sara Quist",)),
    Kind("a writer's box named bio", en(
        f"<article><h1>{EN_TITLE}</h1><span class='author-name'>Omar Haddad</span>{p(EN)}<div class='bio'><img src='/o.jpg' width='60'><p>Omar Haddad has written about coffee and trade for ten years. Email: omar@x.example</p></div></article>"), has=EN, has_not=("has written about coffee",), authors=("Omar Haddad",)),
    Kind("a Chinese page with a pager and a disclaimer", html(f"<title>{ZH_TITLE}</title>{DATE}",
        f"<div class='m'><h1>{ZH_TITLE}</h1><div class='t'>{p(ZH)}<p>【1】【2】下一页</p><p>免责声明：本文不代表本网观点，如有侵权请联系删除。</p><p>更多精彩内容请关注本报微信公众号</p></div></div>", "zh"), has=ZH, has_not=("下一页", "免责声明", "公众号")),
    Kind("a Japanese page with prohibitions", html(f"<title>{JA_TITLE}</title>{DATE}",
        f"<article><h1>{JA_TITLE}</h1>{p(JA)}<p>Copyright (c) 高原放送 記事・写真の無断転載を禁じます。</p><p>この記事をシェアする</p><p>あわせて読みたい</p></article>", "ja"), has=JA, has_not=("無断転載", "シェアする")),
    Kind("a Korean page with a tip line and a caption in the text", html(f"<title>{KO_TITLE}</title>{DATE}",
        f"<div id='articletxt'><h1>{KO_TITLE}</h1><div class='img_wrap'><img src='https://i.example/k.jpg' width='600'><p class='desc'>달랏 꽃 축제장을 찾은 관광객들. 사진=람동성</p></div>{p(KO)}<p>제보는 카카오톡 okjebo</p><p>ⓒ 한빛일보(www.hanbit.example), 무단전재-재배포 금지</p></div>", "ko"), has=KO, has_not=("꽃 축제장을", "무단전재", "okjebo")),
    Kind("a Thai day with a short month and a Buddhist year", html(f"<title>{TH_TITLE}</title>",
        f"<article><h1>{TH_TITLE}</h1><p class='post-date'>เผยแพร่: 20 ต.ค. 2569 09:15</p>{p(TH)}</article>", "th"), has=TH, day="2026-10-20"),
    Kind("a signature with the paper in brackets and a sign-off", vi(
        f"<div class='c'><h1>{VI_TITLE}</h1>{p(VI)}<p align='right'><b>Hoàng Yến (Báo Ban Mai)</b></p></div>"), has=VI, authors=("Hoàng Yến",)),
    Kind("comments under a heading, no class", vi(
        f"<div class='c'><h1>{VI_TITLE}</h1><p>20/10/2026 07:00</p>{p(VI)}</div><div><h3>Bình luận (1)</h3><div><b>Thu Hà</b> <i>22/10/2026</i><p>Tôi ở phường bên cạnh mà chờ tuyến này mãi, mong sớm có thêm trạm dừng.</p></div></div>", ""), has=VI, has_not=("mong sớm có thêm trạm",), day="2026-10-20"),
    Kind("reader letters in English under a heading, no class", en(
        f"<div><h1>{EN_TITLE}</h1>{p(EN)}</div><div><h3>Comments (2)</h3><div><b>Joe</b> <span>October 25, 2026 at 9:00 am</span><p>My grandfather did this long ago with rice husks and it worked very well indeed.</p></div></div>", ""), has=EN, has_not=("My grandfather",), day=""),
)  # fmt: skip
