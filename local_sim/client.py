"""Hold a conversation with the service over HTTP, turn by turn, the way a platform does."""

import json
from dataclasses import replace
from time import perf_counter
from types import TracebackType
from typing import Self

import urllib3
from pydantic import ValidationError

from local_sim.errors import SimulatorError as SimulatorError
from local_sim.platforms import Heard, Json, Platform

ALEXA_SECONDS = 8.0
_REFUSED = {400, 403}


class Client:
    """A caller's line to the service at `url` (such as "http://127.0.0.1:8080"), through one platform's door.

    A wrong `url` raises SimulatorError. So does every turn when the service cannot be reached, refuses,
    fails, takes more than `timeout` seconds or gives an answer the platform would not understand.
    Use it in `with`, or close it.
    """

    def __init__(self, url: str, platform: Platform, *, timeout: float = ALEXA_SECONDS) -> None:
        if not url.startswith(("http://", "https://")):
            raise _wrong_address(url)
        self._url = url.rstrip("/")
        self._platform = platform
        self._timeout = timeout
        self._pool = urllib3.PoolManager(timeout=urllib3.Timeout(total=timeout), retries=False)
        self._last = Heard("")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    def start(self) -> Heard:
        """Open a new conversation of the same caller."""
        return self._turn(self._platform.start())

    def say(self, words: str) -> Heard:
        """Say `words`."""
        return self._turn(self._platform.say(words))

    def touch(self, words: str) -> Heard:
        """Touch the button with these words."""
        return self._turn(self._platform.touch(words))

    def silence(self) -> Heard:
        """Say nothing. A device that plays its reprompt by itself sends nothing: that is heard, and only once."""
        request = self._platform.silence()
        if request is None:
            last = self._last
            return replace(
                last,
                speech=last.reprompt,
                aloud=last.reprompt_aloud,
                reprompt="",
                reprompt_aloud="",
                request={},
                raw={},
                seconds=0.0,
            )
        return self._turn(request)

    def no_match(self) -> Heard:
        """Say something that nobody makes anything of."""
        return self._turn(self._platform.no_match())

    def hang_up(self) -> Heard:
        """Leave the conversation."""
        request = self._platform.hang_up()
        return Heard("", ended=True) if request is None else self._turn(request)

    def _turn(self, request: Json) -> Heard:
        began = perf_counter()
        response = self._post(request)
        seconds = perf_counter() - began
        self._check(response.status)
        self._last = replace(self._read(response.data), request=request, seconds=seconds)
        return self._last

    def _post(self, request: Json) -> urllib3.BaseHTTPResponse:
        body = json.dumps(request, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "checkbot-simulator"}
        try:
            return self._pool.request("POST", self._url + self._platform.path, body=body, headers=headers)
        except urllib3.exceptions.LocationValueError as error:
            raise _wrong_address(self._url) from error
        except urllib3.exceptions.ConnectTimeoutError as error:
            raise self._unreachable() from error
        except urllib3.exceptions.TimeoutError as error:
            raise SimulatorError(
                f"De dienst gaf binnen {self._timeout:g} seconden geen antwoord en zo lang wacht Alexa niet: "
                "kijk in de uitvoer van de dienst wat er zo lang duurt."
            ) from error
        except urllib3.exceptions.HTTPError as error:
            raise self._unreachable() from error

    def _unreachable(self) -> SimulatorError:
        return SimulatorError(
            f"De dienst op {self._url} is niet bereikbaar: start hem met 'checkbot serve' of geef een ander adres."
        )

    def _check(self, status: int) -> None:
        if status in _REFUSED:
            raise SimulatorError(
                f"De dienst weigert dit verzoek (HTTP {status}), want hij controleert van wie het komt: "
                "start hem op 127.0.0.1 met CHECKBOT_VERIFY_REQUESTS=off."
            )
        if status != 200:
            raise SimulatorError(
                f"De dienst antwoordde met HTTP {status} op {self._platform.path}: "
                "kijk in de uitvoer van de dienst wat er misging."
            )

    def _read(self, body: bytes) -> Heard:
        try:
            answer = json.loads(body)
        except ValueError as error:
            raise SimulatorError(
                f"Het antwoord op {self._platform.path} is geen JSON: kijk of de Checkbot wel op {self._url} draait."
            ) from error
        try:
            return self._platform.read(answer)
        except ValidationError as error:
            where = ".".join(str(step) for step in error.errors()[0]["loc"]) or "alles"
            raise SimulatorError(
                f"Het antwoord op {self._platform.path} heeft niet de vorm die het platform verwacht: "
                f"verbeter '{where}' in het antwoord van de dienst."
            ) from error


def _wrong_address(url: str) -> SimulatorError:
    return SimulatorError(f"'{url}' is geen geldig adres: geef er een als http://127.0.0.1:8080.")
