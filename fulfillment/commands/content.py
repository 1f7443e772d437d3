"""`checkbot content`: the questions, the tips and the conversation, for who writes them."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from fulfillment.errors import CheckbotError
from fulfillment.settings import read_settings

content = typer.Typer(help="Controleer en druk de inhoud: vragen, tips en gesprek.", no_args_is_help=True)


@content.command()
def check() -> None:
    """Controleer vragen, antwoorden, tips, voorbeelden en spelling; noem bij elke fout bestand, sleutel en remedie."""
    from fulfillment.lessons import REMEDY, all_kept
    from model.form import Form
    from model.load import every_mistake, read

    model = read()
    mistakes = list(every_mistake(model, read(form=Form.U)))
    for mistake in mistakes:
        sys.stderr.write(f"{mistake}\n")
    if mistakes:
        raise CheckbotError(f"{len(mistakes)} fouten in de inhoud; verbeter ze en controleer opnieuw")
    sys.stdout.write(
        f"Alles klopt: versie {model.version}, {len(model.scored)} vragen, {len(model.tips)} tips, "
        f"{len(model.cases)} voorbeelden.\n"
    )
    if not all_kept():
        sys.stdout.write(f"Let op: {REMEDY}.\n")


@content.command()
def learn() -> None:
    """Leer opnieuw hoe mensen antwoorden, en bewaar dat, zodat de dienst snel start."""
    from fulfillment.lessons import learn_anew

    sys.stdout.write(f"Wat geleerd is, staat in {learn_anew()}.\n")


@content.command()
def understand(
    words: Annotated[str, typer.Argument(help="Wat iemand zegt, tussen aanhalingstekens.")],
    *,
    question: Annotated[str, typer.Option(help="Het id van een vraag, of adres of ja-nee.")] = "",
) -> None:
    """Laat zien wat de Checkbot van een uitspraak begrijpt, en waarom."""
    from fulfillment.assembly import the_bot
    from fulfillment.explain import explain

    for label, text in explain(the_bot(read_settings()), words, question):
        sys.stdout.write(f"{label:<10} {text}\n")


@content.command()
def script(
    *,
    pdf: Annotated[Path | None, typer.Option(help="Schrijf een PDF naar dit bestand.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Schrijf Markdown naar dit bestand.")] = None,
) -> None:
    """Druk het hele gesprek af als rollenspel; zonder optie als Markdown op het scherm."""
    from fulfillment.assembly import the_bot
    from fulfillment.script import paper
    from fulfillment.script.scenes import scenes

    script = list(scenes(the_bot(read_settings())))
    if pdf:
        pdf.write_bytes(paper.pdf(script))
    if markdown:
        markdown.write_text(paper.markdown(script), encoding="utf-8")
    if not (pdf or markdown):
        sys.stdout.write(paper.markdown(script))


@content.command()
def examples(
    folder: Annotated[Path, typer.Argument(help="De map voor de rapporten.")] = Path("docs/examples"),
) -> None:
    """Maak de rapporten van de drie voorbeeldbedrijven opnieuw."""
    from fulfillment.examples import write_examples

    folder.mkdir(parents=True, exist_ok=True)
    write_examples(folder)
    sys.stdout.write(f"De rapporten staan in {folder}.\n")
