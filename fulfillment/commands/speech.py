"""`checkbot speech`: the models to listen with."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from fulfillment.errors import CheckbotError
from fulfillment.settings import read_settings

speech = typer.Typer(help="Beheer wat nodig is om te luisteren.", no_args_is_help=True)


@speech.command()
def fetch(
    size: Annotated[str, typer.Argument(help="small (39 MB) of large (860 MB).")] = "small",
    *,
    url: Annotated[str, typer.Option(help="Een ander adres van hetzelfde zipbestand.")] = "",
) -> None:
    """Haal een openbaar Nederlands spraakmodel op; zonder werkt het kleine model dat erbij zit."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    from fulfillment.speech import speech_folder
    from local_sim.listen.fetch import fetch as get
    from local_sim.listen.public import public

    if size not in public():
        raise CheckbotError(f"model {size} ken ik niet: kies {' of '.join(public())}")
    model = public()[size]
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(model.name, total=None)
        place = get(
            replace(model, url=url or model.url),
            speech_folder(),
            lambda there, every: bar.update(task, completed=there, total=every or None),
        )
    sys.stdout.write(f"Het model staat in {place} en wordt vanaf nu gebruikt.\n")


@speech.command()
def hear(
    recordings: Annotated[list[Path], typer.Argument(help="Opgenomen antwoorden, als WAV.")],
    *,
    question: Annotated[str, typer.Option(help="De vraag waarop ze antwoorden, als scope-kanalen.")] = "",
) -> None:
    """Schrijf op wat er in opnamen te horen is."""
    from fulfillment.speech import the_model
    from local_sim.listen.ear import Ear
    from local_sim.listen.expected import Expected, of_question_asked
    from local_sim.listen.recording import record_of
    from model.load import load

    asked = next((each for each in load().questions if each.id == question), None)
    if question and asked is None:
        raise CheckbotError(f"vraag {question} ken ik niet: kies een vraag uit checkbot content script")
    ear = Ear(the_model(read_settings()))
    expected = of_question_asked(asked) if asked else Expected((), free=True)
    for path in recordings:
        recording = record_of(path)
        for remark in recording.remarks:
            sys.stderr.write(f"{remark}\n")
        heard = ear.listen(recording.frames(), expected)
        sys.stdout.write(f"{path}: {heard.words or ('(stilte)' if heard.silent else '(niet verstaan)')}\n")
