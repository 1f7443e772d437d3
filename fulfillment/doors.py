"""The links to the pages about a scan: for the mails of the worker, and for the pages themselves. Apart from the mail
side, which a web process need not load."""

from email.utils import parseaddr

from fulfillment.codes import ERASE_LINK, REPORT_LINK, Links
from fulfillment.report.doors import Doors


def report_doors(keys: tuple[str, ...], base_url: str, sender: str, scan_id: str) -> Doors:
    """Give the pages about a scan, each behind a link that only we can make; with `base_url` "" as seen from a page of
    ours."""
    return Doors(
        correct=f"{base_url}/rapport/{Links(keys, REPORT_LINK).token(scan_id)}",
        erase=f"{base_url}/wissen/{Links(keys, ERASE_LINK).token(scan_id)}",
        privacy=f"{base_url}/privacy",
        contact=parseaddr(sender)[1],
    )
