"""How often something may be tried: a sliding window per caller and in all."""

import threading
from collections import defaultdict, deque
from datetime import datetime, timedelta


class Limit:
    """At most `each` tries per caller and `all` tries in all within `window`. Counts within one process."""

    def __init__(self, *, each: int, all: int, window: timedelta) -> None:
        self._each = each
        self._all = all
        self._window = window
        self._tries: dict[str, deque[datetime]] = defaultdict(deque)
        self._lock = threading.Lock()

    def allows(self, caller: str, now: datetime) -> bool:
        """Count a try and tell whether it is allowed."""
        with self._lock:
            for name in list(self._tries):
                tries = self._tries[name]
                while tries and now - tries[0] > self._window:
                    tries.popleft()
                if not tries:
                    del self._tries[name]
            total = sum(map(len, self._tries.values()))
            if len(self._tries[caller]) >= self._each or total >= self._all:
                return False
            self._tries[caller].append(now)
            return True
