"""Writes a presentation, each slide with a title and each figure with its description."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from milepost.exchange.slides.deck import Bars, Deck, Rows, Slide, Words

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, TOP, ACROSS, DOWN = Inches(0.6), Inches(1.5), Inches(12.1), Inches(5.4)
TITLE_ONLY, TITLE = 5, 0
INK = RGBColor(0x18, 0x20, 0x2B)
ROW, LINE = Inches(0.4), Inches(0.2)
LETTERS_AN_INCH = 11
"""Of the text of a table, at 12 points, on the safe side."""


def write_deck(deck: Deck) -> bytes:
    """Give a presentation as a .pptx file."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    made.core_properties.title = deck.title
    made.core_properties.author = deck.author
    made.core_properties.language = "en-US"
    first = made.slides.add_slide(made.slide_layouts[TITLE])
    first.shapes.title.text = deck.title
    first.placeholders[1].text = deck.subtitle
    _place(first.shapes.title, Inches(2.2), Inches(1.4))
    _place(first.placeholders[1], Inches(3.7), Inches(1.2))
    for slide in deck.slides:
        _add(made, slide)
    output = BytesIO()
    made.save(output)
    return output.getvalue()


def _add(made: Any, slide: Slide) -> None:
    match slide:
        case Words():
            _write_words(_titled(made, slide.title), slide)
        case Bars():
            _write_bars(_titled(made, slide.title), slide)
        case Rows():
            for number, rows in enumerate(_fitting(slide)):
                part = f"{slide.title} (continued)" if number else slide.title
                _write_rows(_titled(made, part), slide, rows)


def _fitting(slide: Rows) -> list[list[Sequence[str]]]:
    """Divide the rows of a table among slides, by the lines that their longest cells take."""
    pages: list[list[Sequence[str]]] = [[]]
    left = DOWN - ROW
    for row in slide.rows:
        height = _height(row, slide.widths)
        if pages[-1] and height > left:
            pages.append([])
            left = DOWN - ROW
        pages[-1].append(row)
        left -= height
    return pages


def _height(row: Sequence[str], widths: Sequence[float]) -> int:
    across = [max(1, int(ACROSS / Inches(1) * share * LETTERS_AN_INCH)) for share in widths]
    lines = max(ceil(len(text) / letters) for text, letters in zip(row, across, strict=True))
    return ROW + LINE * (max(1, lines) - 1)


def _titled(made: Any, title: str) -> Any:
    added = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    added.shapes.title.text = title
    _place(added.shapes.title, Inches(0.4), Inches(0.9))
    for paragraph in added.shapes.title.text_frame.paragraphs:
        paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(28), True, INK
    return added


def _place(shape: Any, top: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = LEFT, top, ACROSS, height


def _write_words(added: Any, slide: Words) -> None:
    frame = added.shapes.add_textbox(LEFT, TOP, ACROSS, DOWN).text_frame
    frame.word_wrap = True
    for number, text in enumerate(slide.paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = text
        paragraph.font.size, paragraph.space_after = Pt(20), Pt(12)


def _write_bars(added: Any, slide: Bars) -> None:
    data = CategoryChartData()
    data.categories = list(slide.categories)
    data.add_series(slide.series, list(slide.values))
    frame = added.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, LEFT, TOP, ACROSS, DOWN, data)
    _describe(frame, slide.title, slide.alt)
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    chart.font.size = Pt(14)
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.font.size = Pt(14)
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
    table.first_row = True
    for column, share in enumerate(slide.widths):
        table.columns[column].width = int(ACROSS * share)
    for number, row in enumerate([slide.headings, *rows]):
        for column, text in enumerate(row):
            cell = table.cell(number, column)
            cell.text = text
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(12)


def _describe(frame: Any, name: str, alt: str) -> None:
    """Name a figure, and say what it shows to who cannot see it."""
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("name", name)
    properties.set("descr", alt)
