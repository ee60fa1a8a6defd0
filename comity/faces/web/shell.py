"""The page as an app: what a browser needs to install it, and to say that Comity is not running.

The service worker keeps the shell alone: one page without a word of the book, and what it is
drawn with. It answers only where the network does not, so nothing of the book is ever kept.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from comity.faces.web.face import HERE, Page, face_of

if TYPE_CHECKING:
    from starlette.requests import Request

_STATIC = HERE / "static"
MANIFEST = {
    "id": "/",
    "name": "Comity",
    "short_name": "Comity",
    "description": "Who is really in your network, and whom to tend.",
    "start_url": "/",
    "scope": "/",
    "display": "standalone",
    "background_color": "#fbfaf6",
    "theme_color": "#fbfaf6",
    "icons": [
        {"src": "/static/mark.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": "/static/icon-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "/static/icon-512.png", "sizes": "512x512", "type": "image/png"},
        {
            "src": "/static/icon-512.png",
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ],
    "shortcuts": [
        {"name": "Whom did you see?", "short_name": "Saw", "url": "/saw"},
        {"name": "Today", "url": "/"},
        {"name": "Add a person", "url": "/people/new"},
    ],
}


def manifest(_: Request) -> Response:
    """Return what the app is called, and what it begins with."""
    return Response(json.dumps(MANIFEST), media_type="application/manifest+json")


def worker(_: Request) -> Response:
    """Return the service worker, from the top: so it answers for every page."""
    return FileResponse(_STATIC / "worker.js", media_type="text/javascript")


def saw(request: Request) -> Response:
    """Ask whom one saw, and nothing else: for a phone, in a doorway."""
    return face_of(request).page(request, "saw.html")


PAGE = Page(
    routes=[
        Route("/manifest.webmanifest", manifest),
        Route("/sw.js", worker),
        Route("/saw", saw),
    ],
)
