"""Options and arguments used by more than one command, and the completion of ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from mlprep.core.fields import PILLARS
from mlprep.core.models import Catalog
from mlprep.errors import MlprepError
from mlprep.world import World


def world_of(context: typer.Context) -> World:
    """The world that the front door made."""
    world = context.obj
    return world if isinstance(world, World) else World()


def _completing(names: Callable[[Catalog], Iterable[str]]) -> Callable[[str], list[str]]:
    """A completion that offers the catalog's names that begin with what was typed."""

    def complete(incomplete: str) -> list[str]:
        try:
            return [name for name in names(World().catalog) if name.startswith(incomplete)]
        except MlprepError:
            return []

    return complete


complete_topics = _completing(lambda catalog: catalog.topic)
complete_roles = _completing(lambda catalog: catalog.role)
complete_domains = _completing(lambda catalog: [a.id for a in catalog.areas if a.domain])
complete_areas = _completing(lambda catalog: catalog.area)
complete_entries = _completing(lambda c: [*c.area, *c.topic, *c.resource, *c.role, *c.question])
complete_places = _completing(lambda catalog: [*PILLARS, *catalog.area, *catalog.topic])

Json = Annotated[bool, typer.Option("--json", help="Answer as JSON, stable, for scripts.")]
Links = Annotated[bool, typer.Option("--links", help="Spell out the addresses.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show it, store nothing.")]
Pace = Annotated[bool, typer.Option("--pace/--no-pace", help="Go by the times you noted.")]
Papers = Annotated[
    Path | None, typer.Option("--papers", help="Your reading list as the domain: .bib, .yaml.")
]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role", help="See: mlprep roles. Several: again.", autocompletion=complete_roles
    ),
]
Domain = Annotated[
    str | None,
    typer.Option("--domain", help="For scientists.", autocompletion=complete_domains),
]
Weeks = Annotated[int | None, typer.Option("--weeks", help="Weeks to the interview.")]
InterviewDay = Annotated[
    str | None, typer.Option("--interview", help="The (last) interview's date: 2027-03-14.")
]
Hours = Annotated[str | None, typer.Option("--hours", help="Hours a week: 10.")]
PerDay = Annotated[
    str | None, typer.Option("--per-day", help='Instead of hours: "mon-fri=1h sat=4h".')
]
Off = Annotated[
    list[str] | None, typer.Option("--off", help="Days off: sun, 2026-12-24..2027-01-01.")
]
Know = Annotated[
    list[str] | None,
    typer.Option("--know", help="Topic, area or pillar.", autocompletion=complete_places),
]
Rusty = Annotated[
    list[str] | None,
    typer.Option("--rusty", help="To be refreshed.", autocompletion=complete_places),
]
