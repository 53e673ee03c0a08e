"""Streamlit's script and style bundles, compressed once and kept: their names change with their content."""

import gzip

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BUNDLES = ("/static/", "/assets/plotly.js")
_TEXTS = ("text/javascript", "text/css", "application/javascript", "application/json", "image/svg+xml")
_SMALLEST = 1_000
_LEVEL = 6


class BundleCompressor:
    """Middleware that answers a request for a bundle with gzip; nothing else is touched.

    Streamlit sends its bundles as they are, because compressing them for every request costs more than it saves.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or keep the answer."""
        if not _wants_compressed_bundle(scope):
            await self._app(scope, receive, send)
        elif scope["path"] in self._kept:
            await self._kept[scope["path"]](scope, receive, send)
        else:
            await self._keep(scope, receive, send)

    async def _keep(self, scope: Scope, receive: Receive, send: Send) -> None:
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, collect)
        body = b"".join(message.get("body", b"") for message in messages[1:])
        headers = Headers(raw=messages[0]["headers"])
        is_text = headers.get("content-type", "").startswith(_TEXTS)
        if messages[0]["status"] != 200 or not is_text or len(body) < _SMALLEST or "content-encoding" in headers:
            for message in messages:
                await send(message)
            return
        answer = Response(await to_thread.run_sync(gzip.compress, body, _LEVEL))
        answer.raw_headers = _compressed_headers(headers, len(answer.body))
        self._kept[scope["path"]] = answer
        await answer(scope, receive, send)


def _wants_compressed_bundle(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(_BUNDLES):
        return False
    headers = Headers(scope=scope)
    is_conditional = any(name in headers for name in ("range", "if-none-match", "if-modified-since"))
    return "gzip" in headers.get("accept-encoding", "") and not is_conditional


def _compressed_headers(headers: Headers, size: int) -> list[tuple[bytes, bytes]]:
    kept = MutableHeaders(raw=list(headers.raw))
    for name in ("etag", "accept-ranges", "set-cookie"):
        if name in kept:
            del kept[name]
    kept["content-encoding"] = "gzip"
    kept["content-length"] = str(size)
    kept.add_vary_header("Accept-Encoding")
    return kept.raw
