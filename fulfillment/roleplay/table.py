"""What came of the role-plays, as a table in Dutch."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from fulfillment.roleplay.score import Mail
from fulfillment.roleplay.stage import Played

_CAPTION = (
    "meteen, na herstel, fout: vragen; beurten en seconden: gemiddeld per gesprek; gesproken is het geluid dat werd "
    "beluisterd, gerekend wat het kostte"
)
_MAIL = {Mail.SAID: "gezegd adres", Mail.CODE: "met de code", Mail.ELSEWHERE: "verkeerd adres", Mail.NONE: "geen"}


def table(played: Iterable[Played]) -> Table:
    """Give a row for each company and channel, in the order in which they come; all together when there are more."""
    each = tuple(played)
    rows = {key: tuple(some) for key, some in groupby(each, key=lambda one: (one.part.label, one.part.channel))}
    found = Table(title="Rollenspel", caption=_CAPTION, box=SIMPLE_HEAD, title_justify="left", caption_justify="left")
    for name in ("bedrijf", "kanaal"):
        found.add_column(name, no_wrap=True)
    for name in ("keer", "meteen", "na herstel", "fout", "beurten", "gesproken", "gerekend"):
        found.add_column(name, justify="right")
    found.add_column("mail")
    for (label, channel), some in rows.items():
        found.add_row(Text(label), channel, *_cells(some), end_section=some[-1] is each[-1])
    if len(rows) > 1:
        found.add_row("alles", "", *_cells(each))
    return found


def _cells(some: Sequence[Played]) -> list[str]:
    courses = [one.course for one in some if one.course]
    return [
        str(len(some)),
        str(sum(one.score.at_once for one in some)),
        str(sum(one.score.repaired for one in some)),
        str(sum(one.score.wrong for one in some)),
        _mean([course.turns for course in courses]),
        _mean([course.spoken for course in courses]),
        _mean([course.took for course in courses]),
        _mails([one.score.mail for one in some]),
    ]


def _mean(figures: Sequence[float]) -> str:
    return f"{sum(figures) / len(figures):.1f}".replace(".", ",") if figures else "–"


def _mails(mails: Sequence[Mail]) -> str:
    counted = ((mails.count(mail), said) for mail, said in _MAIL.items())
    return ", ".join(f"{count} {said}" for count, said in counted if count)
