"""Wherever in a file the stamp stands it is seen; what cannot be looked into says so."""

from __future__ import annotations

import io
import shutil
import tarfile
import time
import zipfile
from importlib.resources import files

import openpyxl
import pytest
from docx import Document
from openpyxl.comments import Comment
from tests.libreoffice import saved_as

from nhipcau.engines.officialdoc import errors, first_look
from nhipcau.engines.officialdoc.secrecy import looking
from nhipcau.engines.officialdoc.secrecy.looking import look

FONT = str(files("fontpkg_noto_sans").joinpath("files", "NotoSans[wdth,wght].ttf"))
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")


def words(*lines, header="", footer="", cell=""):
    document = Document()
    for line in ("BÁO CÁO", *lines, "Nội dung công việc bình thường."):
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    if cell:
        document.add_table(1, 2).cell(0, 1).text = cell
    return saved(document)


def saved(thing) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def sheet(**places):
    book = openpyxl.Workbook()
    book.active["A1"] = "Danh sách"
    book.active["B7"] = places.get("cell", "thường")
    if "comment" in places:
        book.active["A1"].comment = Comment(places["comment"], "a")
    book.active.oddHeader.center.text = places.get("header", "")
    if "title" in places:
        book.create_sheet(places["title"])
    if "subject" in places:
        book.properties.subject = places["subject"]
    return saved(book)


def changed(package: bytes, part: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(out, "w") as made:
        for info in given.infolist():
            content = given.read(info)
            if info.filename == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            made.writestr(info, content)
    return out.getvalue()


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "."), content)
    return out.getvalue()


def slides(text: str) -> bytes:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="p"'
    slide = f"<p:sld {space}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
    return packed(
        **{
            "[Content_Types]__xml": b"<Types/>",
            "ppt/presentation__xml": b"<p/>",
            "ppt/slides/slide9__xml": slide.encode(),
        }
    )


def odf(text: str, part: str = "content__xml") -> bytes:
    xml = f'<o xmlns:text="t"><text:p>{text}</text:p></o>'.encode()
    return packed(**{"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", part: xml})


def pdf(*pages: str) -> bytes:
    import typst

    text = "\n#pagebreak()\n".join(
        page + "\n\n" + "Nội dung công việc bình thường của trang này. " * 3 for page in pages
    )
    return typst.compile(text.encode())


BOX = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>T</w:t></w:r><w:r><w:t>ỐI MẬT</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p><w:sectPr"
ART = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="MẬT"/></v:shape></w:pict></w:r></w:p><w:sectPr'

STAMPED = {
    "cut into runs": lambda: in_runs("TỐI ", "M", "ẬT"),
    "body": lambda: words("MẬT"),
    "small letters": lambda: words("Tối mật"),
    "beside the number": lambda: words("Số: 12/BC-UBND\tMẬT"),
    "far down": lambda: words(*["dòng bình thường."] * 300, "TUYỆT MẬT"),
    "header": lambda: words(header="Độ mật: Mật"),
    "footer": lambda: words(footer="MẬT"),
    "cell": lambda: words(cell="TỐI MẬT"),
    "text box, in two runs": lambda: changed(words(), "word/document.xml", "<w:sectPr", BOX),
    "art": lambda: changed(words(), "word/document.xml", "<w:sectPr", ART),
    "sheet": lambda: sheet(cell="MẬT"),
    "sheet's comment": lambda: sheet(comment="Độ mật: Tối mật"),
    "sheet's header": lambda: sheet(header="MẬT"),
    "sheet's name": lambda: sheet(title="MẬT"),
    "subject": lambda: sheet(subject="TUYỆT MẬT"),
    "slide": lambda: slides("MẬT"),
    "ods": lambda: odf("MẬT"),
    "odf header": lambda: odf("Tối mật", "styles__xml"),
    "pdf": lambda: pdf("MẬT"),
    "pdf's later page": lambda: pdf("BÁO CÁO", "Phụ lục", "TỐI MẬT"),
    "text": lambda: "BÁO CÁO\nĐộ mật: Mật\n".encode(),
    "utf-16": lambda: "BÁO CÁO\nMẬT\n".encode("utf-16"),
    "html": lambda: "<html><body><p>Báo cáo</p><div>M&#7852;T</div></body></html>".encode(),
    "html that does not say its letters": lambda: "<html><body><p>Báo cáo</p><p>Tối mật</p></body></html>".encode(),
    "drawing": lambda: '<svg xmlns="http://www.w3.org/2000/svg"><text>MẬT</text></svg>'.encode(),
    "xml": lambda: '<?xml version="1.0" encoding="UTF-8"?><a><b>TUYỆT MẬT</b></a>'.encode(),
    "page taken into Word": lambda: added(words(), "word/afchunk1.html", "<p>TUYỆT MẬT</p>".encode()),
    "document taken into Word": lambda: added(words(), "word/afchunk2.docx", words("MẬT")),
    "rtf": lambda: rb"{\rtf1 B\'c1O C\'c1O\par{\header M\u7852?T\par}thu\u7901?ng}",
    "csv": lambda: "a,b\nĐộ mật: Mật,1\n".encode(),
    "zip": lambda: packed(a__txt=b"thu", b__docx=words("MẬT")),
    "tar.gz": lambda: tar(("a/b.docx", words("MẬT")), "w:gz"),
    "tar": lambda: tar(("b.xlsx", sheet(cell="MẬT")), "w"),
    "inside Word": lambda: added(words(), "word/embeddings/a.docx", words("MẬT")),
}  # fmt: skip


def tar(member: tuple[str, bytes], mode: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as made:
        info = tarfile.TarInfo(member[0])
        info.size = len(member[1])
        made.addfile(info, io.BytesIO(member[1]))
    return out.getvalue()


def added(package: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as made:
        made.writestr(name, content)
    return out.getvalue()


def with_entity(text: str) -> bytes:
    """A document whose words stand in a declaration of its own, as no office program writes one."""
    package = changed(words("&e;"), "word/document.xml", "&amp;e;", "&e;")
    return changed(
        package, "word/document.xml", "<w:document", f'<!DOCTYPE d [<!ENTITY e "{text}">]><w:document'
    )


@pytest.mark.parametrize("place", STAMPED)
def test_a_stamp_is_seen_wherever_it_stands(tmp_path, place):
    path = tmp_path / "tep"
    path.write_bytes(STAMPED[place]())
    with pytest.raises(errors.StateSecret):
        look(path, "tep")


def in_runs(*runs: str) -> bytes:
    """A paragraph as Word often keeps it: its words in several runs."""
    document = Document()
    paragraph = document.add_paragraph()
    for run in runs:
        paragraph.add_run(run)
    return saved(document)


CLEAN = {
    "words cut into runs": lambda: in_runs("Mật", " độ dân số"),
    "more of them": lambda: in_runs("Tuyệt đối giữ bí ", "mật", " nhà nước"),
    "Word": lambda: words("Bảo vệ bí mật nhà nước.", "Mật ong", header="Sở Ngoại vụ", cell="Mật độ"),
    "sheet": lambda: sheet(cell="Mật ong", header="Trang &P", title="Mật độ"),
    "slide": lambda: slides("Thông tin đối ngoại"),
    "ods": lambda: odf("Mật độ"),
    "pdf": lambda: pdf("BÁO CÁO", "Phụ lục"),
    "zip": lambda: packed(a__txt="thư".encode(), b__docx=words()),
    "rtf": lambda: rb"{\rtf1 b\u237? m\u7853?t\par}",
    "text": lambda: "Bảo mật thông tin\n".encode(),
}


@pytest.mark.parametrize("kind", CLEAN)
def test_a_file_without_a_stamp_is_looked_into_whole(tmp_path, kind):
    path = tmp_path / "tep"
    path.write_bytes(CLEAN[kind]())
    assert look(path, "tep") == ""


UNSEEN = {
    "film": (lambda: b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40, "unknown"),
    "archive in an archive": (lambda: packed(a__zip=packed(b__txt=b"x")), "nested"),
    "words of its own": (lambda: with_entity("MẬT"), "broken"),
    "letters that are none": (lambda: "BÁO CÁO\nMẬT\0\nthường\n".encode(), "unknown"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 100, "unknown"),
    "cut zip": (lambda: words()[:3000], "broken"),
    "cut pdf": (lambda: b"%PDF-1.7\n" + b"x" * 300, "broken"),
    "cut gz": (lambda: tar(("a", b"x" * 9000), "w:gz")[:40], "broken"),
    "bomb": (lambda: packed(a__txt=b"0" * (61 * 1024**2)), "too-long"),
    "large part": (
        lambda: added(words(), "word/x.xml", b"<a>" + b"0" * (61 * 1024**2) + b"</a>"),
        "too-long",
    ),
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_cannot_be_looked_into_says_why(tmp_path, kind):
    make, why = UNSEEN[kind]
    path = tmp_path / "tep"
    path.write_bytes(make())
    begun = time.process_time()
    assert look(path, "tep") == why
    assert time.process_time() - begun < 10


def test_a_stamp_beside_what_cannot_be_looked_into_is_still_seen(tmp_path):
    path = tmp_path / "tep"
    path.write_bytes(packed(a__zip=packed(b__txt=b"x"), z__docx=words("MẬT")))
    with pytest.raises(errors.StateSecret):
        look(path, "tep")


@pytest.fixture(scope="module")
def saved_otherwise(tmp_path_factory):
    """A folder of papers that LibreOffice saved as other kinds, one beginning of it for each kind: <where>.<ending>."""
    folder = tmp_path_factory.mktemp("otherwise")
    for where in OLD_PLACES:
        made = words(**{where: "TUYỆT MẬT"}) if where != "body" else words("TUYỆT MẬT")
        (folder / f"{where}.docx").write_bytes(made)
    for ending in OLD_KINDS:
        saved_as(ending, sorted(folder.glob("*.docx")), folder)
    return folder


OLD_PLACES, OLD_KINDS = ("body", "header", "cell"), ("doc", "odt", "rtf")


@needs_office
@pytest.mark.parametrize("ending", OLD_KINDS)
@pytest.mark.parametrize("where", OLD_PLACES)
def test_old_kinds_are_looked_into_too(saved_otherwise, ending, where):
    with pytest.raises(errors.StateSecret):
        look(saved_otherwise / f"{where}.{ending}", "tep")


def test_words_of_old_sheets_and_slides_are_looked_for(tmp_path):
    """As .xls and .ppt keep them: UTF-16 between bytes of other meaning, at any place."""
    for shift in (b"", b"\x01"):
        old = (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + shift
            + b"\x05\x00\x00\x01"
            + "TỐI MẬT".encode("utf-16-le")
        )
        (tmp_path / "a").write_bytes(old + b"\x00\x00\xff\xfe\x01" * 40)
        with pytest.raises(errors.StateSecret):
            look(tmp_path / "a", "a.xls")


@pytest.mark.skipif(not shutil.which("tesseract"), reason="no text recognition here")
def test_a_stamp_on_a_later_page_of_a_scan_is_seen(tmp_path):
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(FONT, 44)
    pages = []
    for number in range(3):
        page = Image.new("RGB", (1240, 1754), "white")
        draw = ImageDraw.Draw(page)
        draw.text((150, 150), "ỦY BAN NHÂN DÂN TỈNH", font=font, fill="black")
        for line in range(12):
            draw.text(
                (150, 500 + 60 * line),
                "Nội dung công việc bình thường của trang này.",
                font=font,
                fill="black",
            )
        if number == 2:
            draw.rectangle((150, 250, 400, 340), outline="red", width=4)
            draw.text((215, 268), "MẬT", font=font, fill="red")
        pages.append(page)
    pages[0].save(tmp_path / "a.pdf", save_all=True, append_images=pages[1:], resolution=150)
    with pytest.raises(errors.StateSecret):
        look(tmp_path / "a.pdf", "a.pdf", 60.0)
    pages[0].save(tmp_path / "b.pdf", save_all=True, append_images=pages[:1], resolution=150)
    assert look(tmp_path / "b.pdf", "b.pdf", 60.0) == ""
    assert look(tmp_path / "b.pdf", "b.pdf", 0.0) == "too-long"


def printed(*lines: tuple[int, int, str]):
    """A page of plain black print, as a copier gives it: (left, top, words) each."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(FONT, 28)
    page = Image.new("L", (1240, 1754), 255)
    for left, top, words_of_line in lines:
        ImageDraw.Draw(page).text((left, top), words_of_line, font=font, fill=0)
    return page


HEAD = (
    (120, 120, "ỦY BAN NHÂN DÂN TỈNH"), (640, 120, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (120, 190, "Số: 12/BC-UBND"), (700, 160, "Độc lập - Tự do - Hạnh phúc"),
)  # fmt: skip
BODY = tuple(
    (120, 320 + 50 * line, "Việc bảo vệ bí mật nhà nước được thực hiện đúng quy định") for line in range(4)
)


@pytest.mark.skipif(not shutil.which("tesseract"), reason="no text recognition here")
@pytest.mark.parametrize(
    ("stamp", "level"),
    [
        ((440, 190, "MẬT"), "MẬT"),
        ((120, 260, "TỐI MẬT"), "TỐI MẬT"),
        ((120, 250, "Độ mật: TUYỆT MẬT"), "TUYỆT MẬT"),
    ],
)
def test_a_stamp_in_plain_print_is_seen_in_a_scan(tmp_path, stamp, level):
    """Beside the number, under it, in words: without a frame and without red, on a later page and in a picture too."""
    clear, stamped = printed(*HEAD, *BODY), printed(*HEAD, stamp, *BODY)
    stamped.save(tmp_path / "a.png")
    clear.save(tmp_path / "a.pdf", save_all=True, append_images=[stamped], resolution=150)
    for name in ("a.png", "a.pdf"):
        with pytest.raises(errors.StateSecret) as refused:
            look(tmp_path / name, name, 120.0)
        assert refused.value.params["stamp"] == level


@pytest.mark.skipif(not shutil.which("tesseract"), reason="no text recognition here")
def test_words_of_secrets_and_of_honey_are_no_stamp_in_a_scan(tmp_path):
    printed(*HEAD, *BODY).save(tmp_path / "a.png")
    printed((400, 200, "MẬT"), (400, 300, "ONG")).save(tmp_path / "b.png")  # a label in a photograph
    assert look(tmp_path / "a.png", "a.png", 120.0) == look(tmp_path / "b.png", "b.png", 120.0) == ""


def grain(side):
    """What a photograph of leaves or of a crowd is to the recognition of text: specks without end."""
    from PIL import Image, ImageFilter

    return Image.effect_noise((side, side), 200).filter(ImageFilter.GaussianBlur(2))


@pytest.mark.skipif(not shutil.which("tesseract"), reason="no text recognition here")
@pytest.mark.parametrize("name", ["la.jpg", "la.pdf"])
def test_a_picture_in_which_text_is_looked_for_too_long_was_not_seen_and_is_not_refused(
    tmp_path, monkeypatch, name
):
    monkeypatch.setattr(looking, "_LEAST", 0.1)
    grain(1800).save(tmp_path / name)
    assert look(tmp_path / name, name, 0.1) == "too-long"
    monkeypatch.setattr(first_look, "_SCANS", 0.1)
    monkeypatch.setattr(first_look, "_STAMPS", 0.2)
    assert first_look.stamps(tmp_path / name, name) == "too-long"


def test_a_locked_zip_is_told_as_locked(tmp_path):
    content = bytearray(packed(a__txt=b"x"))
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + flag] |= 1
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(errors.Protected):
        look(tmp_path / "a", "a.zip")
