"""How often one caller may come: so much a minute, saved up to one minute's worth.

Counted per process, without asking anybody: n web processes let through n times as much at most. Of who came only a
number stays, in memory, and it leads back to nobody.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

_MINUTE = 60.0
_MOST = 10_000


class Limit:
    """Lets each caller through `per_minute` times a minute (0: as often as he likes); may be shared by threads.

    This is the generic cell rate algorithm of ATM networks: per caller one time is kept, that at which he has his
    whole allowance back. Of `most` callers at once the one who came longest ago is forgotten first.
    """

    def __init__(self, per_minute: int, most: int = _MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._step = _MINUTE / per_minute if per_minute else 0.0
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._whole_again: OrderedDict[int, float] = OrderedDict()

    def allows(self, *caller: Hashable) -> bool:
        """Tell whether this caller may go on, and count it if so."""
        if not self._step:
            return True
        # Python salts the hashes of texts: nobody can choose a name that meets another one's.
        key, now = hash(caller), self._clock()
        with self._lock:
            whole_again = max(now, self._whole_again.get(key, now)) + self._step
            if whole_again - now > _MINUTE:
                return False
            self._whole_again[key] = whole_again
            self._whole_again.move_to_end(key)
            if len(self._whole_again) > self._most:
                self._whole_again.popitem(last=False)
            return True
