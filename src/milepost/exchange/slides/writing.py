"""Writes a presentation, each slide with a title and each figure with its description."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Pt

from milepost.exchange.slides.deck import Bars, Deck, Rows, Slide, Words

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, TOP, ACROSS, DOWN = Inches(0.6), Inches(1.45), Inches(12.1), Inches(5.3)
FOOT = Inches(6.95)
TITLE_ONLY, TITLE = 5, 0
INK, QUIET, ACCENT = RGBColor(0x18, 0x20, 0x2B), RGBColor(0x56, 0x61, 0x71), RGBColor(0x1F, 0x5F, 0xAD)
HEAD, LINE_COLOR = RGBColor(0xE8, 0xEC, 0xF1), "DFE4EA"
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style without lines and fills, by the number that PowerPoint knows it by."""
ROW, LINE, MARGINS = Inches(0.4), Inches(0.2), Inches(0.1)
LETTERS_AN_INCH = 11
"""Of the text of a table, at 12 points, on the safe side."""
LETTERS_A_TITLE = 44
LETTERS_A_LINE, WORDS_SIZES = {24: 60, 20: 72, 16: 92}, (24, 20, 16)
"""How many letters fit into a line of paragraphs, by the size in points, on the safe side."""


def write_deck(deck: Deck) -> bytes:
    """Give a presentation as a .pptx file."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    made.core_properties.title = deck.title
    made.core_properties.author = deck.author
    made.core_properties.language = "en-US"
    _write_first(made, deck)
    for slide in deck.slides:
        _add(made, slide, ", ".join(filter(None, (deck.title, deck.subtitle))))
    output = BytesIO()
    made.save(output)
    return output.getvalue()


def _write_first(made: Any, deck: Deck) -> None:
    first = made.slides.add_slide(made.slide_layouts[TITLE])
    first.shapes.title.text = deck.title
    first.placeholders[1].text = deck.subtitle
    _place(first.shapes.title, Inches(2.1), Inches(1.6))
    _place(first.placeholders[1], Inches(3.85), Inches(0.8))
    first.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _set_type(first.shapes.title.text_frame, 40, bold=True)
    _set_type(first.placeholders[1].text_frame, 22, color=QUIET)
    _bar(first, LEFT + Inches(0.1), Inches(3.75), Inches(1.6), Inches(0.06))


def _add(made: Any, slide: Slide, foot: str) -> None:
    match slide:
        case Words():
            _write_words(_titled(made, slide.title, foot), slide)
        case Bars():
            _write_bars(_titled(made, slide.title, foot), slide)
        case Rows():
            for number, rows in enumerate(_fitting(slide)):
                part = f"{slide.title} (continued)" if number else slide.title
                _write_rows(_titled(made, part, foot), slide, rows)


def _fitting(slide: Rows) -> list[list[Sequence[str]]]:
    """Divide the rows of a table among slides, evenly, by the lines that their longest cells take."""
    heights = [_height(row, slide.widths) for row in slide.rows]
    room = DOWN - ROW
    # As full as they go tells how many slides there are; a share of the whole tells where each may end.
    count = len(_cut(heights, room))
    share = next(
        (room * part // 20 for part in range(4, 20) if len(_cut(heights, room * part // 20)) == count), room
    )
    return [[slide.rows[one] for one in page] for page in _cut(heights, share)]


def _cut(heights: Sequence[int], room: int) -> list[list[int]]:
    pages: list[list[int]] = [[]]
    left = room
    for number, height in enumerate(heights):
        if pages[-1] and height > left:
            pages.append([])
            left = room
        pages[-1].append(number)
        left -= height
    return pages


def _height(row: Sequence[str], widths: Sequence[float]) -> int:
    across = [max(1, int(ACROSS / Inches(1) * share * LETTERS_AN_INCH)) for share in widths]
    lines = max(ceil(len(text) / letters) for text, letters in zip(row, across, strict=True))
    return max(ROW, MARGINS + LINE * lines)


def _titled(made: Any, title: str, foot: str) -> Any:
    added = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    added.shapes.title.text = title
    _place(added.shapes.title, Inches(0.3), Inches(0.85))
    added.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _set_type(added.shapes.title.text_frame, 28 if len(title) <= LETTERS_A_TITLE else 22, bold=True)
    _bar(added, LEFT + Inches(0.1), Inches(1.2), Inches(0.9), Inches(0.04))
    _write_foot(added, foot, len(made.slides))
    return added


def _write_foot(added: Any, text: str, number: int) -> None:
    """Say below which report this is and on which slide, for slides are shown and printed one by one."""
    wide = ACROSS - Inches(1)
    for left, width, words, align in (
        (LEFT, wide, text, PP_ALIGN.LEFT),
        (LEFT + wide, Inches(1), str(number), PP_ALIGN.RIGHT),
    ):
        frame = added.shapes.add_textbox(left, FOOT, width, Inches(0.35)).text_frame
        frame.text, frame.word_wrap = words, True
        _set_type(frame, 12, color=QUIET)
        frame.paragraphs[0].alignment = align


def _bar(added: Any, left: int, top: int, width: int, height: int) -> None:
    bar = added.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, height)
    bar.fill.solid()
    bar.fill.fore_color.rgb = ACCENT
    bar.line.fill.background()
    bar.shadow.inherit = False


def _set_type(frame: Any, size: int, *, bold: bool = False, color: RGBColor = INK) -> None:
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(size), bold, color


def _place(shape: Any, top: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = LEFT, top, ACROSS, height


def _write_words(added: Any, slide: Words) -> None:
    frame = added.shapes.add_textbox(LEFT, TOP, ACROSS, DOWN).text_frame
    frame.word_wrap = True
    size = _size_of(slide.paragraphs)
    for number, text in enumerate(slide.paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = text
        paragraph.space_after = Pt(size * 0.6)
    _set_type(frame, size)


def _size_of(paragraphs: Sequence[str]) -> int:
    """Give the largest size in points at which paragraphs fit on a slide."""
    for size in WORDS_SIZES:
        lines = sum(ceil(len(text) / LETTERS_A_LINE[size]) or 1 for text in paragraphs)
        if Pt(size) * (1.2 * lines + 0.6 * len(paragraphs)) <= DOWN:
            return size
    return WORDS_SIZES[-1]


def _write_bars(added: Any, slide: Bars) -> None:
    data = CategoryChartData()
    data.categories = list(slide.categories)
    data.add_series(slide.series, list(slide.values))
    frame = added.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, LEFT, TOP, ACROSS, DOWN, data)
    _describe(frame, slide.title, slide.alt)
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    chart.font.size, chart.font.color.rgb = Pt(16), INK
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.category_axis.format.line.fill.background()
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.font.size = Pt(16)
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "General", False
    for number, color in enumerate(slide.colors):
        fill = plot.series[0].points[number].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(color.upper())


def _write_rows(added: Any, slide: Rows, rows: Sequence[Sequence[str]]) -> None:
    frame = added.shapes.add_table(
        len(rows) + 1, len(slide.headings), LEFT, TOP, ACROSS, ROW * (len(rows) + 1)
    )
    _describe(frame, slide.title, f"Table: {slide.title}; {', '.join(slide.headings)}")
    table = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_TABLE
    table.first_row, table.horz_banding = True, False
    for column, share in enumerate(slide.widths):
        table.columns[column].width = int(ACROSS * share)
    for number, row in enumerate([slide.headings, *rows]):
        for column, text in enumerate(row):
            _write_cell(table.cell(number, column), text, is_heading=number == 0)


def _write_cell(cell: Any, text: str, *, is_heading: bool) -> None:
    cell.text = text
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    _set_type(cell.text_frame, 12, bold=is_heading)
    if is_heading:
        cell.fill.solid()
        cell.fill.fore_color.rgb = HEAD
    # python-pptx knows no borders of cells; the format wants them before the fill.
    border, fill, color = (OxmlElement(name) for name in ("a:lnB", "a:solidFill", "a:srgbClr"))
    border.set("w", "9525")
    color.set("val", LINE_COLOR)
    fill.append(color)
    border.append(fill)
    cell._tc.get_or_add_tcPr().insert(0, border)


def _describe(frame: Any, name: str, alt: str) -> None:
    """Name a figure, and say what it shows to who cannot see it."""
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("name", name)
    properties.set("descr", alt)
