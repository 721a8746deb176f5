"""The people of Acme Corp: names as they are, some of them long, accented or not Latin at all; teams; services."""

from dataclasses import dataclass

from joblog_tui.simulator.dice import Dice

DOMAIN = "acme.example"
PARTNERS = "partners.acme.example"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of Acme Corp: the name on the screen, the mail address, the team."""

    name: str
    mail: str
    team: str


_BY_TEAM = {
    "Growth Marketing": (
        ("Ana Ruiz", "ana.ruiz"),
        ("Tom Becker", "tom.becker"),
        ("Chloé Lefèvre", "chloe.lefevre"),
        ("Jo Park", "jo.park"),
        ("Siobhán Ní Dhomhnaill", "siobhan.nidhomhnaill"),
        ("Ravi Menon", "ravi.menon"),
    ),
    "Brand Studio": (
        ("Mei Tanaka", "mei.tanaka"),
        ("Óscar Muñoz", "oscar.munoz"),
        ("Freya Lindqvist", "freya.lindqvist"),
        ("Zoe Marsh", "zoe.marsh"),
    ),
    "Sales EMEA": (
        ("Amir Haddad", "amir.haddad"),
        ("Bea Kowalska", "bea.kowalska"),
        ("Carlo Ricci", "carlo.ricci"),
        ("Dina Roth", "dina.roth"),
        ("Eli Stern", "eli.stern"),
        ("Łukasz Żółkiewski", "lukasz.zolkiewski"),
    ),
    "Sales Americas": (
        ("Noor Aziz", "noor.aziz"),
        ("Sam Oduya", "sam.oduya"),
        ("Guadalupe Hernández", "guadalupe.hernandez"),
        ("Marcus Webb", "marcus.webb"),
        ("Priya Nair", "priya.nair"),
    ),
    "Finance Operations": (
        ("Ida Lund", "ida.lund"),
        ("Max Keller", "max.keller"),
        ("Ngozi Okafor", "ngozi.okafor"),
        ("Yuki Sato", "yuki.sato"),
        ("Maximiliane von Hohenstein-Ravensburg", "maximiliane.von-hohenstein-ravensburg"),
    ),
    "Payroll": (
        ("Helga Brandt", "helga.brandt"),
        ("Luis Ferreira", "luis.ferreira"),
        ("Teresa Quispe", "teresa.quispe"),
    ),
    "Legal": (
        ("Margaret Ashworth", "margaret.ashworth"),
        ("Théo Girard", "theo.girard"),
        ("Ines Calvo", "ines.calvo"),
    ),
    "Platform Engineering": (
        ("Li Wei", "li.wei"),
        ("Søren Kjær", "soren.kjaer"),
        ("Devika Rao", "devika.rao"),
        ("Jonas Weiß", "jonas.weiss"),
        ("Fatima Zahra El Idrissi", "fatima.elidrissi"),
        ("Kwame Boateng", "kwame.boateng"),
        ("王小明", "xiaoming.wang"),
    ),
    "Mobile": (
        ("Nguyễn Thị Minh Khai", "khai.nguyen"),
        ("Ben Whitaker", "ben.whitaker"),
        ("Aino Korhonen", "aino.korhonen"),
    ),
    "Data": (
        ("Þórdís Jónsdóttir", "thordis.jonsdottir"),
        ("Arjun Patel", "arjun.patel"),
        ("Marta Nowak", "marta.nowak"),
    ),
    "Product Design": (
        ("Elif Yılmaz", "elif.yilmaz"),
        ("Hugo Blanc", "hugo.blanc"),
        ("Rosa Oyelaran", "rosa.oyelaran"),
    ),
    "Customer Support": (
        ("Gareth Pugh", "gareth.pugh"),
        ("Lina Haddad", "lina.haddad"),
        ("Pedro Álvarez", "pedro.alvarez"),
        ("Wanjiru Kamau", "wanjiru.kamau"),
        ("Катерина Шевченко", "kateryna.shevchenko"),
    ),
    "IT": (
        ("Nadia Petrov", "nadia.petrov"),
        ("Owen Gallagher", "owen.gallagher"),
        ("Sunita Iyer", "sunita.iyer"),
        ("Daniel Cho", "daniel.cho"),
    ),
    "Security": (
        ("Renée Fontaine", "renee.fontaine"),
        ("Victor Adeyemi", "victor.adeyemi"),
        ("Hannah Vogel", "hannah.vogel"),
    ),
    "Procurement": (
        ("Anders Holm", "anders.holm"),
        ("Bianca Moretti", "bianca.moretti"),
    ),
    "Logistics": (
        ("Joaquín Paz", "joaquin.paz"),
        ("Samira Khalil", "samira.khalil"),
        ("Ted Lawson", "ted.lawson"),
    ),
    "東京オフィス": (
        ("佐藤 美咲", "misaki.sato"),
        ("田中 健", "ken.tanaka"),
        ("김서연", "seoyeon.kim"),
    ),
    "LATAM": (
        ("João Conceição", "joao.conceicao"),
        ("Valentina Ibáñez", "valentina.ibanez"),
    ),
}

PEOPLE = tuple(
    Person(name, f"{mailbox}@{DOMAIN}", team) for team, members in _BY_TEAM.items() for name, mailbox in members
)
TEAMS = tuple(_BY_TEAM)
LEADS = tuple(next(person for person in PEOPLE if person.team == team) for team in TEAMS)
ADMINS = tuple(person for person in PEOPLE if person.team in ("IT", "Security"))
SECURITY = tuple(person for person in PEOPLE if person.team == "Security")

PLATFORM = "Cerby"
OKTA = "Okta SCIM"
ENTRA = "Entra ID SCIM"

_FIRST = (  # noqa: SIM905 - a list of seventy quoted words is harder to read
    "adam aisha alba alec amina anouk arlo asha beni bilal bruna caleb carmen cyrus dalia dario della edda ellis "
    "emre enzo esme fadi fern finn gemma gita hana hari heidi ilya imani iris ivan jada jens jonah juno kaito "
    "kofi lars leila lena luca mabel maia malik mira nils nina noah olga omar otto petra quinn rafa rhea rory "
    "runa sasha selma tariq tess theo uma vera wale wim xena yara zane"
).split()
_LAST = (  # noqa: SIM905
    "abbott almeida amsel banerjee bauer bergman bianchi blum castillo chandra cohen correia dalton demir diallo "
    "dubois ekwueme engel faber farah fischer flores garcia gruber haas hansen ibrahim ito jansen jensen kaur "
    "klein larsen lopez maas marino mensah meyer morris mwangi nagy ncube novak ochoa olsen osei park perez quist "
    "rahman reyes rossi saito santos schmidt silva singh sousa tran ueda vance vargas walsh weber yeo zhang"
).split()
CROWD = len(_FIRST) * len(_LAST)
"""How many people of Acme Corp have an address but no face here."""


def crowd_mail(number: int) -> str:
    """The address of one of the many, ``number`` from 0 up to ``CROWD``: each number another address."""
    first, last = number % len(_FIRST), number // len(_FIRST)
    return f"{_FIRST[first]}.{_LAST[(last + 7 * first) % len(_LAST)]}@{DOMAIN}"


def newcomer(dice: Dice) -> str:
    """The address of somebody without a face: who joins, moves or leaves is none of the known people."""
    if dice.chance(0.9):
        return crowd_mail(dice.between(0, CROWD - 1))
    return f"contractor-{dice.between(1200, 9800)}@{PARTNERS}"


def anybody(dice: Dice) -> str:
    """A mail address: mostly one of the many, now and then somebody known or a contractor."""
    return dice.pick(PEOPLE).mail if dice.chance(0.4) else newcomer(dice)


def crew(dice: Dice, count: int) -> list[str]:
    """``count`` different addresses of the many, a neighbourhood of the address book."""
    first = dice.between(0, CROWD - 1)
    return [crowd_mail((first + 37 * number) % CROWD) for number in range(count)]
