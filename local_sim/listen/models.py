"""Which speech model is used: the one that was named, else a fetched one, else the one that comes along."""

import struct
from dataclasses import dataclass
from pathlib import Path

from local_sim.errors import SimulatorError

COMES_ALONG = Path(__file__).parent / "nl_small"
TEXT_MODE = "of typ je antwoorden met checkbot simulate --text"
_NEEDED = ("am/final.mdl", "conf/mfcc.conf", "graph/words.txt")
_MAGIC, _ARC_BYTES = struct.pack("<i", 2125659606), 16
_GRAPHS = ("graph/HCLr.fst", "graph/HCLG.fst")


@dataclass(frozen=True)
class SpeechModel:
    """A folder that holds a model in Vosk's format. Only one with `grammar` can be told what to expect."""

    folder: Path

    @property
    def grammar(self) -> bool:
        """Whether the graph is put together while listening (HCLr and Gr), not beforehand (HCLG)."""
        return (self.folder / "graph" / "HCLr.fst").is_file()


def choose(named: Path | None, fetched: tuple[Path, ...]) -> SpeechModel:
    """Give the `named` model, else the first folder of `fetched` that is there, else the one that comes along.

    Raises SimulatorError, in one line that says what to do, when the chosen one is not whole.
    """
    if named:
        return checked(named, f"zet in CHECKBOT_SPEECH_MODEL de map van een Vosk-model, laat het leeg {TEXT_MODE}")
    found = next((folder for folder in fetched if folder.is_dir()), None)
    if found:
        return checked(found, f"haal het opnieuw op met checkbot speech fetch {TEXT_MODE}")
    return checked(COMES_ALONG, f"installeer de Checkbot opnieuw {TEXT_MODE}")


def checked(folder: Path, remedy: str) -> SpeechModel:
    """Give the model in `folder`. Raises SimulatorError with the `remedy` when something of it is missing."""
    missing = [name for name in _NEEDED if not _holds(folder / name)]
    if not any(_holds(folder / name) for name in _GRAPHS):
        missing.append(_GRAPHS[0])
    missing += [file.name for file in folder.glob("graph/*.fst") if not _is_graph(file)]
    if missing:
        raise SimulatorError(f"In {folder} staat geen heel spraakmodel ({missing[0]} ontbreekt of is stuk): {remedy}.")
    return SpeechModel(folder)


def _is_graph(file: Path) -> bool:
    """Tell whether this is a graph and its arcs are there: Vosk takes a broken one, and then the process dies of it.

    Source: OpenFst's FstHeader: magic number, two texts, version, flags, properties, start, states, arcs. One that
    looks ahead holds another graph, with the arcs.
    """
    with file.open("rb") as graph:
        head = graph.read(256)
    start = head.rfind(_MAGIC)
    try:
        at = start + 4
        for _ in range(2):
            at += 4 + struct.unpack_from("<i", head, at)[0]
        (arcs,) = struct.unpack_from("<q", head, at + 32)
    except struct.error:
        return False
    return head.startswith(_MAGIC) and file.stat().st_size >= arcs * _ARC_BYTES


def _holds(file: Path) -> bool:
    try:
        return file.stat().st_size > 0
    except OSError:
        return False
