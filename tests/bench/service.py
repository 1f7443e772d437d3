"""`checkbot serve`, with certificates of our own: `python -m tests.bench.service PORT`."""

import sys

from fulfillment.serve import serve
from fulfillment.settings import read_settings

WORKERS = 2

if __name__ == "__main__":
    serve(
        read_settings(),
        "127.0.0.1",
        int(sys.argv[1]),
        WORKERS,
        with_worker=True,
        ready=lambda: None,
        application="tests.bench.trust:serving",
    )
