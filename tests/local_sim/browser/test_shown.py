"""What the page shows of a turn."""

import pytest

from local_sim.browser.shown import progress, turn
from local_sim.platforms import Heard, Json
from model.load import load

MODEL = load()
THIRD = MODEL.quick_scan[2].spoken


@pytest.mark.parametrize(
    ("raw", "speech", "place"),
    [
        ({"messages": [{"title": "Vraag 7 van 60"}]}, THIRD, (7, 60)),
        ({"messages": [{"text": "Dat was vraag 7 van 60, mooi."}]}, THIRD, (3, 20)),
        ({}, f"Oké. {THIRD}", (3, 20)),
        ({}, "Hoe mag ik je noemen?", None),
    ],
)
def test_progress_is_what_the_screen_tells_else_what_is_asked(
    raw: Json, speech: str, place: tuple[int, int] | None
) -> None:
    assert progress(Heard(speech, raw=raw), MODEL) == place


def test_the_radar_is_that_of_the_echos_screen() -> None:
    drawn = {"rings": "M0,0Z", "labels": []}
    raw = {"response": {"directives": [{"type": "Other"}, {"datasources": {"reply": {"radar": drawn}}}]}}
    assert turn(Heard("Klaar!", raw=raw), MODEL)["radar"] == drawn
    assert turn(Heard("Klaar!"), MODEL)["radar"] is None
