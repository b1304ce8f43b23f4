"""Automatic numbers, as Word shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.word import p, raws, read, tbl, tc, tr


def lvl(level: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


THREE = (lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)"))
LEGAL = (lvl(0, "upperRoman", "Điều %1."), lvl(1, "decimal", "%1.%2", "<w:isLgl/>"))


def num(key: int, inside: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="0"/>{inside}</w:num>'


def start(level: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


# The lists, the (list, level) of each paragraph, the numbers shown.
COUNTED = {
    "levels below begin anew": (
        lists(*THREE),
        [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)],
        ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1."],
    ),
    "a level that never restarts": (
        lists(THREE[0], lvl(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')),
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        ["I.", "1.", "II.", "2."],
    ),
    "a level that restarts below the first only": (
        lists(*THREE[:2], lvl(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>')),
        [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)],
        ["I.", "1.", "a)", "2.", "b)", "II.", "a)"],
    ),
    "numbers of several levels": (
        lists(lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2."), lvl(2, "decimal", "%1.%2.%3.")),
        [(1, 1), (1, 0), (1, 1), (1, 2), (1, 2)],
        ["1.1.", "2.", "2.1.", "2.1.1.", "2.1.2."],
    ),
    "legal numbers": (lists(*LEGAL), [(1, 0), (1, 1), (1, 0), (1, 1)], ["Điều I.", "1.1", "Điều II.", "2.1"]),
    "lists of one definition count on": (
        lists(*THREE, nums=num(1) + num(2)),
        [(1, 0), (2, 0), (1, 0)],
        ["I.", "II.", "III."],
    ),
    "a list that starts anew": (
        lists(*THREE, nums=num(1) + num(2, start(0, 7))),
        [(1, 0), (2, 0), (2, 0), (1, 0)],
        ["I.", "VII.", "VIII.", "IX."],
    ),
    "a level that starts anew only once": (
        lists(*THREE, nums=num(1, start(1, 5))),
        [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
        ["I.", "5.", "6.", "II.", "1."],
    ),
    "a level of its own": (
        lists(
            *THREE,
            nums=num(
                1, f'<w:lvlOverride w:ilvl="0">{lvl(0, "decimalZero", "(%1)", start=3)}</w:lvlOverride>'
            ),
        ),
        [(1, 0), (1, 0)],
        ["(03)", "(04)"],
    ),
    "no number": (lists(*THREE), [(1, 0), (0, 0), (9, 0), (1, 0)], ["I.", "", "", "II."]),
    "number without a sign": (lists(lvl(0, "none", "Mục")), [(1, 0), (1, 0)], ["Mục", "Mục"]),
    "hidden number": (lists(lvl(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")), [(1, 0)], [""]),
    "bullets": (
        lists(
            lvl(0, "bullet", "-"),
            lvl(1, "bullet", "\uf0b7", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'),
            lvl(2, "bullet", "o", '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>'),
            lvl(3, "bullet", "\uf0fc", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'),
        ),
        [(1, 0), (1, 1), (1, 2), (1, 3)],
        ["-", "•", "•", "✓"],
    ),
}


@pytest.mark.parametrize("name", COUNTED)
def test_numbers_are_shown_as_word_shows_them(tmp_path: Path, name: str) -> None:
    numbering, places, shown = COUNTED[name]
    document = read(tmp_path, "".join(p("nội dung", number=place) for place in places), numbering=numbering)
    assert raws(document) == [f"{number} nội dung".strip() for number in shown]


@pytest.mark.parametrize(("suffix", "line"), [("tab", "I. Mục"), ("space", "I. Mục"), ("nothing", "I.Mục")])
def test_numbers_are_words_of_their_own(tmp_path: Path, suffix: str, line: str) -> None:
    numbering = lists(lvl(0, "upperRoman", "%1.", f'<w:suff w:val="{suffix}"/>'))
    document = read(tmp_path, p("Mục", number=(1, 0)), numbering=numbering)
    assert raws(document) == [line]
    assert [(word.raw, word.text, word.note) for word in document.words] == [
        ("I.", "I.", "automatic"),
        ("Mục", "Mục", ""),
    ]
    assert [line[word.start : word.end] for word in document.words] == ["I.", "Mục"]


def test_numbers_by_style(tmp_path: Path) -> None:
    """The list is named by a style that others are based on; the levels name their styles."""
    linked = (
        lvl(0, "upperRoman", "%1.", '<w:pStyle w:val="D1"/>'),
        lvl(1, "decimal", "%2.", '<w:pStyle w:val="D2"/>'),
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="D1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="D2"><w:basedOn w:val="D1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="D3"><w:basedOn w:val="D2"/></w:style>'
    )
    body = (
        p("a", style="D1")
        + p("b", style="D2")
        + p("c", style="D3")
        + p("d", style="D1")
        + p("e", style="D2", number=(0, 0))
    )
    assert raws(read(tmp_path, body, numbering=lists(*linked), styles=styles)) == [
        "I. a",
        "1. b",
        "2. c",
        "II. d",
        "e",
    ]


def test_a_definition_may_name_the_style_whose_list_it_means(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{lvl(0, "decimal", "%1/")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert raws(read(tmp_path, p("a", number=(1, 0)), numbering=numbering, styles=styles)) == ["1/ a"]


def test_row_numbers_are_in_their_cells(tmp_path: Path) -> None:
    rows = [tr(tc(p(number=(1, 0))), f"việc {n}", "Sở Nội vụ") for n in range(3)]
    document = read(
        tmp_path, tbl(tr("STT", "Nhiệm vụ", "Chủ trì"), *rows), numbering=lists(lvl(0, "decimal", "%1"))
    )
    firsts = [
        document.lines[cell.lines[0]].text for cell in document.tables[0].cells if cell.columns == (0, 1)
    ]
    assert [text.strip() for text in firsts] == ["STT", "1", "2", "3"]


def test_what_is_deleted_or_hidden_is_not_counted(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
    body = (
        p("a", number=(1, 0))
        + p(deleted, number=(1, 0), end="<w:del/>")
        + p("b", number=(1, 0))
        + p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>", number=(1, 0), end="<w:vanish/>")
        + p("c", number=(1, 0))
    )
    assert raws(read(tmp_path, body, numbering=lists(lvl(0, "decimal", "%1.")))) == ["1. a", "2. b", "3. c"]
