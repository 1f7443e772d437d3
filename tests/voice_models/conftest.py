"""Packages as they are built, for the tests that look at them or break them."""

import pytest

from model.types import Model
from voice_models.contract import contract
from voice_models.packages.actions.build import files
from voice_models.packages.package import Source


@pytest.fixture(scope="session")
def built(model: Model) -> dict[str, bytes]:
    """The Actions project with a client id, so that all there can be is there."""
    return dict(files(Source(model, contract(), google_project_id="onze-winkel", google_client_id="id")))
