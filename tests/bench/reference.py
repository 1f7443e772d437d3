"""What the service is compared with: an empty Flask route, and a skill made with ask-sdk-core as its manual shows."""

import os
from typing import Any

from flask import Flask, Response, jsonify, request

SIZE = "BENCH_ANSWER"


def empty() -> Flask:
    """Give a service that parses JSON and answers JSON of the size that the environment tells, in bytes."""
    app = Flask("empty")
    answer = {"response": ["x" * 20] * (int(os.environ[SIZE]) // 23)}

    @app.post("/<path:_door>")
    def door(_door: str) -> Response:
        request.get_json()
        return jsonify(answer)

    return app


def stock() -> Flask:
    """Give a skill that says the same to everything, with the SDK's own serializer. Nothing is verified or stored."""
    from ask_sdk_core.dispatch_components import AbstractRequestHandler
    from ask_sdk_core.serialize import DefaultSerializer
    from ask_sdk_core.skill_builder import SkillBuilder
    from ask_sdk_model import RequestEnvelope

    words = "x" * (int(os.environ[SIZE]) // 2)

    class Answering(AbstractRequestHandler):
        def can_handle(self, handler_input: Any) -> bool:  # noqa: ARG002
            return True

        def handle(self, handler_input: Any) -> Any:
            return handler_input.response_builder.speak(words).ask(words).response

    builder = SkillBuilder()
    builder.add_request_handler(Answering())
    skill, serializer = builder.create(), DefaultSerializer()
    app = Flask("stock")

    @app.post("/<path:_door>")
    def door(_door: str) -> Response:
        envelope = serializer.deserialize(request.get_data(as_text=True), RequestEnvelope)
        return jsonify(serializer.serialize(skill.invoke(envelope, None)))

    return app
