"""`mlprep practice`: answer, tick the points you made, meet it again."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, complete_areas, complete_topics, world_of
from mlprep.core import practice as core
from mlprep.core.memory import recall_after
from mlprep.core.search import find_question
from mlprep.core.sitting import Sitting, begin, press
from mlprep.show import practice as show_practice
from mlprep.terminal import Keyboard
from mlprep.world import World

app = typer.Typer(
    help="Answer interview questions and tick the points you made.", invoke_without_command=True
)


@app.callback()
def practice(
    context: typer.Context,
    area: Annotated[
        str | None, typer.Option("--area", help="Only this area.", autocompletion=complete_areas)
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="Only this topic.", autocompletion=complete_topics)
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="concept, derive, sql …")] = None,
    depth: Annotated[str | None, typer.Option("--depth", help="basics, solid, expert.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Only questions never met.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Only what is due again.")] = False,
    weak: Annotated[bool, typer.Option("--weak", help="Only what went badly last time.")] = False,
    count: Annotated[int | None, typer.Option("-n", help="So many, whatever day it is.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="Only list the questions.")] = False,
    json: Json = False,
) -> None:
    """Answer the questions of today's plan, what memory would lose, and new ones.

    Think or say your answer aloud, show the points, tick those you made: the grade follows.
    Examples: mlprep practice, mlprep practice --area sql -n 5, mlprep practice --list --json
    """
    world = world_of(context)
    if context.invoked_subcommand:
        return None
    wish = core.Search(area, topic, kind, depth, new=new, due=due, weak=weak, number=count)
    search = core.checked_search(world.catalog, wish)
    asked = core.sitting(world.catalog, world.state, search, world.today, world.now)
    if json:
        return world.answer({"results": [one.to_json() for one in asked]})
    if not asked:
        return world.say(core.nothing_to_ask(world.catalog, world.state, search, world.today))
    if listing:
        return world.show(show_practice.listed(asked, world.catalog))
    return _sit(world, tuple(asked))


def _sit(world: World, asked: tuple[core.Asked, ...]) -> None:
    """The loop: show, read a key, store what it grades before anything else is shown."""
    sitting, before = begin(asked), None
    with world.keyboard() as keyboard:
        while True:
            page = show_practice.step(before, sitting, world.catalog)
            if page is not None:
                world.show(page)
            if sitting.phase == "over":
                return
            before, sitting = sitting, _turn(world, keyboard, sitting)


def _turn(world: World, keyboard: Keyboard, sitting: Sitting) -> Sitting:
    """One key: the next state, after what it asks of the outside is done."""
    after, effect = press(sitting, keyboard.key())
    if effect is None:
        return after
    if effect.kind == "edit":
        return after._replace(text=keyboard.edit(str(effect.data["text"])))
    if effect.kind == "undo":
        world.turn("undo")
    else:
        world.record([("answer", effect.data)])
    return after


@app.command()
def grade(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A question's id, as --list shows it.")],
    points: Annotated[str, typer.Option("--points", help="The points you made: 1,3.")] = "",
    override: Annotated[
        str | None, typer.Option("--grade", help="again, hard, good or easy, instead.")
    ] = None,
    json: Json = False,
) -> None:
    """Record an answer without a terminal: the grade follows from the points.

    Example: mlprep practice grade stat-ab-testing-01 --points 1,3
    """
    world = world_of(context)
    question = find_question(world.catalog, name)
    made = core.read_points(points, len(question.points))
    data = core.answer_data(question, made, override)
    world.record([("answer", data)])
    recall = recall_after(world.state.answers[question.id], world.now)
    due = recall.due.date().isoformat()
    if json:
        return world.answer({"id": question.id, "grade": data["grade"], "due": due})
    return world.say(
        f"{question.id}: {data['grade']}, {len(made)} of {data['of']} points. Due again {due}."
    )
