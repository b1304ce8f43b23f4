"""What stands apart from the text: footnotes and endnotes with their marks, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.document import Aside, AsideKind
from pipeline.read.docx import formats
from pipeline.read.docx.content import Block, lines_of
from pipeline.read.docx.package import Package
from pipeline.read.docx.pages import Pages
from pipeline.read.docx.story import Story
from pipeline.read.docx.xml import Element, W, value

_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass
class Notes:
    """The notes of a document, numbered as the text refers to them."""

    package: Package
    pages: Pages
    _marks: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def mark_of(self, kind: str, key: str) -> str:
        """The mark of the note that the text refers to next."""
        if (kind, key) not in self._marks:
            count = 1 + sum(of == kind for of, _ in self._marks)
            self._marks[kind, key] = formats.shown(count, self._style(kind)), self.pages.number
        return self._marks[kind, key][0]

    def read(self, story: Story) -> Iterator[Aside]:
        """All notes that the text refers to, in that order."""
        parts: tuple[tuple[AsideKind, Element | None], ...] = (
            ("footnote", self.package.footnotes),
            ("endnote", self.package.endnotes),
        )
        for kind, root in parts:
            texts = {} if root is None else {one.get(W + "id"): one for one in root.iter(W + kind)}
            for (of, key), (mark, page) in list(self._marks.items()):
                if of == kind and key in texts and (text := _text(story.read(texts[key]))):
                    yield Aside(kind, text, page, mark)

    def _style(self, kind: str) -> str:
        """How marks are numbered: as the document's last section says, or its settings."""
        section = self.package.main.find(f"{W}body/{W}sectPr")
        said = (value(parent, f"{kind}Pr/numFmt") for parent in (section, self.package.settings))
        return next((style for style in said if style), _USUAL[kind])


def margins(package: Package, story: Story) -> Iterator[Aside]:
    """The texts of headers and footers, each once."""
    seen: set[str] = set()
    for kind, root in package.margins:
        text = _text(story.read(root))
        if text and text not in seen:
            seen.add(text)
            yield Aside("header" if kind == "header" else "footer", text, 1)


def _text(blocks: tuple[Block, ...]) -> str:
    """The lines of some blocks that have text."""
    texts = (" ".join(line.text.split()) for line in lines_of(blocks))
    return "\n".join(text for text in texts if text)
