"""Many role-plays at once: any number of companies, over any channels, each as often as wanted."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from fulfillment.errors import CheckbotError
from fulfillment.roleplay.stage import Part, Played, Stage, new_folder, stage, unseen
from fulfillment.roleplay.table import table

ROOT = Path("var/roleplay")
_WIDTH = 110
"""Columns of the table where there is no terminal to fit."""


def at_once() -> int:
    """Give how many role-plays suit this machine: one per core."""
    return os.cpu_count() or 1


def roleplay(
    console: Console, parts: Sequence[Part], *, parallel: int, aloud: bool, verbose: bool, root: Path = ROOT
) -> None:
    """Play all parts, `parallel` at once, with a progress bar; print the table, and with `verbose` every talk too.

    Raises CheckbotError and SimulatorError; after the table when a role-play broke off.
    """
    folder = new_folder(root)
    with stage(folder, aloud=aloud) as there:
        played = _all(there, parts, parallel, console, verbose=verbose)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(table(played))
    console.print(f"Mails, database en log staan in {folder}.", markup=False, soft_wrap=True)
    broken = [one for one in played if one.trouble]
    if broken:
        raise CheckbotError(f"{len(broken)} van {len(played)} gesprekken braken af; het eerste: {broken[0].trouble}")


def _all(there: Stage, parts: Sequence[Part], parallel: int, console: Console, *, verbose: bool) -> list[Played]:
    """Play all parts and give them in their own order."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    done: dict[int, Played] = {}
    with (
        Progress(*columns, console=console, disable=not console.is_terminal) as bar,
        ThreadPoolExecutor(parallel) as pool,
    ):
        task = bar.add_task("Gesprekken", total=len(parts))
        for number, one, talk in _finished(there, parts, pool):
            done[number] = one
            if verbose:
                _show(console, one, talk)
            bar.advance(task)
    return [done[number] for number in range(len(parts))]


def _finished(there: Stage, parts: Sequence[Part], pool: ThreadPoolExecutor) -> Iterator[tuple[int, Played, str]]:
    """Give every part as soon as it is played, with its number and what was printed of it."""
    waiting: dict[Future[tuple[Played, str]], int] = {
        pool.submit(_one, there, part): number for number, part in enumerate(parts)
    }
    try:
        for future in as_completed(waiting):
            yield waiting[future], *future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _one(there: Stage, part: Part) -> tuple[Played, str]:
    talk = unseen()
    played = there.played(part, talk)
    assert isinstance(talk.file, StringIO)  # noqa: S101
    return played, talk.file.getvalue()


def _show(console: Console, one: Played, talk: str) -> None:
    part = one.part
    console.rule(Text(f"{part.label}, {part.channel}, gesprek {part.number}"), align="left")
    console.print(talk, markup=False, soft_wrap=True)
