"""A web process from its start: what must stand before the service is loaded."""

import logging
import os
import signal
import threading
import time
from multiprocessing import parent_process
from multiprocessing.connection import wait

from flask import Flask

from fulfillment.operation.shared import claim_room

STOPS_WITHIN = 5
"""Seconds in which a process finishes what it is answering; a platform gives up after 5 to 8."""


def serving() -> Flask:
    """Make the service for this process."""
    begin()
    # Only now: prometheus_client looks for its folder when it is loaded.
    from fulfillment.app import serving as make

    return make()


def begin() -> None:
    """Make room to count in, and have this process end when the one that started it does."""
    claim_room()
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    """Wait until the process that started this one is gone, however it ended: nobody else would stop this one."""
    parent = parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    logging.getLogger(__name__).error("het hoofdproces is weg: dit webproces stopt ook")
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOPS_WITHIN)
    os._exit(1)
