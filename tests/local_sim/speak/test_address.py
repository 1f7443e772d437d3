import pytest

from local_sim.speak.address import said


@pytest.mark.parametrize(
    ("address", "spoken"),
    [
        ("jan.de.vries@groen-doen.nl", "jan punt de punt vries apenstaartje groen streepje doen punt en el"),
        ("info_85@shop.be", "info laag streepje 85 apenstaartje shop punt bee ee"),
        ("https://www.voorbeeld.com/rapport/", "voorbeeld punt com schuine streep rapport"),
        ("k@bv.eu", "kaa apenstaartje bee vee punt ee uu"),
    ],
)
def test_an_address_is_said_sign_by_sign_where_it_is_no_word(address, spoken):
    assert said(address) == spoken
