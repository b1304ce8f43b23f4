"""The inside of a paragraph: runs of text, fields, marks of notes, breaks, equations, boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.read.docx.content import Role, Span, TextLine
from pipeline.read.docx.equations import equation
from pipeline.read.docx.pages import Pages
from pipeline.read.docx.styles import Look, Styles
from pipeline.read.docx.symbols import shown, symbol
from pipeline.read.docx.xml import Element, M, W, child, contents, number, toggle, value
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.numerals import raised

# Signs without a width or a shape: they part words that are one, or mark where a line may break.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
# A raised text that points to a note: 1, *, (2), 1,2.
_MARK = re.compile(r"\s*[\d*†‡(\[][\d*†‡,()\[\]\s]*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_BASE_OF_POWERS = re.compile(r"(?<![\d.,])10$")


@dataclass
class Fields:
    """The fields (`{PAGE}`, `{TOC …}`) that are open: their instructions are not shown, their results are."""

    has_result: list[bool] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return all(self.has_result)

    def meet(self, character: Element) -> str:
        """Opens, turns or closes a field; the text of a form's field that is shown without being typed."""
        kind = character.get(W + "fldCharType")
        if kind == "begin":
            self.has_result.append(False)
            return _form_text(child(character, "ffData"))
        if self.has_result and kind == "separate":
            self.has_result[-1] = True
        elif self.has_result and kind == "end":
            self.has_result.pop()
        return ""


@dataclass
class Inline:
    """What a paragraph, or several that are shown as one, comes to while it is read."""

    pages: Pages
    styles: Styles
    fields: Fields
    mark_of: Callable[[str, str], str]
    """The mark of a note, by its kind ("footnote", "endnote") and its id."""
    style: str | None = None
    lines: list[tuple[list[Span], int]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    is_begun: bool = False

    def read(self, element: Element) -> None:
        """Adds what is shown of a paragraph, or of a part of one."""
        for part in contents(element):
            if part.tag == W + "r":
                self._read_run(part)
            elif part.tag in (M + "oMath", M + "oMathPara"):
                self.add(equation(part), Look())

    def finished(self) -> tuple[TextLine, ...]:
        if not self.lines:
            self._begin_line()
        return tuple(TextLine(_joined(spans), page) for spans, page in self.lines)

    @property
    def has_text(self) -> bool:
        return any(span.text.strip() for spans, _ in self.lines for span in spans)

    def add(self, text: str, look: Look, role: Role = "text") -> None:
        """Adds text that looks so; hidden and struck text is not shown."""
        # In fonts from before Unicode the code of a sign without a width is a letter's.
        text = _INVISIBLE.sub("", shown(text, look.font))
        text = text.upper() if look.is_capital else text
        if look.is_hidden or not text:
            return
        if look.is_struck:
            self.struck.append(text)
            return
        if not self.lines:
            self._begin_line()
        spans = self.lines[-1][0]
        if text.strip():
            if not any(span.text.strip() for span in spans):
                self.lines[-1] = spans, self.pages.number
            self.pages.print()
        if look.is_raised and role == "text":
            text, role = _raised(text, "".join(span.text for span in spans))
        spans.append(Span(text, role, look.is_bold))

    def _begin_line(self) -> None:
        self.lines.append(([], self.pages.number))

    def _read_run(self, run: Element) -> None:
        look = self.styles.look(self.style, child(run, "rPr"))
        for part in contents(run):
            name = part.tag.removeprefix(W)
            if name == "fldChar":
                self.add(self.fields.meet(part), look)
            elif not self.fields.is_shown:
                continue
            elif name in ("br", "cr", "lastRenderedPageBreak"):
                self._break(name, part.get(W + "type"), look)
            elif name in ("footnoteReference", "endnoteReference"):
                self._refer(name.removesuffix("Reference"), part, look)
            elif name in ("drawing", "pict", "object"):
                self.boxes += _boxes(part)
            elif name == "ruby":
                self._read_ruby(part)
            else:
                self.add(_text_of(name, part), look)

    def _break(self, name: str, kind: str | None, look: Look) -> None:
        if look.is_hidden:
            return
        if name == "lastRenderedPageBreak":
            self.pages.rendered()
            return
        if not self.lines:
            self._begin_line()
        if kind == "page":
            self.pages.asked()
        self._begin_line()

    def _refer(self, kind: str, reference: Element, look: Look) -> None:
        mark = "" if look.is_hidden else self.mark_of(kind, reference.get(W + "id", ""))
        # A mark of the author's own is typed behind the reference.
        if reference.get(W + "customMarkFollows") not in ("1", "true", "on"):
            self.add(raised(mark), Look(), "mark")

    def _read_ruby(self, ruby: Element) -> None:
        base = child(ruby, "rubyBase")
        for run in contents(base) if base is not None else ():
            self._read_run(run)


def _boxes(drawing: Element) -> Iterator[Element]:
    """The text boxes of a drawing, each once: those inside a box are read with it."""
    for part in contents(drawing):
        if part.tag == W + "txbxContent":
            yield part
        else:
            yield from _boxes(part)


def _text_of(name: str, part: Element) -> str:
    """The text that an element of a run stands for, "" where it stands for none."""
    if name == "t":
        return re.sub(r"[\r\n]+", " ", part.text or "")
    if name == "sym":
        return symbol(part.get(W + "font", ""), _hexadecimal(part.get(W + "char", "")))
    return {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}.get(name, "")


def _hexadecimal(text: str) -> int:
    return int(text, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", text) else 0


def _form_text(form: Element | None) -> str:
    """What a form's tick box or list shows: it is not in the text."""
    if (box := child(form, "checkBox")) is not None:
        is_ticked = toggle(box, "checked")
        return "☒" if (toggle(box, "default") if is_ticked is None else is_ticked) else "☐"
    if (choices := child(form, "ddList")) is not None:
        entries = [entry.get(W + "val", "") for entry in choices.iterfind(W + "listEntry")]
        place = number(value(choices, "result") or value(choices, "default"))
        return entries[place] if place < len(entries) else ""
    return ""


def _raised(text: str, before: str) -> tuple[str, Role]:
    """A raised text: the power of a unit or of ten, a mark that points to a note, or what it is."""
    before = before.rstrip()
    if not before or not _MARK.fullmatch(text):
        is_power = text.strip().lstrip("-−").isdigit() and _BASE_OF_POWERS.search(before)
        return (raised(text), "text") if is_power else (text, "text")
    unit = _LAST_WORD.search(before)
    is_unit = unit is not None and f"{unit.group()}{text.strip()}".lower() in _units_with_powers()
    if is_unit or _BASE_OF_POWERS.search(before):
        return raised(text), "text"
    return raised(text), "mark"


def _units_with_powers() -> frozenset[str]:
    return frozenset(unit for unit in dictionaries.lines("measure-units.txt") if unit[-1:] in ("2", "3"))


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans of one role and weight side by side as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and (joined[-1].role, joined[-1].is_bold) == (span.role, span.is_bold):
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)
