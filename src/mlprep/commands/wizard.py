"""The questions that `mlprep plan` asks on a terminal for what was not said."""

from __future__ import annotations

from collections.abc import Mapping

from mlprep.core.explain import Saving, savings
from mlprep.core.fields import PILLARS
from mlprep.core.models import Catalog, Role
from mlprep.core.profile import DEFAULT_HOURS, DEFAULT_WEEKS, Wish, make_profile
from mlprep.core.quantities import parse_date, parse_hours, parse_per_day, spell_hours
from mlprep.core.search import find_domain, find_role
from mlprep.errors import UserError
from mlprep.show import start as show_start
from mlprep.show import topics as show_topics
from mlprep.world import World

ANSWERS = {"n": "new", "r": "rusty", "h": "at home"}


def fill_in(world: World, wish: Wish) -> Wish:
    """The wish with every missing answer asked for; with a plan there is nothing to ask."""
    if world.state.plan:
        over = world.state.plan.profile.interview <= world.today
        return _date(world, wish) if over and not (wish.weeks or wish.interview) else wish
    lost = not wish.roles
    if lost:
        wish = wish._replace(roles=(_role(world).id,))
    found = [find_role(world.catalog, name) for name in wish.roles]
    if any(role.domain == "required" for role in found) and wish.domain is None:
        wish = wish._replace(domain=_domain(world))
    if wish.hours is None and wish.per_day is None:
        wish = _hours(world, wish)
    if wish.weeks is None and wish.interview is None:
        wish = _date(world, wish)
    if lost and not wish.know and not wish.rusty:
        wish = _knowledge(world, wish)
    return wish


def _again(world: World, error: UserError) -> None:
    world.say(f"{error.message} {error.hint}".strip())


def _role(world: World) -> Role:
    world.talk.print(show_start.numbered_roles(world.catalog))
    roles = world.catalog.roles
    while True:
        word = world.ask("Which role? A number or a name:")
        if word.isdigit() and 1 <= int(word) <= len(roles):
            return roles[int(word) - 1]
        try:
            return find_role(world.catalog, word)
        except UserError as error:
            world.say(f"{error.message} A number from 1 to {len(roles)}, or a name.")


def _domain(world: World) -> str:
    world.talk.print(show_topics.domain_list(world.catalog))
    while True:
        try:
            return find_domain(world.catalog, world.ask("Which domain do you work in? Its name:"))
        except UserError as error:
            _again(world, error)


def _hours(world: World, wish: Wish) -> Wish:
    while True:
        text = world.ask("Hours a week, or by day like mon-fri=1h sat=4h:", DEFAULT_HOURS)
        asked = wish._replace(per_day=text) if "=" in text else wish._replace(hours=text)
        try:
            parse_per_day(text) if asked.per_day else parse_hours(text)
        except UserError as error:
            _again(world, error)
        else:
            return asked


def _date(world: World, wish: Wish) -> Wish:
    while True:
        text = world.ask("When is the interview? A date, or a number of weeks", str(DEFAULT_WEEKS))
        weeks = text.lower().removesuffix("s").removesuffix("week").strip()
        asked = (
            wish._replace(weeks=int(weeks)) if weeks.isdigit() else wish._replace(interview=text)
        )
        try:
            if asked.interview:
                parse_date(asked.interview, world.today)
            make_profile(asked, world.catalog, world.state, world.today)
        except UserError as error:
            _again(world, error)
        else:
            return asked


def _knowledge(world: World, wish: Wish) -> Wish:
    """One line for each pillar and the domain: new, rusty, or at home."""
    profile = make_profile(wish, world.catalog, world.state, world.today)
    world.say("What do you know already? n = new to you, r = rusty, h = at home in it.")
    found = savings(world.catalog, profile)
    answers = {saving.place: _new_rusty_home(world, saving) for saving in found}
    if profile.domain and answers[profile.domain] == "n":
        answers = _but_domain(world.catalog, answers, profile.domain)
    know = tuple(place for place, answer in answers.items() if answer == "h")
    rusty = tuple(place for place, answer in answers.items() if answer == "r")
    return wish._replace(know=know, rusty=rusty)


def _but_domain(catalog: Catalog, answers: Mapping[str, str], domain: str) -> dict[str, str]:
    """The answers with the domain's pillar as its other areas: what is new is named nowhere."""
    pillar = catalog.area[domain].pillar
    others = [a.id for a in catalog.areas if a.pillar == pillar and a.id != domain]
    return {**answers, pillar: "n", **dict.fromkeys(others, answers.get(pillar, "n"))}


def _new_rusty_home(world: World, saving: Saving) -> str:
    title = PILLARS.get(saving.place) or world.catalog.area[saving.place].title
    gains = f"r saves {spell_hours(saving.rusty)}, h {spell_hours(saving.known)}"
    while True:
        answer = world.ask(f"  {title} ({gains})", "n").lower()[:1]
        if answer in ANSWERS:
            return answer
        world.say("n, r or h.")
