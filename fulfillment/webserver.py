"""The web server of granian, with listening sockets that outlive web processes, so that none of these takes waiting
connections along when it goes, and with a reload that first looks whether the new processes can start."""

import gc
import logging
import multiprocessing
import os
import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from ctypes import CDLL, addressof, create_string_buffer
from typing import Any

from granian._granian import SocketHolder
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer, WorkerProcess

from fulfillment.bodies import THREADS
from fulfillment.errors import CheckbotError
from fulfillment.web import COPYING, STOPS_WITHIN

_BACKLOG = 1024
_HEADERS_WITHIN = 10_000
"""Milliseconds."""
_TAKEN_UP_WITHIN = 0.2
_ATTACH_FILTER = 26
"""Linux' SO_ATTACH_FILTER, which Python has no name for."""
_MOST_HEAPS = -8
"""glibc's M_ARENA_MAX."""
_TO_THE_LOG = {"loggers": {"_granian": {"handlers": [], "propagate": True}}}
_log = logging.getLogger(__name__)


def listening(host: str, port: int, processes: int) -> list[socket.socket]:
    """Listen there, with a socket for each process where the system spreads new connections over them (Linux), else
    with one for all: of processes that share a socket, the first to wake takes all that come at once.

    Raises CheckbotError when that cannot be.
    """
    spread = sys.platform == "linux" and processes > 1
    try:
        first = _bound(host, port)
        if not spread:
            return [_open(first)] * processes
        # Only now that it is ours: with the option, a second service could come to listen there unnoticed.
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        port = first.getsockname()[1]
        doors = [first, *(_bound(host, port, shared=True) for _ in range(processes - 1))]
        return [_open(door) for door in doors]
    except OSError as error:
        raise CheckbotError(
            f"kan niet luisteren op {host} poort {port} ({error.strerror}): kies een andere --port of --host"
        ) from error


def _bound(host: str, port: int, *, shared: bool = False) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made


def _open(bound: socket.socket) -> socket.socket:
    # Connections take this over. Without it, an answer of two parts waits 40 ms for the caller to confirm the first.
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    bound.listen(_BACKLOG)
    bound.settimeout(0)
    bound.set_inheritable(True)
    return bound


class WebServer(MPServer):
    """A web process on each socket of `doors`, with what `application` ("module:function") makes. SIGTERM lets them
    finish; SIGHUP replaces them one by one when `fit` says that new ones can start."""

    def __init__(self, application: str, doors: list[socket.socket], fit: Callable[[], bool]) -> None:
        host, port, *_ = doors[0].getsockname()
        super().__init__(
            application,
            factory=True,
            interface=Interfaces.WSGI,
            address=host,
            port=port,
            workers=len(doors),
            # A caller whose body never comes holds a thread: there are spare ones, and stopping does not wait for it.
            blocking_threads=THREADS,
            http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_WITHIN),
            workers_kill_timeout=STOPS_WITHIN,
            backlog=_BACKLOG,
            websockets=False,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
            log_dictconfig=_TO_THE_LOG,
        )
        self._doors = doors
        self._fit = fit
        self._spawned: list[Callable[[], object]] = []

    def on_spawned(self, hook: Callable[[], object]) -> None:
        """Have `hook` called once, when all web processes were started."""
        self._spawned.append(hook)

    def _init_shared_socket(self) -> None:
        # On Linux granian has every process make a socket of its own; what waits in it is lost when the process goes.
        self._ssp = None

    def _spawn_workers(self, *target: Any) -> None:
        _share_one_heap()
        # As long as no thread of this process works, the web processes can be copies of it, with all that is loaded.
        # Later ones would share locks and database handles with the thread that mails, and are to load what is new.
        multiprocessing.set_start_method(COPYING, force=True)
        gc.freeze()
        super()._spawn_workers(*target)  # type: ignore[no-untyped-call]
        multiprocessing.set_start_method("spawn", force=True)
        for hook in self._spawned:
            hook()

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Any) -> WorkerProcess:  # type: ignore[override]
        self._sso = self._doors[idx]
        self._shd = SocketHolder(*_holding(self._sso))  # type: ignore[assignment, call-arg]  # its stubs know neither
        return super()._spawn_worker(idx, target, callback_loader)

    def _drop_shared_socket(self) -> None:
        for door in self._doors:
            _let_nobody_in(door)
        time.sleep(_TAKEN_UP_WITHIN)
        for door in self._doors:
            door.close()

    def _reload(self, *target: Any) -> None:
        self.reload_signal = False
        if self._fit():
            super()._reload(*target)  # type: ignore[no-untyped-call]
            _log.info("herladen: alle webprocessen zijn vernieuwd")
        else:
            _log.error("niet herladen: de nieuwe instellingen of inhoud kloppen niet; de dienst gaat door met de oude")
        # A signal, or the end of a process, that came meanwhile must not be forgotten.
        if self.interrupt_signal or self.interrupt_children or self.reload_signal:
            self.main_loop_interrupt.set()
        else:
            self.main_loop_interrupt.clear()


def _share_one_heap() -> None:
    """Have the threads of web processes share one heap: each would else get its own, and keep it."""
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    if sys.platform == "linux":
        # Another libc than glibc knows no such setting.
        with suppress(AttributeError):
            CDLL(None).mallopt(_MOST_HEAPS, 1)


def _holding(door: socket.socket) -> tuple[int, bool, int]:
    """Give what granian knows a socket by: its descriptor, whether it is one of Unix, and its backlog."""
    return door.fileno(), False, _BACKLOG


def _let_nobody_in(door: socket.socket) -> None:
    """Have the system drop new connections, where it can: those that are there are still answered, and who comes now
    finds no connection, rather than one that breaks."""
    if sys.platform != "linux":
        return
    drop_all = create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
    door.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, struct.pack("HP", 1, addressof(drop_all)))
