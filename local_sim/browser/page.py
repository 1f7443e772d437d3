"""The doors of the page below /simulator: the page itself, its conversations, and their sound."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, render_template, request

from local_sim.browser import guard, shown
from local_sim.browser.conversation import CHANNELS, LONGEST, BusyError, Conversation, Conversations, UnknownError
from local_sim.browser.hearing import Hearing
from local_sim.browser.voice import ABSENT, RATE, Voice
from local_sim.client import Client
from local_sim.errors import SimulatorError
from local_sim.extra import has_voice
from local_sim.listen.expected import expected
from local_sim.listen.models import SpeechModel
from model.types import Model

_PATH = "/simulator"
_MOST_JSON = 8_192
_MOST_SOUND = 65_536
"""Bytes in one request: two seconds of sound, of which the page sends a fifth."""
_STATUS = {UnknownError: 404, BusyError: 409}


@dataclass(frozen=True)
class Persona:
    """Who can be talked to: a name for people, the path before its channels' doors ("" for the service's own), and the
    model in its form of address."""

    name: str
    path: str
    model: Model


def simulator(personas: tuple[Persona, ...], choose: Callable[[], SpeechModel]) -> Blueprint:
    """Make the page, for these personas (at least one) of the service it is part of; `choose` gives the model to
    listen with."""
    page = Blueprint("simulator", __name__, static_folder="static", template_folder="templates", url_prefix=_PATH)
    doors = _Doors(personas, Voice(choose))
    page.add_url_rule("", "show", doors.show, methods=["GET"])
    page.add_url_rule("/conversations", "open", doors.open, methods=["POST"])
    page.add_url_rule("/conversations/<name>/turns", "turn", doors.turn, methods=["POST"])
    page.add_url_rule("/conversations/<name>/listen", "listen", doors.listen, methods=["POST"])
    page.add_url_rule("/conversations/<name>/sound", "sound", doors.sound, methods=["POST"])
    page.add_url_rule("/conversations/<name>/speech", "speech", doors.speech, methods=["POST"])
    page.before_request(lambda: guard.check(request))
    page.after_request(guard.protect)
    page.register_error_handler(SimulatorError, _plainly)
    return page


class _Doors:
    def __init__(self, personas: tuple[Persona, ...], voice: Voice) -> None:
        self._personas = {str(place): persona for place, persona in enumerate(personas)}
        self._voice = voice
        self._conversations = Conversations()

    def show(self) -> str:
        line = "" if has_voice() else ABSENT
        return render_template(
            "simulator.html", channels=CHANNELS, personas=self._personas, absent=line, rate=RATE, longest=LONGEST
        )

    def open(self) -> Response:
        """Begin a conversation by {"channel": …, "persona": its number}; give its id and first turn."""
        asked = _json()
        channel = CHANNELS.get(str(asked.get("channel")))
        persona = self._personas.get(str(asked.get("persona")))
        if channel is None or persona is None:
            raise UnknownError("Dit kanaal of deze persona ken ik niet: ververs de pagina.")
        conversation = Conversation(Client(_own_address() + persona.path, channel.caller()), persona.model)
        name = self._conversations.add(conversation)
        return jsonify(id=name, turn=shown.turn(conversation.take("start"), persona.model))

    def turn(self, name: str) -> Response:
        """Do {"act": …, "words": …} and give the turn."""
        asked = _json()
        conversation = self._conversations.find(name)
        heard = conversation.take(str(asked.get("act")), " ".join(str(asked.get("words", "")).split()))
        return jsonify(turn=shown.turn(heard, conversation.model))

    def listen(self, name: str) -> Response:
        """Begin to listen to the answer to what was said last."""
        _json()
        conversation = self._conversations.find(name)
        conversation.listen(Hearing(self._voice.ear(), expected(conversation.last, conversation.model)))
        return jsonify()

    def sound(self, name: str) -> Response:
        """Hear the next sound: 16-bit samples, 16,000 a second; give what was heard until now."""
        request.max_content_length = _MOST_SOUND
        if request.mimetype != "application/octet-stream":
            raise SimulatorError("Dit is geen geluid: ververs de pagina.")
        sound = request.get_data(cache=False)
        hearing = self._conversations.find(name).hearing
        if hearing is None:
            raise UnknownError("Er wordt nog niet geluisterd: klik op Praten.")
        hearing.take(sound)
        return jsonify(shown.hearing(hearing))

    def speech(self, name: str) -> Response:
        """Give what was said last as sound, while it is made: 16-bit samples at RATE."""
        _json()
        sound = self._voice.speech(self._conversations.find(name).last.to_say)
        return Response(_begun(sound), mimetype="application/octet-stream")


def _begun(sound: Iterator[bytes]) -> Iterator[bytes]:
    """Make the first piece now: what is wrong with the voice shows before the answer begins."""
    first = next(sound, b"")

    def whole() -> Iterator[bytes]:
        yield first
        yield from sound

    return whole()


def _own_address() -> str:
    # Where this service listens, not what the caller calls it: a header must not send us elsewhere.
    host = request.environ["SERVER_NAME"]
    return f"http://{f'[{host}]' if ':' in host else host}:{request.environ['SERVER_PORT']}"


def _json() -> dict[str, object]:
    request.max_content_length = _MOST_JSON
    asked = request.get_json()
    if not isinstance(asked, dict):
        raise SimulatorError("Dit verzoek ken ik niet: ververs de pagina.")
    return asked


def _plainly(error: SimulatorError) -> tuple[Response, int]:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    return jsonify(error=str(error)), status
