"""Where role-plays are played: a service of our own, the ears and voices, and what was kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from uuid import uuid4

from rich.console import Console

from fulfillment.assembly import the_bot
from fulfillment.loopback import service
from fulfillment.roleplay.kept import Outcomes
from fulfillment.roleplay.score import Score, score
from fulfillment.settings import read_settings, secret_keys
from fulfillment.speech import the_model
from fulfillment.storage.database import open_database
from fulfillment.storage.vault import Vault
from local_sim.client import Client
from local_sim.company import Company
from local_sim.errors import SimulatorError
from local_sim.platforms.every import PLATFORMS
from local_sim.report_page import ask_for_mail, told_code
from local_sim.respondent import Respondent
from local_sim.roleplay import Course, Mouth, play
from model.types import Model

_PATIENCE = 60.0
"""Seconds: many at once on a small machine take longer than Alexa would wait, and that is not what is measured."""


@dataclass(frozen=True)
class Part:
    """One role-play to be played: a company, as it is called in the table, over a channel, for the `number`th time."""

    label: str
    company: Company
    channel: str
    number: int = 1


@dataclass(frozen=True)
class Played:
    """A role-play that was played to its end; `trouble` says in Dutch why there is none."""

    part: Part
    course: Course | None
    score: Score
    trouble: str = ""


@dataclass(frozen=True)
class Stage:
    """A service at `url` whose `outcomes` can be read; the `voices` give a part its mouth, None plays in text."""

    url: str
    model: Model
    outcomes: Outcomes
    voices: Callable[[Part], Mouth] | None

    def played(self, part: Part, console: Console) -> Played:
        """Play one part, print it on `console`, and wait for its mail. What goes wrong is told in what was played."""
        user = uuid4().hex
        respondent = Respondent(self.model, part.company)
        course, by_code, trouble = None, False, ""
        try:
            with Client(self.url, PLATFORMS[part.channel](user), timeout=_PATIENCE) as client:
                mouth = self.voices(part) if self.voices else None
                course = play(client, respondent, console, name=part.company.person, mouth=mouth)
            by_code = self._ask_by_code(part.company, course, console)
        except SimulatorError as error:
            trouble = str(error)
        kept = self.outcomes.of(part.channel, user)
        scored = score(self.model, part.company, respondent.repaired, kept, by_code=by_code)
        return Played(part, course, scored, trouble)

    def _ask_by_code(self, company: Company, course: Course, console: Console) -> bool:
        """Go to the report page when the bot sent the respondent there."""
        code = told_code(course.last.speech)
        if code is None:
            return False
        console.print(f"— {company.person} typt de code op de rapportpagina, en daar het mailadres. —", markup=False)
        ask_for_mail(self.url, code, company.address)
        return True


@contextmanager
def stage(folder: Path, *, aloud: bool) -> Iterator[Stage]:
    """Set up a stage with a database, a Maildir and a log in `folder`. Raises CheckbotError and SimulatorError."""
    database_url = f"sqlite:///{folder / 'checkbot.db'}"
    maildir = folder / "mail"
    settings = {
        "CHECKBOT_DATABASE_URL": database_url,
        "CHECKBOT_SMTP_URL": f"maildir:{maildir}",
        "CHECKBOT_DIALOGFLOW_USERS": "on",
    }
    model = the_bot(read_settings()).model  # in the form, "je" or "u", in which the service asks
    voices = voices_of(model) if aloud else None
    with service(folder / "service.log", settings) as url:
        database = open_database(database_url, for_turns=False)
        try:
            outcomes = Outcomes(database, Vault(secret_keys(read_settings())), maildir)
            yield Stage(url, model, outcomes, voices)
        finally:
            database.dispose()


def voices_of(model: Model) -> Callable[[Part], Mouth]:
    """Load the ear that hears all parts. Raises CheckbotError, and SimulatorError without the extra "voice"."""
    from local_sim.espeak import found
    from local_sim.listen.ear import Ear
    from local_sim.voice.aloud import Aloud

    found()
    ear = Ear(the_model(read_settings()))
    return lambda part: Aloud(ear, model, part.company.voice, part.number).say


def new_folder(root: Path) -> Path:
    """Name a folder of `root` by the time."""
    return root / datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")


def unseen() -> Console:
    """Give a console that keeps what is printed, in its file (a StringIO)."""
    return Console(file=StringIO(), highlight=False, width=200)
