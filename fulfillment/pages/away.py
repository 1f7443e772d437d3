"""The pages for when there is no page: too many requests came from one address, or something failed on our side."""

from flask import Flask, request

from fulfillment.callers import Network, seat
from fulfillment.limits import Limit
from fulfillment.pages.templating import page
from model.form import Form

_OURS = ("/rapport", "/wissen", "/overdracht", "/privacy")


def is_page(path: str) -> bool:
    """Tell whether people look at `path` in a browser."""
    return path.startswith(_OURS)


def trouble() -> tuple[str, int]:
    """Give the page for a failure on our side."""
    # Neither page addresses anybody as je or u.
    return page("trouble.html.j2", Form.JE), 500


def limit_pages(app: Flask, limit: Limit, proxies: tuple[Network, ...]) -> None:
    """Show the pages to one address only as often as `limit` allows. The platforms' doors are for who is verified, and
    stay open: everybody who talks comes from the platform's few addresses."""

    @app.before_request
    def counted() -> tuple[str, int, dict[str, str]] | None:
        if not is_page(request.path):
            return None
        address = seat(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""), proxies)
        if limit.allows(address):
            return None
        return page("busy.html.j2", Form.JE), 429, {"Retry-After": "60"}
