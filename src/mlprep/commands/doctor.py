"""`mlprep doctor`: is everything that is kept whole, and what to do if not?"""

from __future__ import annotations

import typer

from mlprep.commands.options import Json, world_of
from mlprep.core.quantities import spell_count
from mlprep.errors import DataFaultError
from mlprep.show import care as show_care


def doctor(context: typer.Context, json: Json = False) -> None:
    """Examine the journal, what it adds up to, the plan, the catalog and every backup.

    Changes nothing. Ends with exit code 3 if something is wrong, and says what to do.
    """
    world = world_of(context)
    found = world.examine()
    if json:
        world.answer({"findings": [one._asdict() for one in found]})
    else:
        world.show(show_care.report(found))
    wrong = [one.subject for one in found if one.state == "fault"]
    if wrong:
        named = ", ".join(dict.fromkeys(wrong))
        raise DataFaultError(f"{spell_count(len(wrong), 'fault')} found: {named}.")
