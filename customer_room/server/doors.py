"""What every request passes: is it meant for us, and did one of our own pages send it; and what every answer says."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from customer_room.server.address import is_loopback

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_POLICY_VIOLATION = 1008
_HTTP_PORT = 80
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Doorkeeper:
    """Middleware around everything: a foreign site must not reach the room through this computer's browser.

    A name that a foreign site lets point to 127.0.0.1 arrives as its Host; a foreign page's request names its Origin.
    """

    def __init__(self, app: ASGIApp, port: int, content_policy: str) -> None:
        self._app = app
        self._port = port
        self._headers = _HEADERS | {"Content-Security-Policy": content_policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        reason = self._reason_to_refuse(scope)
        if reason is None:
            await self._app(scope, receive, self._with_headers(send))
        elif scope["type"] == "http":
            await PlainTextResponse(reason, status_code=403)(scope, receive, self._with_headers(send))
        else:
            await WebSocketClose(_POLICY_VIOLATION)(scope, receive, send)

    def _reason_to_refuse(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not _is_own_host(hosts[0], self._port):
            return "This room answers only to this computer's own address.\n"
        is_read = scope["type"] == "http" and scope["method"] in _SAFE_METHODS
        if not is_read and any(origin != f"http://{hosts[0]}" for origin in headers.getlist("origin")):
            return "This room answers only to its own pages.\n"
        return None

    def _with_headers(self, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        return send_with_headers


def _is_own_host(host: str, port: int) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        has_own_port = (parts.port or _HTTP_PORT) == port
        return has_own_port and parts.username is None and parts.path == "" and is_loopback(parts.hostname or "")
    except ValueError:
        return False
