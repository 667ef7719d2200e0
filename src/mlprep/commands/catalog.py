"""`mlprep catalog check|schema|path`: the care of the catalog."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, world_of
from mlprep.core.fields import Noun
from mlprep.core.models import QuestionsFile, ResourcesFile, RolesFile, TopicsFile
from mlprep.errors import UserError

SCHEMAS: dict[str, type[Noun]] = {
    "topics": TopicsFile,
    "resources": ResourcesFile,
    "roles": RolesFile,
    "questions": QuestionsFile,
}
app = typer.Typer(
    help="Check the catalog, print its schemas, say where it is.", no_args_is_help=True
)


@app.command()
def check(context: typer.Context, json: Json = False) -> None:
    """Check every file of the catalog, your own included: all faults, then notes on balance."""
    world = world_of(context)
    report = world.catalog_check()
    if json:
        return world.answer({"notes": list(report.notes), **report.size})
    for note in report.notes:
        world.say(f"note: {note}")
    return world.show(", ".join(f"{n} {kind}" for kind, n in report.size.items()) + ": no fault")


@app.command()
def schema(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="topics, resources or roles.")] = "topics",
) -> None:
    """Print the JSON Schema of a catalog file, for editors and for your own files."""
    world = world_of(context)
    if name not in SCHEMAS:
        raise UserError(f"There is no schema {name!r}.", f"Schemas: {', '.join(SCHEMAS)}")
    world.print_json(SCHEMAS[name].model_json_schema())


@app.command()
def path(context: typer.Context) -> None:
    """Say which files the catalog comes from, and where your own would go."""
    world = world_of(context)
    for file in world.catalog_check().files:
        world.print_text(f"{file}\n")
    world.say(
        f"Your own files go to {world.places.config}: topics.yaml, resources.yaml, roles.yaml"
    )
