"""`mlprep catalog check|schema|entry|path`: the care of the catalog."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, complete_entries, world_of
from mlprep.core.catalogfiles import FILES
from mlprep.core.entries import entry_data, find_entry
from mlprep.core.ownschema import own_schema
from mlprep.errors import UserError

app = typer.Typer(
    help="Check the catalog, print its schemas and entries, say where it is.", no_args_is_help=True
)


@app.command()
def check(context: typer.Context, json: Json = False) -> None:
    """Check every file of the catalog, your own included: all faults, then notes on balance."""
    world = world_of(context)
    report = world.catalog_check()
    if json:
        own, notes = list(report.own), list(report.notes)
        return world.answer({"notes": notes, "own": own, **report.size})
    world.say_all(report.own)
    world.say_all(f"note: {note}" for note in report.notes)
    return world.show(", ".join(f"{n} {kind}" for kind, n in report.size.items()) + ": no fault")


@app.command()
def schema(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="topics, resources, roles or questions.")] = "topics",
    own: Annotated[
        bool, typer.Option("--own", help="For a file of your own: changes, additions, hide.")
    ] = False,
) -> None:
    """Print the JSON Schema of a catalog file, for editors and for your own files."""
    world = world_of(context)
    if name not in FILES:
        raise UserError(f"There is no schema {name!r}.", f"Schemas: {', '.join(FILES)}")
    shipped = FILES[name].model_json_schema()
    world.print_json(own_schema(shipped) if own else shipped)


@app.command()
def entry(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Its id.", autocompletion=complete_entries)],
) -> None:
    """Print a topic, area, resource, role or question as YAML, to be changed in your own file."""
    world = world_of(context)
    kind, found = find_entry(world.base_catalog, name)
    world.print_yaml([entry_data(found)])
    world.say(
        f"To change it, keep the id and what differs, under {kind}: in {world.own_file(kind)}"
    )


@app.command()
def path(context: typer.Context) -> None:
    """Say which files the catalog comes from, and where your own would go."""
    world = world_of(context)
    for file in world.catalog_check().files:
        world.print_text(f"{file}\n")
    config = world.places.config
    world.say(f"Your own files go to {config}: topics.yaml, resources.yaml, roles.yaml")
    world.say(f"and, for questions, to {config / 'questions'}: any name that ends in .yaml")
