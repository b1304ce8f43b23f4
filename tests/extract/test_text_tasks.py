"""What running text gives units to do: headings, sentences, label lines; and what gives nobody anything."""

from __future__ import annotations

import pytest

from pipeline.extract.text_tasks import read_text_tasks
from pipeline.plan import Task
from pipeline.read.text import parse_text
from pipeline.segment.sections import read_sections


def tasks_of(text: str) -> list[Task]:
    body = read_sections(parse_text(text).lines, is_exact=True)
    return list(read_text_tasks(body.outline, None, 2026))


def test_items_below_a_units_name_are_its_tasks() -> None:
    first, second, third = tasks_of(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi, đôn đốc việc thực hiện.\n\n"
        "- Tổng hợp, báo cáo trước ngày 15/12/2026.\n\n2. Giao Sở Tài chính:\n\nBố trí kinh phí."
    )
    assert (first.task, first.lead, first.section) == (
        "Theo dõi, đôn đốc việc thực hiện.",
        "Sở Nội vụ",
        "I.1",
    )
    assert first.group == ("I. TỔ CHỨC THỰC HIỆN", "1. Sở Nội vụ")
    assert (second.deadline, second.due and second.due.end) == ("trước ngày 15/12/2026", "2026-12-15")
    assert (third.task, third.lead_units) == ("Bố trí kinh phí.", ("Sở Tài chính",))


@pytest.mark.parametrize(
    ("sentence", "lead", "coordination"),
    [
        ("Giao Văn phòng UBND tỉnh chủ trì, phối hợp với Sở Nội vụ tham mưu tổ chức hội nghị.",
         "Văn phòng UBND tỉnh", "Sở Nội vụ"),
        ("Sở Y tế có trách nhiệm theo dõi, đôn đốc.", "Sở Y tế", ""),
        ("Khoa Dược: Phụ trách kho thuốc.", "Khoa Dược", ""),
        ("Giao Văn phòng Cục là đơn vị thường trực của cuộc thi.", "Văn phòng Cục", ""),
        ("Đối với giáo viên: Soạn bài đúng lịch.", "giáo viên", ""),
        ("Đồng chí Phó Bí thư: Chuẩn bị hồ sơ.", "Đồng chí Phó Bí thư", ""),
        ("Giao Văn phòng - Thống kê niêm yết công khai thủ tục.", "Văn phòng - Thống kê", ""),
        ("Đề nghị MTTQ và các đoàn thể phối hợp tuyên truyền.", "MTTQ và các đoàn thể", ""),
        ("Ban Chỉ đạo chuyển đổi số tỉnh đôn đốc các sở, ban, ngành.", "Ban Chỉ đạo chuyển đổi số tỉnh", ""),
        ("Căn cứ Kế hoạch này, các cơ quan, tổ chức, cá nhân xây dựng kế hoạch.", "các cơ quan, tổ chức, cá nhân", ""),
        ("HĐND xã giao UBND xã tổ chức thực hiện Nghị quyết.", "UBND xã", ""),
        ("Chủ tịch UBND tỉnh yêu cầu Giám đốc Sở Y tế rà soát kho thuốc.", "Giám đốc Sở Y tế", ""),
        ("Các Sở: Nội vụ, Y tế, Xây dựng rà soát danh mục.", "Các Sở: Nội vụ, Y tế, Xây dựng", ""),
        ("Sở Y tế trong phạm vi quản lý mở kho thuốc, chủ động dự trữ.", "Sở Y tế", ""),
        ("Ủy ban bầu cử xã niêm yết danh sách cử tri.", "Ủy ban bầu cử xã", ""),
        ("Ban Quản lý dự án đầu tư xây dựng huyện bàn giao mặt bằng.", "Ban Quản lý dự án đầu tư xây dựng huyện", ""),
        ("Sở Y tế chủ trì, phối hợp với các viện (viện nghiên cứu, trường) trong việc mua thuốc.",
         "Sở Y tế", "các viện (viện nghiên cứu, trường)"),
    ],
)  # fmt: skip
def test_sentences_that_name_who_does_it(sentence: str, lead: str, coordination: str) -> None:
    (task,) = tasks_of(f"I. TỔ CHỨC THỰC HIỆN\n\n1. {sentence}")
    assert (task.task, task.lead, task.coordination, task.no) == (sentence, lead, coordination, "1")


@pytest.mark.parametrize("heading", ["1. Bộ Y tế có trách nhiệm", "1. Bộ Y tế có các nhiệm vụ sau đây:"])
def test_what_a_unit_is_responsible_for_stands_below_it(heading: str) -> None:
    found = tasks_of(f"I. TRÁCH NHIỆM\n\n{heading}\n\na) Mua thuốc trong thời gian 05 ngày.\n\nb) Mở kho.")
    assert [(task.task, task.lead, task.deadline) for task in found] == [
        ("Mua thuốc trong thời gian 05 ngày.", "Bộ Y tế", "trong thời gian 05 ngày"),
        ("Mở kho.", "Bộ Y tế", ""),
    ]


def test_label_lines_are_of_the_items_above_them_since_the_last_ones() -> None:
    first, second, third = tasks_of(
        "I. NHIỆM VỤ\n\n- Lập danh mục.\n\n- Công bố danh mục.\n\n"
        "Đơn vị chủ trì: Phòng Văn hóa; Đơn vị phối hợp: Văn phòng.\n\n"
        "- In tài liệu.\n\nĐơn vị chủ trì: Văn phòng.\n\nThời gian: Quý II/2026."
    )
    assert [task.lead for task in (first, second, third)] == ["Phòng Văn hóa", "Phòng Văn hóa", "Văn phòng"]
    assert (second.coordination, third.deadline, first.deadline) == ("Văn phòng", "Quý II/2026", "")


def test_an_item_with_label_lines_below_it() -> None:
    (task,) = tasks_of(
        "I. NHIỆM VỤ\n\n1. Lập danh mục.\n\na) Đơn vị chủ trì: Sở Y tế.\n\nb) Sản phẩm: Danh mục.\n\nc) Kinh phí: 20 triệu đồng."
    )
    assert (task.task, task.lead, task.product) == ("Lập danh mục.", "Sở Y tế", "Danh mục")
    assert task.extra == {"Kinh phí": "20 triệu đồng"}


@pytest.mark.parametrize(
    "text",
    [
        "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Các sở, ban, ngành chủ động thực hiện kế hoạch.",
        "II. TỔ CHỨC THỰC HIỆN\n\nTrong quá trình thực hiện, các cơ quan báo cáo vướng mắc.",
        "I. NHIỆM VỤ\n\n- Phòng, chống dịch bệnh.\n\n- Tổ chức hội nghị.",
        "Chủ tịch UBND xã thông báo như sau:\n\n- Ngày mồng một nghỉ cả xã.",
        "I. TUYÊN TRUYỀN\n\nUBND xã đã tổ chức 03 hội nghị.\n\nII. THÀNH PHẦN\n\n- Cán bộ, giáo viên tham gia: 40 người",
        "I. LỊCH HỌC\n\n- Trường Mầm non: Ngày 22/8/2026.\n\n- Trường THCS: Từ ngày 24/8/2026.",
        "BAN THƯỜNG VỤ ĐOÀN XÃ\n\n- Căn cứ Điều lệ Đoàn;\n\n- Để thống nhất việc thực hiện,",
        "I. BAN CHỈ ĐẠO\n\n- Trưởng ban: Phó Chủ tịch UBND xã Lê Văn Bình.",
        "Điều 2. Chánh Văn phòng, các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này.",
    ],
)
def test_what_gives_nobody_anything_to_do(text: str) -> None:
    assert tasks_of(text) == []


def test_what_a_label_says_of_an_item_goes_before_what_its_sentence_names() -> None:
    (task,) = tasks_of(
        "1. Các trường tiểu học mở lớp học bơi cho học sinh.\n\na) Đơn vị chủ trì: Sở Giáo dục và Đào tạo."
    )
    assert task.lead == "Sở Giáo dục và Đào tạo"


def test_a_later_sentence_gives_an_article_something_to_do() -> None:
    (task,) = tasks_of(
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Giao Sở Tư pháp công khai Danh mục trong thời hạn "
        "05 ngày làm việc, kể từ ngày Quyết định có hiệu lực thi hành."
    )
    assert (task.lead, task.section) == ("Sở Tư pháp", "Điều 2")
    assert task.task.startswith("Giao Sở Tư pháp")
    assert task.deadline == "trong thời hạn 05 ngày làm việc, kể từ ngày Quyết định có hiệu lực thi hành"


def test_points_below_labels_of_what_is_to_be_done() -> None:
    first, second = tasks_of(
        "1. Hồ sơ chưa số hóa.\n\n- Nguyên nhân: Thiếu máy quét.\n\n- Giải pháp thực hiện:\n\n+ Mua máy quét.\n\n"
        "+ Giao Văn phòng số hóa hồ sơ.\n\n- Thời gian thực hiện: Quý I/2026."
    )
    assert [(task.lead, task.deadline) for task in (first, second)] == [
        ("", "Quý I/2026"),
        ("Văn phòng", "Quý I/2026"),
    ]
    assert first.extra == {"Nguyên nhân": "Thiếu máy quét"}


def test_a_day_of_every_year_is_a_deadline() -> None:
    (task,) = tasks_of("I. TỔ CHỨC THỰC HIỆN\n\n1. Các thôn báo cáo kết quả trước ngày 15/12 hằng năm.")
    assert task.deadline == "trước ngày 15/12 hằng năm"
    assert task.due is not None
    assert task.due.recurrence == "yearly"
