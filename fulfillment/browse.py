"""The simulator in a browser: a service of one's own with the page on, until Ctrl-C."""

import signal
import threading
import webbrowser
from pathlib import Path

from rich.console import Console

from fulfillment.loopback import service

_LOG = Path("var/simulator.log")


def browse(console: Console, personas: tuple[Path, ...], *, show: bool) -> None:
    """Start the service and print where its page is; `show` opens it too. `personas` are further persona files.

    Raises CheckbotError.
    """
    files = ",".join(str(file.absolute()) for file in personas)
    stop = threading.Event()
    with service(_LOG, {"CHECKBOT_SIMULATOR": "on", "CHECKBOT_SIMULATOR_PERSONAS": files}) as url:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        page = f"{url}/simulator"
        console.print(f"De simulator staat klaar op {page}\nStoppen doe je met Ctrl-C.", soft_wrap=True)
        if show and not webbrowser.open(page):
            console.print("Er is geen browser gevonden: open het adres zelf.")
        stop.wait()
