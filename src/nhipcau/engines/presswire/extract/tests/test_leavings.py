"""Lines that a page says to its reader go, lines of a story that begin alike stay."""

from __future__ import annotations

import pytest

from nhipcau.engines.presswire.extract import extract
from nhipcau.engines.presswire.extract.tests.unseen_more import DATE
from nhipcau.engines.presswire.extract.tests.unseen_texts import EN, EN_TITLE, VI, VI_TITLE
from nhipcau.engines.presswire.model import FetchedPage

TO_THE_READER = (
    "Follow our channel on Telegram for the day's news from the hills.",
    "Sign up for our newsletter and get the best stories of the week.",
    "Download our app to read the paper without a connection.",
    "Subscribe to our YouTube channel.",
    "Theo dõi Báo Cao Nguyên trên Google News để đọc tin mới nhất.",
    "Đăng ký kênh YouTube của chúng tôi để xem thêm phóng sự.",
    "Tải ứng dụng Báo Cao Nguyên để đọc tin nhanh hơn.",
    "Đăng ký nhận bản tin mỗi sáng của tòa soạn.",
)
OF_THE_STORY = (
    "Follow the river for a day and you reach the last village that still weaves, where our boat stopped.",
    "Sign up by the end of the month at the ministry's office, the official told growers.",
    "Download the tax form from the ministry's app before you set out for the district office, officials say.",
    "Support for the newsroom's owner fell by half after the strike, the council said.",
    "Join the queue before six in the morning, the vendors of this market say, and you will get a bowl.",
    "Đăng ký tham gia lễ hội qua ứng dụng VNeID bắt đầu từ ngày 1/11, mỗi người được hai vé.",
    "Theo dõi mực nước hồ bằng ứng dụng, cán bộ thủy nông phát hiện rò rỉ lúc nửa đêm.",
    "Tham gia kênh bán hàng trên mạng, bà con bán được bơ với giá cao hơn ba nghìn đồng.",
    "Nội dung của Facebook bị cơ quan chức năng nhắc nhở trong ba tháng liền, theo báo cáo của Sở.",
)


def read(texts: tuple[str, ...], line: str, title: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in (*texts[:3], line, *texts[3:]))
    html = f"<html><head><title>{title}</title>{DATE}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    return extract(FetchedPage(url="https://tin.example/a", body=html.encode())).body


def in_its_language(line: str) -> str:
    return read(EN, line, EN_TITLE) if line.isascii() else read(VI, line, VI_TITLE)


@pytest.mark.parametrize("line", TO_THE_READER)
def test_a_line_to_the_reader_goes(line: str) -> None:
    assert line not in in_its_language(line)


@pytest.mark.parametrize("line", OF_THE_STORY)
def test_a_line_of_the_story_stays(line: str) -> None:
    assert line in in_its_language(line)


@pytest.mark.parametrize(
    "last",
    [
        "Nguyen Minh is a writer who lives by the lake and sells her books at the market.",
        "Source water for the town comes from two lakes.",
    ],
)
def test_the_last_sentence_of_a_story_stays(last: str) -> None:
    html = f"<html><head><title>{EN_TITLE}</title>{DATE}</head><body><article><h1>{EN_TITLE}</h1>{''.join(f'<p>{x}</p>' for x in (*EN, last))}</article></body></html>"
    assert last in extract(FetchedPage(url="https://tin.example/a", body=html.encode())).body
