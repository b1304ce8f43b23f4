"""Nothing is lost: every letter that a Word file's own XML shows is in the document that is read."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.document import Document
from tests.read.word import p, r, read, tbl, tc, tr

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)

WORDS = ["kế", "hoạch", "Sở", "Nội vụ", "12", "1,5", "%", "45/KH-UBND", "CHỦ TỊCH", "Nơi nhận:"]
WRAPPERS = [
    "{}",
    "{}",
    "<w:ins>{}</w:ins>",
    "<w:del>{}</w:del>",
    "<w:hyperlink>{}</w:hyperlink>",
    "<w:smartTag>{}</w:smartTag>",
    '<w:fldSimple w:instr="REF a">{}</w:fldSimple>',
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<m:oMath><m:f><m:num><m:r><m:t>1,5</m:t></m:r></m:num><m:den/></m:f></m:oMath>{}",
    "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>",
]
LOOKS = ["", "", "<w:vanish/>", "<w:strike/>", '<w:vertAlign w:val="superscript"/>', "<w:caps/>"]
CELLS = ["", "", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"]
ROWS = ["", "", '<w:gridBefore w:val="1"/>', "<w:del/>"]


@st.composite
def bodies(draw: st.DrawFn, depth: int = 2) -> str:
    """Some blocks: paragraphs of all kinds, tables of such blocks, text boxes of them."""
    return "".join(_block(draw, depth) for _ in range(draw(st.integers(1, 3))))


def _block(draw: st.DrawFn, depth: int) -> str:
    if depth and draw(st.booleans()):
        rows = [_row(draw, depth - 1) for _ in range(draw(st.integers(0, 3)))]
        return tbl(*rows, borders=draw(st.booleans()))
    runs = [_run(draw) for _ in range(draw(st.integers(0, 3)))]
    if depth and draw(st.integers(0, 4)) == 0:
        runs.append(r(f"<w:pict><w:txbxContent>{draw(bodies(depth - 1))}</w:txbxContent></w:pict>"))
    return p(*runs, number=draw(st.sampled_from([None, None, (1, 0)])))


def _run(draw: st.DrawFn) -> str:
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)))
    return draw(st.sampled_from(WRAPPERS)).format(r(text, draw(st.sampled_from(LOOKS))))


def _row(draw: st.DrawFn, depth: int) -> str:
    cells = [tc(draw(bodies(depth)), draw(st.sampled_from(CELLS))) for _ in range(draw(st.integers(0, 3)))]
    return tr(*cells, look=draw(st.sampled_from(ROWS)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies())
def test_every_letter_is_in_the_document(tmp_path: Path, body: str) -> None:
    document = read(tmp_path, p("Kế hoạch") + body, numbering=LIST)
    with ZipFile(tmp_path / "file.docx") as file:
        root = etree.fromstring(file.read("word/document.xml"))
    assert _letters(_printed(document)) == _letters(_written(root))


def _written(root: etree._Element) -> Iterator[str]:
    """The texts that are shown, by the letter of the format."""
    for text in root.iter(W + "t", M + "t"):
        above = [one.tag for one in text.iterancestors()]
        rows = list(text.iterancestors(W + "tr"))
        is_deleted = (
            W + "del" in above
            or FALLBACK in above
            or any(one.find(f"{W}trPr/{W}del") is not None for one in rows)
        )
        run = text.getparent()
        is_hidden = run is not None and run.find(f"{W}rPr/{W}vanish") is not None
        if not is_deleted and not is_hidden:
            yield text.text or ""


def _printed(document: Document) -> Iterator[str]:
    """The lines without the numbers that Word sets, and what stands apart."""
    for line in document.lines:
        typed = line.raw
        for word in reversed(line.words):
            if word.note == "automatic":
                typed = typed[: word.start] + typed[word.end :]
        yield typed
    yield from (aside.text for aside in document.asides)


def _letters(texts: Iterable[str]) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", "".join(texts)).upper()
    return Counter(letter for letter in plain if letter.isalnum())
