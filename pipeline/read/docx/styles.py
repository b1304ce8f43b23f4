"""Styles: how a run looks (hidden, struck, raised, its font), what its paragraph takes from its style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.read.docx.xml import Element, W, child, toggle, value


@dataclass(frozen=True, slots=True)
class Look:
    """What of a run's formatting changes what its text says."""

    is_hidden: bool = False
    is_struck: bool = False
    is_capital: bool = False
    is_raised: bool = False
    is_bold: bool = False
    font: str = ""


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their ids, and what holds where no style says otherwise."""

    by_id: dict[str, Element] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    """The default style's id for each type: paragraph, character, table."""
    run_defaults: Element | None = None

    def chain(self, style: str | None, kind: str = "paragraph") -> Iterator[Element]:
        """A style and those that it is based on, the nearest first."""
        key = style if style in self.by_id else self.defaults.get(kind)
        seen: set[str] = set()
        while key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            key = value(self.by_id[key], "basedOn")

    def look(self, paragraph: str | None, properties: Element | None) -> Look:
        """How a run looks whose own properties are `properties`, in a paragraph of style `paragraph`."""
        levels = [
            [child(style, "rPr") for style in self.chain(paragraph)],
            [child(style, "rPr") for style in self.chain(value(properties, "rStyle"), "character")],
        ]
        by_rank = [properties, *levels[1], *levels[0], self.run_defaults]
        raised = _first(by_rank, "vertAlign") or ""
        font = _first(by_rank, "rFonts", "ascii") or _first(by_rank, "rFonts", "hAnsi") or ""
        return Look(
            is_hidden=self._is_on("vanish", properties, levels),
            is_struck=self._is_on("strike", properties, levels) or self._is_on("dstrike", properties, levels),
            is_capital=self._is_on("caps", properties, levels),
            is_raised=raised == "superscript",
            is_bold=self._is_on("b", properties, levels),
            font=font,
        )

    def _is_on(self, name: str, properties: Element | None, levels: list[list[Element | None]]) -> bool:
        """A toggle: said of the run itself it holds; said by both its styles it cancels out."""
        if (own := toggle(properties, name)) is not None:
            return own
        said = [
            next((on for one in level if (on := toggle(one, name)) is not None), None) for level in levels
        ]
        if said == [None, None]:
            return toggle(self.run_defaults, name) or False
        return bool(said[0]) != bool(said[1])

    def is_contents(self, style: str | None) -> bool:
        """Whether a paragraph's style is one of those of tables of contents."""
        return any((value(one, "name") or "").lower().startswith("toc ") for one in self.chain(style))

    def breaks_page(self, style: str | None) -> bool:
        own = (toggle(child(one, "pPr"), "pageBreakBefore") for one in self.chain(style))
        return next((on for on in own if on is not None), False)


def read_styles(root: Element | None) -> Styles:
    """The styles of a part styles.xml; none where there is no such part."""
    if root is None:
        return Styles()
    by_id: dict[str, Element] = {}
    defaults: dict[str, str] = {}
    for style in root.iter(W + "style"):
        key, kind = style.get(W + "styleId", ""), style.get(W + "type", "paragraph")
        by_id.setdefault(key, style)
        if style.get(W + "default") in ("1", "true", "on"):
            defaults[kind] = key
    # No character style is the default one: it would only repeat the paragraph's.
    defaults.pop("character", None)
    return Styles(by_id, defaults, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))


def _first(properties: list[Element | None], name: str, attribute: str = "val") -> str | None:
    found = (value(one, name, attribute) for one in properties)
    return next((text for text in found if text is not None), None)
