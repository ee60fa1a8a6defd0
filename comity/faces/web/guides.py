"""``docs/getting-your-data.md`` as pages, one a provider, and ``docs/formats.md`` as one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.routing import Route

from comity.errors import NotFound
from comity.faces.web.face import HERE, Page, face_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_NAME, _FORMATS = "getting-your-data.md", "formats.md"
_IN_THE_REPOSITORY = HERE.parents[2] / "docs"


@cache
def chapters() -> dict[str, tuple[str, str]]:
    """Return slug -> (title, Markdown) of the document's chapters, the first without a heading."""
    head, *parts = re.split(r"^## ", _document(_NAME), flags=re.MULTILINE)
    found = {"": ("Getting your data", head.partition("\n")[2])}
    for part in parts:
        title, _, text = part.partition("\n")
        found[re.sub(r"\W+", "-", title.lower()).strip("-")] = (title, text)
    return found | {"formats": ("Formats", _document(_FORMATS).partition("\n")[2])}


def _document(name: str) -> str:
    installed = HERE / name
    path = installed if installed.is_file() else _IN_THE_REPOSITORY / name
    return path.read_text("utf-8")


@cache
def rendered(slug: str) -> Markup:
    """Return a chapter as HTML; the document is ours, and no HTML in it is let through.

    A link to another chapter leads to its page.
    """
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    made = markdown.render(chapters()[slug][1])
    for document, page in ((_NAME, "/getting"), (_FORMATS, "/getting/formats")):
        made = made.replace(f'href="{document}"', f'href="{page}"')
    made = made.replace('href="#', 'href="/getting/')
    return Markup(made)  # noqa: S704 - our own documents, rendered without HTML


def getting(request: Request) -> Response:
    """Show a chapter, and the list of the others."""
    slug = request.path_params.get("slug", "")
    if slug not in chapters():
        raise NotFound("there is no such page")
    titles = {key: title for key, (title, _) in chapters().items() if key}
    return face_of(request).page(
        request,
        "getting.html",
        title=chapters()[slug][0],
        text=rendered(slug),
        titles=titles,
        slug=slug,
    )


PAGE = Page(
    routes=[Route("/getting", getting), Route("/getting/{slug}", getting)],
)
