"""An XML document in Microsoft Project's namespace, as a tree that is changed in place."""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, TreeBuilder, XMLParser
from xml.etree.ElementTree import ParseError as XmlError

from milepost.exchange.errors import Damaged
from milepost.exchange.fields import BadValue, number_of
from milepost.exchange.mspdi.schema import NAMESPACE, PLACES

Values = Mapping[str, str | None]
"""Texts by element name; `None` has no element."""

NO_NUMBER = -1
_PREFIX = f"{{{NAMESPACE}}}"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Builder(TreeBuilder):
    """Builds with plain names for the project's own namespace, and refuses document types."""

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        return super().start(tag.removeprefix(_PREFIX), attrs)

    def end(self, tag: str) -> Element:
        return super().end(tag.removeprefix(_PREFIX))

    def doctype(self, _name: str, _public: str, _system: str) -> None:
        raise Damaged("The original document declares a document type and cannot be written back.")


def parse(source: bytes) -> Element:
    """Read a document that was read before; raises `Damaged`."""
    parser = XMLParser(target=_Builder())  # noqa: S314 - the builder refuses document types, and with them entities
    try:
        parser.feed(source)
        root: Element = parser.close()
    except XmlError as error:
        raise Damaged(f"The original document is damaged ({error}) and cannot be written back.") from error
    return root


def serialize(root: Element) -> bytes:
    """Write the document with its declaration."""
    root.set("xmlns", NAMESPACE)
    output = BytesIO()
    ElementTree(root).write(output, encoding="UTF-8", xml_declaration=True)
    return output.getvalue()


def put(element: Element, values: Values) -> None:
    """Set, add or remove children so that they hold these texts, given in the schema's order."""
    present = {child.tag: child for child in element}
    added = False
    for name, text in values.items():
        child = present.get(name)
        if text is None:
            if child is not None:
                element.remove(child)
        elif child is None:
            SubElement(element, name).text = clean(text)
            added = True
        else:
            child.text = clean(text)
    if added and present:
        in_order(element)


def differing(texts: Values, before: Values) -> dict[str, str | None]:
    """Keep the texts that are not what they were, so that all else stays as its own program wrote it."""
    return {name: text for name, text in texts.items() if name not in before or before[name] != text}


def in_order(element: Element) -> None:
    """Sort children by the schema; one it does not know stays behind the one before it."""
    places = PLACES[element.tag]
    ranked: list[tuple[int, Element]] = []
    rank = -1
    for child in element:
        rank = places.get(child.tag, rank)
        ranked.append((rank, child))
    element[:] = [child for _, child in sorted(ranked, key=lambda pair: pair[0])]


def replace(element: Element, names: Iterable[str], children: Iterable[Element]) -> None:
    """Put children in the place of all that have one of these names."""
    for child in [child for child in element if child.tag in set(names)]:
        element.remove(child)
    element.extend(children)
    in_order(element)


def section(root: Element, name: str) -> Element:
    """Give the part of the document that holds the records of one kind, made where it lacks."""
    found = root.find(name)
    if found is None:
        found = SubElement(root, name)
        in_order(root)
    return found


def number_in(element: Element, name: str) -> int:
    """Give the whole number a child holds, or -1 where it holds none."""
    try:
        return round(number_of(element.findtext(name, "")))
    except BadValue:
        return NO_NUMBER


def clean(text: str) -> str:
    """Drop the characters that no XML document may hold."""
    return _FORBIDDEN.sub("", text)
