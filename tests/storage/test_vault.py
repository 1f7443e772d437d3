"""Sealed texts and pseudonyms."""

import pytest

from fulfillment.storage.vault import SealBroken, Vault

OLD, NEW = "an older key, long enough", "a newer key, long enough"


def test_what_is_sealed_can_be_opened_and_not_read() -> None:
    sealed = Vault([NEW]).seal("jan@voorbeeld.nl")
    assert "jan" not in sealed
    assert Vault([NEW]).open(sealed) == "jan@voorbeeld.nl"


def test_an_older_key_still_opens() -> None:
    assert Vault([NEW, OLD]).open(Vault([OLD]).seal("x")) == "x"


def test_another_key_does_not_open() -> None:
    with pytest.raises(SealBroken, match="CHECKBOT_SECRET_KEYS"):
        Vault([NEW]).open(Vault([OLD]).seal("x"))


def test_who_was_stored_under_an_older_key_is_found_again() -> None:
    assert Vault([OLD]).pseudonym("alexa", "me") in Vault([NEW, OLD]).pseudonyms("alexa", "me")


def test_a_pseudonym_depends_on_where_its_parts_begin() -> None:
    vault = Vault([NEW])
    assert vault.pseudonym("alexa", "me") != vault.pseudonym("alex", "ame")


def test_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="key"):
        Vault([])
