"""Papers of the demo city as Word files: a title and some paragraphs."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

WRITTEN = (2027, 1, 1, 0, 0, 0)
"""A stamp inside the files that stays the same, so that the same paper has the same digest."""
OFFICE = "http://schemas.openxmlformats.org"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'<Types xmlns="{OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
RELATIONS = (
    f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    "</Relationships>"
)
TITLE = '<w:pPr><w:outlineLvl w:val="0"/><w:spacing w:after="240"/></w:pPr>'
LARGE = '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'
USUAL = '<w:pPr><w:spacing w:after="160"/></w:pPr>'


def paper(title: str, paragraphs: Sequence[str]) -> BytesIO:
    """Give a Word file with a title over its paragraphs."""
    body = _paragraph(title, TITLE, LARGE) + "".join(_paragraph(text, USUAL) for text in paragraphs)
    document = (
        f'<w:document xmlns:w="{OFFICE}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    )
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/document.xml", document),
        ):
            archive.writestr(zipfile.ZipInfo(name, WRITTEN), HEAD + text)
    output.seek(0)
    return output


def _paragraph(text: str, shape: str, letters: str = "") -> str:
    return f'<w:p>{shape}<w:r>{letters}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
