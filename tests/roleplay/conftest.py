"""A stage with a service of its own, for all role-plays of a module."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from fulfillment.roleplay.stage import Stage, stage


@pytest.fixture(scope="session")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One whose respondents type."""
    with ExitStack() as open_until_the_end, pytest.MonkeyPatch.context() as patched:
        folder: Path = tmp_path_factory.mktemp("stage")
        patched.setenv("CHECKBOT_SECRET_KEYS", "a key of these tests")
        patched.chdir(folder)
        there = open_until_the_end.enter_context(stage(folder, aloud=False))
        patched.undo()
        yield there
