"""What a request gets that goes wrong, and what the log tells of it: where, but never the text of an error, which can
quote what was said."""

import logging
from traceback import format_tb

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from fulfillment.pages.away import is_page, trouble

_log = logging.getLogger(__name__)


def tell_failures(app: Flask) -> None:
    """Answer what goes wrong as JSON, or as a page where people look."""
    app.register_error_handler(HTTPException, _plainly)
    app.register_error_handler(Exception, _failed)


def trace_of(error: Exception) -> str:
    """Give where in the code it went wrong."""
    return "".join(format_tb(error.__traceback__))


def _plainly(error: HTTPException) -> tuple[Response, int]:
    response = jsonify(error=error.name)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    return response, error.code or 500


def _failed(error: Exception) -> tuple[Response | str, int]:
    # Not the path: the key of a link may stand in it.
    _log.error("pagina mislukt deur=%s fout=%s\n%s", request.endpoint, type(error).__name__, trace_of(error))
    return trouble() if is_page(request.path) else (jsonify(error="Internal Server Error"), 500)
