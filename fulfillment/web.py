"""A web process from its start: what must stand before the service is loaded."""

import logging
import os
import signal
import sys
import threading
import time
from multiprocessing import parent_process
from multiprocessing.connection import wait

from flask import Flask

from fulfillment.operation.shared import claim_room

STOPS_WITHIN = 5
"""Seconds in which a process finishes what it is answering; a platform gives up after 5 to 8."""
COPYING = "fork" if sys.platform == "linux" else "spawn"
"""How multiprocessing starts a process that has all loaded: where a copy of this one is safe, as that."""
_LOOKS_EVERY = 1.0


def serving() -> Flask:
    """Make the service for this process."""
    begin()
    # Only now: prometheus_client looks for its folder when it is loaded.
    from fulfillment.app import serving as make

    return make()


def begin() -> None:
    """Make room to count in, and have this process end when the one that started it does."""
    # A copy of the main process has its handlers, and would only note that it has to stop.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    claim_room()
    end_with_parent()


def end_with_parent() -> None:
    """Have this process end when the one that started it is gone, however it ended: nobody else would stop this one."""
    threading.Thread(target=_wait_for_the_end, name="parent", daemon=True).start()


def _wait_for_the_end() -> None:
    parent = parent_process()
    if parent is None:
        return
    # Of copies of the main process, each holds open what tells those before it that this is gone.
    while not wait([parent.sentinel], _LOOKS_EVERY) and os.getppid() == parent.pid:
        continue
    logging.getLogger(__name__).error("het hoofdproces is weg: dit proces stopt ook")
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOPS_WITHIN)
    os._exit(1)
