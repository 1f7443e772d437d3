"""Sealed texts and pseudonyms."""

import hmac
from base64 import urlsafe_b64encode

import pytest
from cryptography.fernet import Fernet

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


def test_the_same_text_is_never_sealed_the_same() -> None:
    assert len({Vault([NEW]).seal("x") for _ in range(100)}) == 100


@pytest.mark.parametrize("place", [0, 1, 5, 14, 20, -1])
def test_what_was_changed_or_cut_off_does_not_open(place: int) -> None:
    sealed = Vault([NEW]).seal("jan@voorbeeld.nl")
    other = "A" if sealed[place] != "A" else "B"
    place %= len(sealed)
    for spoilt in (sealed[:place] + other + sealed[place + 1 :], sealed[:place]):
        with pytest.raises(SealBroken):
            Vault([NEW]).open(spoilt)


def test_seals_of_before_open_and_are_to_be_made_anew() -> None:
    key = urlsafe_b64encode(hmac.digest(OLD.encode(), b"seal", "sha256"))
    token = Fernet(key).encrypt(b"jan@voorbeeld.nl").decode()
    vault = Vault([OLD])
    assert vault.open(token) == "jan@voorbeeld.nl"
    assert not vault.is_current(token)
    assert vault.is_current(vault.seal("jan@voorbeeld.nl"))
    with pytest.raises(SealBroken):
        Vault([NEW]).open(token)
