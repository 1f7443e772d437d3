"""Who may ask: only the page itself, opened on this machine. Another page in the same browser may not."""

from urllib.parse import urlsplit

from flask import Request, Response
from werkzeug.exceptions import Forbidden

_HOSTS = {"127.0.0.1", "::1", "localhost"}
"""A page elsewhere can have its own name point to this machine; then it stands in Host."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
}
"""What this page says otherwise than the service's other answers do."""


def check(request: Request) -> None:
    """Refuse another host's name, and whatever changes something and was not sent by the page itself.

    Raises werkzeug's Forbidden.
    """
    if urlsplit(f"//{request.host}").hostname not in _HOSTS:
        raise Forbidden
    if request.method not in ("GET", "HEAD", "OPTIONS") and not _own(request):
        raise Forbidden


def protect(response: Response) -> Response:
    """Tell the browser what this page may do: load its own files, and use the microphone."""
    response.headers.update(HEADERS)
    return response


def _own(request: Request) -> bool:
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin is None and site is None:
        return False
    return origin in (None, request.host_url.rstrip("/")) and site in (None, "same-origin")
