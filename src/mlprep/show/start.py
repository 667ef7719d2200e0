"""What someone sees who has no plan yet."""

from __future__ import annotations

from rich.console import Group
from rich.text import Text

from mlprep.core.models import Catalog
from mlprep.show.style import HEAD, Grid, command, indent, stack


def welcome(catalog: Catalog) -> Group:
    """The way to the first plan."""
    roles = Grid()
    for role in catalog.roles:
        roles.add_row(command(role.id), Text(role.title))
    return stack(
        Text("No plan yet.", HEAD),
        Text("Say a role and the time you have; mlprep plans what to study, week by week."),
        Text(""),
        indent(command("mlprep plan")),
        indent(command("mlprep plan --role data-scientist --weeks 12 --hours 10")),
        Text(""),
        Text("Roles"),
        indent(roles),
    )


def numbered_roles(catalog: Catalog) -> Group:
    """The roles to choose from by number."""
    table = Grid()
    for number, role in enumerate(catalog.roles, start=1):
        table.add_row(command(str(number)), Text(role.title))
    return stack(table)
