"""The command `checkbot`: every door for people."""

import os
import signal
import sys
import threading
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from fulfillment.commands.console import console
from fulfillment.commands.content import content
from fulfillment.commands.mail import mail
from fulfillment.commands.privacy import privacy
from fulfillment.commands.roleplay import roleplay
from fulfillment.commands.simulate import simulate
from fulfillment.commands.speech import speech
from fulfillment.commands.stats import stats
from fulfillment.commands.voice_models import voice_models
from fulfillment.errors import CheckbotError
from fulfillment.logs import log_to_stderr
from fulfillment.settings import read_settings
from local_sim.errors import SimulatorError
from local_sim.printable import printable
from model.load import ContentError

app = typer.Typer(
    help="De Maturity Checkbot: een gesproken vragenlijst, met een adviesrapport per mail.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="Beheer de database.", no_args_is_help=True)
app.add_typer(database, name="db")
app.add_typer(content, name="content")
app.add_typer(mail, name="mail")
app.add_typer(voice_models, name="voice-models")
app.add_typer(privacy, name="privacy")
app.add_typer(speech, name="speech")
app.command()(simulate)
app.command()(stats)
app.command()(roleplay)


@app.command()
def demo() -> None:
    """Speel een hele quick scan na en bezorg het rapport, zonder dat je iets hoeft te doen."""
    from fulfillment.demo import demo as play

    play(console())


@app.command()
def serve(
    *,
    host: Annotated[str, typer.Option(help="Het adres om op te luisteren.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="De poort om op te luisteren.")] = 8080,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Het aantal webprocessen.")] = 1,
    worker: Annotated[bool, typer.Option(help="Bezorg ook de mail.")] = True,
) -> None:
    """Start de dienst: de webhooks, en de bezorging van de mail."""
    from fulfillment.serve import serve as run

    settings = read_settings()
    log_to_stderr(settings.log)

    def ready() -> None:
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"De Checkbot luistert op http://{shown}:{port}\n")
        sys.stdout.flush()

    run(settings, host, port, workers, with_worker=worker, ready=ready)


@app.command()
def worker() -> None:
    """Bezorg de mail, apart van de webprocessen."""
    from fulfillment.serve import work

    settings = read_settings()
    log_to_stderr(settings.log)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(settings, stop)


@database.command()
def upgrade() -> None:
    """Breng de tabellen op de nieuwste stand; wat erin staat blijft."""
    from fulfillment.storage.database import open_database
    from fulfillment.storage.database import upgrade as run

    revision = run(open_database(read_settings().database_url))
    sys.stdout.write(f"De database is bij: stand {revision}.\n")


def main() -> None:
    """Run the command; anything the user can mend is one line on stderr and exit code 2."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except typer.TyperException as error:
        _fail(_in_dutch(error))
    except (CheckbotError, ContentError, SimulatorError) as error:
        _fail(str(error))
    except SQLAlchemyError as error:
        _fail(f"de database doet het niet ({type(error).__name__}): controleer CHECKBOT_DATABASE_URL")
    except BrokenPipeError:
        # The reader of our output is gone; Python must not complain about that at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _fail(f"{error.filename or 'een bestand'} is niet te gebruiken ({error.strerror}): controleer pad en rechten")
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)


def _fail(message: str) -> None:
    sys.stderr.write(f"checkbot: {printable(' '.join(message.split()))}\n")
    sys.exit(2)


def _in_dutch(error: typer.TyperException) -> str:
    message = error.format_message().rstrip(".")
    match type(error).__name__:
        case "NoSuchOption":
            said = f"optie {getattr(error, 'option_name', '')} bestaat niet"
        case "MissingParameter":
            said = f"er ontbreekt iets ({message})"
        case "BadParameter" | "BadOptionUsage" | "BadArgumentUsage":
            said = f"deze waarde kan niet ({message})"
        case "UsageError" if message.startswith("No such command"):
            said = f"opdracht{message.removeprefix('No such command')} bestaat niet"
        case _:
            said = message
    context = getattr(error, "ctx", None)
    return f"{said}; zie {context.command_path if context else 'checkbot'} --help"


if __name__ == "__main__":
    main()
