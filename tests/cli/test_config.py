"""The configuration: every setting is read, and every mistake is one line that names the file and the line."""

from pathlib import Path

import pytest

from joblog_tui.cli.config import read
from joblog_tui.cli.settings import Settings
from joblog_tui.model.errors import UsageError
from joblog_tui.ui.column_choice import ColumnChoice
from joblog_tui.ui.preferences import Notify, Preferences

PATH = Path("/etc/joblog/config.toml")

WHOLE = """
[workspaces]
default = "acme"
acme = "/srv/acme.db"
globex = "globex/jobs.db"
remote = "sqlite:////srv/remote.db"

[ui]
theme = "paper"
glyphs = "ascii"
motion = "reduced"
times = "both"
zone = "Europe/Berlin"
columns = ["status", "target:40", "updated"]
sidebar = false

[keys]
stalled = "Z"
table.open = ["ctrl+o", "enter"]
"table.mark" = "m"

[notify]
view = "Stalled"
ways = ["bell", "osc777"]

[stall.limits]
rotating_passwords = "10m"
"""


def test_every_setting_is_read() -> None:
    assert read(WHOLE, PATH) == Settings(
        store="/srv/acme.db",
        limits={"rotating_passwords": 600_000},
        preferences=Preferences(
            theme="paper",
            glyphs="ascii",
            motion="reduced",
            times="both",
            zone="Europe/Berlin",
            columns=ColumnChoice.read(["status", "target:40", "updated"]),
            sidebar=False,
            workspaces={
                "acme": "/srv/acme.db",
                "globex": "/etc/joblog/globex/jobs.db",
                "remote": "sqlite:////srv/remote.db",
            },
            keys={"stalled": "Z", "table.open": "ctrl+o,enter", "table.mark": "m"},
            notify=Notify("Stalled", ("bell", "osc777")),
            limits={"rotating_passwords": 600_000},
        ),
    )


def test_nothing_needs_to_be_said() -> None:
    assert read("", PATH) == Settings()


def test_the_default_may_be_a_workspace() -> None:
    text = '[store]\ndefault = "acme"\n[workspaces]\nacme = "~/jobs.db"\n'
    assert read(text, PATH).store == "~/jobs.db"


def test_a_theme_of_textual_is_one() -> None:
    assert read('ui.theme = "nord"', PATH).preferences.theme == "nord"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[ui]\n\ntheme = "papre"\n', 3, "ui.theme is no theme: 'papre'; did you mean paper? there are night, paper"),
        ('[ui]\nglyphs = "emoji"\n', 2, "ui.glyphs is none of 'auto', 'unicode', 'ascii'"),
        ('ui.motion = "slow"\n', 1, "ui.motion is none of 'full', 'reduced'"),
        ('[ui]\n# a\ntimes = "ago"\n', 3, "ui.times is none of"),
        ('[ui]\nzone = "Europe/Berln"\n', 2, "ui.zone names no zone: 'Europe/Berln'; did you mean Europe/Berlin?"),
        ('[ui]\nzone = "../../etc/passwd"\n', 2, "ui.zone names no zone"),
        ('[ui]\nzone = "Europe"\n', 2, "ui.zone names no zone"),
        ('[ui]\ncolumns = "status"\n', 2, "ui.columns is no list of columns"),
        ('[ui]\ncolumns = ["target", "stauts"]\n', 2, "names no column: 'stauts'; did you mean status?"),
        ('[ui]\ncolumns = ["status"]\n', 2, "leaves out target"),
        ('[ui]\ncolumns = ["target:2"]\n', 2, "no width between 4 and 80: '2'"),
        ('[ui]\ncolumns = ["target", "target"]\n', 2, "the column target twice"),
        ('[ui]\nsidebar = "yes"\n', 2, "ui.sidebar is wrong"),
        ('[keys]\nstalled = "Z"\nstale = "u"\n', 3, "keys.stale is no command; did you mean stalled?"),
        ('[keys]\n"table.open" = "j"\n', 2, "keys.table.open takes the key j, which is that of table.down"),
        ('[keys]\ntable.open = "j"\n', 2, "keys.table.open takes the key j"),
        ("[keys]\nstalled = 7\n", 2, "keys.stalled is wrong"),
        ('[notify]\nview = "Stalled"\nways = ["horn"]\n', 3, "notify.ways is none of 'bell', 'osc9', 'osc777'"),
        (
            '[workspaces]\ndefault = "acne"\nacme = "a.db"\n',
            1,
            "workspaces has no 'acne' to be the default; did you mean",
        ),
        ('[workspaces]\n"a/b" = "a.db"\n', 1, "workspaces has a name that --store could not tell from a path: 'a/b'"),
        ('[workspaces]\nacme = ""\n', 2, "workspaces.acme is wrong"),
        (
            '[store]\ndefault = "x.db"\n[workspaces]\ndefault = "a"\na = "a.db"\n',
            2,
            "store.default and workspaces.default cannot both hold",
        ),
    ],
)
def test_a_mistake_names_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text, PATH)
    message = str(caught.value)
    assert message.startswith(f"{PATH}, line {line}: ")
    assert told in message
    assert "\n" not in message
