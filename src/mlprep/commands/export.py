"""`mlprep export FORMAT`: the plan as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from mlprep.commands.options import world_of
from mlprep.export import FORMATS, Format

app = typer.Typer(help="Write the plan as a file.", no_args_is_help=True)


def _command(chosen: Format) -> Callable[..., None]:
    def export(
        context: typer.Context,
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="A file; standard output without it.")
        ] = None,
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help="Replace the file if there is one.")
        ] = False,
    ) -> None:
        world = world_of(context)
        text = chosen.write(world.plan, world.catalog, world.state)
        if output is None:
            return world.print_text(text)
        world.write_file(output, text, overwrite=overwrite)
        return world.say(f"Written: {output}")

    export.__doc__ = chosen.about
    return export


for _format in FORMATS:
    app.command(_format.name)(_command(_format))
