"""Write graph/: HCLr.fst, Gr.fst, words.txt and the phones, with OpenFst's tools and general frequencies of words."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from local_sim.errors import SimulatorError
from local_sim.listen.nl_small.recipe.bigram import bigram
from local_sim.listen.nl_small.recipe.hcl import PHONE_IDS, UNKNOWN, Graph
from local_sim.listen.nl_small.recipe.lexicon import Lexicon
from local_sim.listen.nl_small.recipe.texts import texts
from model.load import load

_DEEP = 10_000
_RARE, _UNKNOWN_SHARE = 1e-7, 1e-4
_KINDS = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}


def build(model: Path, lexicon: Lexicon) -> int:
    """Write the graph of the model in this folder and give the number of its words.

    Raises SimulatorError when a tool is not there or fails.
    """
    sys.setrecursionlimit(_DEEP)
    graph = model / "graph"
    ids = {word: place for place, word in enumerate((*sorted(lexicon), UNKNOWN), start=1)}
    with TemporaryDirectory() as folder:
        new = _write_hcl(Path(folder), graph, Graph(lexicon, ids), ids)
        _write_bigram(Path(folder), graph, new, _general(lexicon))
    lines = (f"{word} {place}\n" for word, place in sorted(new.items(), key=lambda item: item[1]))
    (graph / "words.txt").write_text("<eps> 0\n" + "".join(lines), encoding="utf-8")
    _write_phones(graph)
    return len(lexicon)


def _write_hcl(work: Path, graph: Path, hcl: Graph, ids: dict[str, int]) -> dict[str, int]:
    """Write HCLr.fst and give the ids of the words in it: looking ahead needs other ones."""
    lines = (f"{arc.start} {arc.end} {arc.transition} {arc.word} {arc.cost:.4g}\n" for arc in hcl.arcs)
    (work / "hcl.txt").write_text("".join(lines) + f"{hcl.final} 0\n")
    _run(work, "fstcompile", "hcl.txt", "hcl.fst")
    _run(work, "fstarcsort", "--sort_type=olabel", "hcl.fst", "sorted.fst")
    _run(work, "fstconvert", "--fst_type=olabel_lookahead", "--save_relabel_opairs=relabel", "sorted.fst", "HCLr.fst")
    shutil.copy(work / "HCLr.fst", graph / "HCLr.fst")
    pairs = (line.split() for line in (work / "relabel").read_text().splitlines())
    renamed = {int(old): int(new) for old, new in pairs}
    return {word: renamed[place] for word, place in ids.items()}


def _write_bigram(work: Path, graph: Path, ids: dict[str, int], general: dict[str, float]) -> None:
    known = (text for text in texts(load()) if all(word in ids for word in text.split()))
    lines = []
    for follow in bigram(known, general):
        word = ids[follow.word] if follow.word and follow.end is not None else 0
        arc = f"{follow.start} {follow.end} {word} {word}" if follow.end is not None else f"{follow.start}"
        lines.append(f"{arc} {follow.cost:.5g}\n")
    (work / "g.txt").write_text("".join(lines))
    _run(work, "fstcompile", "g.txt", "g.fst")
    _run(work, "fstarcsort", "--sort_type=ilabel", "g.fst", "sorted.fst")
    _run(work, "fstconvert", "--fst_type=const", "sorted.fst", "Gr.fst")
    shutil.copy(work / "Gr.fst", graph / "Gr.fst")


def _write_phones(graph: Path) -> None:
    (graph / "phones").mkdir(parents=True, exist_ok=True)
    (graph / "disambig_tid.int").write_text(f"{2 * len(PHONE_IDS) + 1}\n")
    names = (f"{name} {place}\n" for name, place in PHONE_IDS.items())
    (graph / "phones.txt").write_text("<eps> 0\n" + "".join(names), encoding="utf-8")
    kinds = (f"{place} {_kind(name)}\n" for name, place in PHONE_IDS.items())
    (graph / "phones" / "word_boundary.int").write_text("".join(kinds))


def _kind(name: str) -> str:
    return "nonword" if name == "SIL" else _KINDS[name[-1]]


def _general(words: Iterable[str]) -> dict[str, float]:
    """Give how frequent each word is in Dutch at large, as shares of one."""
    try:
        from wordfreq import word_frequency
    except ImportError as error:
        raise SimulatorError("wordfreq ontbreekt: installeer het met pip om de graaf te bouwen.") from error
    frequency = {word: word_frequency(word, "nl") + _RARE for word in words}
    every = sum(frequency.values())
    return {word: share / every for word, share in frequency.items()} | {UNKNOWN: _UNKNOWN_SHARE}


def _run(work: Path, *command: str) -> None:
    environment = os.environ | {"LC_ALL": "C"}
    try:
        subprocess.run(command, cwd=work, check=True, capture_output=True, env=environment)  # noqa: S603 - fixed tools
    except FileNotFoundError as error:
        raise SimulatorError(f"{command[0]} ontbreekt: installeer OpenFst (Debian: libfst-tools).") from error
    except subprocess.CalledProcessError as error:
        raise SimulatorError(f"{command[0]} mislukt: {error.stderr.decode(errors='replace').strip()}") from error
