import pytest

from local_sim.speak.speakable import speakable


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Dat is 40% meer.", "Dat is 40 procent meer."),
        ("€ 1.250,50 of € 5,- of € 3 miljoen", "1250 euro 50 of 5 euro of 3 miljoen euro"),
        ("€ 2,5 miljoen", "2,5 miljoen euro"),
        ("12.500.000 keer, 12,5 keer", "12500000 keer, 12,5 keer"),
        ("Bijv. WhatsApp, o.a. daar", "bijvoorbeeld WhatsApp, onder andere daar"),
        ("Chat, bellen enz. Daarna verder", "Chat, bellen enzovoort. Daarna verder"),
        ("Dat hoeft niet, n.v.t.", "Dat hoeft niet, niet van toepassing."),
        ("t/m vrijdag, en/of zaterdag", "tot en met vrijdag, en of zaterdag"),
        ("24/7 bereikbaar, man/vrouw", "24 7 bereikbaar, man of vrouw"),
        ("5-8 minuten, 10–12 vragen", "5 tot 8 minuten, 10 tot 12 vragen"),
        ("de 2e keer en de 21e", "de tweede keer en de nummer 21"),
        ("om 14:30 uur of 9:00", "om 14 uur 30 of 9 uur"),
        ("op 12-3-2026", "op 12 maart 2026"),
        ("bel 06-12345678", "bel 0, 6, 1, 2, 3, 4, 5, 6, 7, 8"),
        ("AI, KPI's en de AVG", "aa ie, kaa pee ies en de aa vee gee"),
        ("IKEA, OK", "ikea, oké"),
        (
            "Mail jan@groen.nl, kijk op www.groen.nl.",
            "Mail jan apenstaartje groen punt en el, kijk op groen punt en el.",
        ),
        ("H&M is bol.com niet", "H en M is bol punt com niet"),
        ("Een “citaat” (met uitleg) 😀 … einde", "Een citaat, met uitleg, einde"),
        ("Chat - of spraak - kan", "Chat, of spraak, kan"),
        ("één-op-één, e-mail, WhatsApp, 's ochtends", "één-op-één, e-mail, WhatsApp, 's ochtends"),
        ("A\x00B\x1b", "A B"),
        ("", ""),
    ],
)
def test_what_is_written_is_said_as_people_say_it(written, said):
    assert speakable(written) == said


@pytest.mark.parametrize("text", ["jee, aa, en, apenstaartje", "Dag Sanne. We beginnen!", "0, 6, 1"])
def test_what_is_speakable_stays_as_it_is(text):
    assert speakable(text) == text
