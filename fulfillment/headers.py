"""What every answer tells a browser: run nothing, load nothing, keep nothing, stand in nobody's frame."""

from collections.abc import Callable

from flask import Response

_TWO_YEARS = 63_072_000
_HEADERS: tuple[tuple[str, str], ...] = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


def guarding(base_url: str) -> Callable[[Response], Response]:
    """Give what adds them to an answer; a page may say something else itself. Where people reach the service over
    https, browsers are told to never come without."""
    ours = _HEADERS
    if base_url.startswith("https://"):
        ours = (*_HEADERS, ("Strict-Transport-Security", f"max-age={_TWO_YEARS}"))

    def guarded(response: Response) -> Response:
        said = {name.lower() for name, _ in response.headers}
        response.headers.extend([header for header in ours if header[0].lower() not in said])
        return response

    return guarded
