"""A reading list through the front door: plan it, study it, change it, take it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Driver

BIB = r"""
@string{venue = "A venue"}
@comment{not a paper}
@article{vaswani2017attention,
  title = {{Attention} Is All
           You Need},
  author = {Vaswani, Ashish and Shazeer, Noam and others},
  year = 2017, eprint = {1706.03762}, archivePrefix = {arXiv}, journal = venue
}
@inproceedings{he:2016,
  title = "Deep Residual Learning \& {\'e}tudes on $\alpha$: 100% of it",
  author = {He, Kaiming and M{\"u}ller, J{\o}rgen},
  date = {2016-06-27}, doi = {https://doi.org/10.1109/CVPR.2016.90}
}
@misc{blog, title = {A Blog Post}, author = {OpenAI}, url = {\url{https://example.org/a\_b?x=1&y=2}}}
@misc{blog2, title = {Another Post}, year = {in press}, note = {x}, note = {y}}
"""
YAML = """format: 1
papers:
  - {title: "Adam: A Method for Stochastic Optimization", by: "Kingma, Ba", year: 2015, key: adam}
  - {title: "Dropout", by: "Srivastava et al.", url: "https://example.org/dropout"}
"""
PLAN = "plan --role research-scientist --weeks 12 --hours 10"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a reading list and give its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


File = Callable[[str, str | bytes], Path]


@pytest.fixture
def listed(mlprep: Driver, file: File) -> Driver:
    """The program with a plan for the papers of a .bib file."""
    assert mlprep(f"{PLAN} --papers {file('mine.bib', BIB)}").code == 0
    return mlprep


@pytest.mark.parametrize("role", ["research-scientist", "postdoctoral-researcher"])
@pytest.mark.parametrize(("name", "content"), [("a.bib", BIB), ("a.yaml", YAML), ("a.yml", YAML)])
def test_a_plan_for_ones_own_papers(
    mlprep: Driver, file: File, role: str, name: str, content: str
) -> None:
    path = file(name, content)
    run = mlprep(f"plan --role {role} --domain own --papers {path} --weeks 12 --hours 10 --json")
    assert run.code == 0, run.err
    assert run.json["profile"]["domain"] == "own"
    units = {unit["id"]: unit for unit in run.json["selection"]["units"]}
    first = "own-adam:basics" if name != "a.bib" else "own-vaswani2017attention:basics"
    assert units[first]["selected"]
    assert units["own-map:basics"]["selected"]
    assert [r for r in run.json["rounds"] if r["state"] == "not-prepared"] == []


def test_latex_names_years_and_addresses(listed: Driver) -> None:
    page = listed("topic own-vaswani2017attention --links")
    assert page.out.startswith("Attention Is All You Need · own-vaswani2017attention")
    assert "https://arxiv.org/abs/1706.03762" in page.out
    second = listed("topic own-he-2016 --links").out
    assert second.startswith("Deep Residual Learning & études on α: 100% of it")
    assert "https://doi.org/10.1109/CVPR.2016.90" in second
    assert "https://example.org/a_b?x=1&y=2" in listed("topic own-blog --links").out
    assert "scholar.google.com/scholar?q=Another+Post" in listed("topic own-blog2 --links").out


def test_the_days_of_such_a_plan(listed: Driver) -> None:
    for command in ("today", "show", "show --all", "status", "roles research-scientist"):
        assert listed(command).code == 0, command
    assert "Attention Is All You Need" in listed("export markdown").out
    assert "own-he-2016" in listed("topics residual").out
    assert listed("done own-he-2016").code == 0
    assert listed("topic own-he-2016 --json").json["depths"]["basics"]["done"]
    assert listed("know own-blog").code == 0


def test_papers_imply_the_domain_and_stay_for_later_plans(listed: Driver) -> None:
    again = listed("plan --hours 8 --yes --json")
    assert again.code == 0
    assert again.json["profile"]["domain"] == "own"
    other = listed("plan --domain nlp-llm --yes --json")
    assert other.json["profile"]["domain"] == "nlp-llm"
    assert "own-blog:basics" not in [
        unit["id"] for unit in other.json["selection"]["units"] if unit["selected"]
    ]
    assert listed("plan --domain own --yes --json").json["profile"]["domain"] == "own"


def test_undo_takes_back_plan_and_papers_together(listed: Driver) -> None:
    run = listed("undo")
    assert "your reading list of 4; the plan" in run.out + run.err
    assert listed("topic own-blog").code == 1
    assert listed("status").code == 1


def test_a_new_list_replaces_the_old_and_done_papers_stay_done(listed: Driver, file: File) -> None:
    assert listed("done own-blog").code == 0
    shorter = BIB.replace("@article{vaswani2017attention", "@comment{x")
    path = file("shorter.bib", shorter)
    look = listed(f"plan --papers {path} --dry-run")
    assert look.code == 0
    assert listed("topic own-vaswani2017attention").code == 0
    assert listed(f"plan --papers {path} --yes").code == 0
    assert listed("topic own-vaswani2017attention").code == 1
    assert listed("topic own-blog --json").json["done"]
    for command in ("today", "show --all", "status", "undo", "today"):
        assert listed(command).code == 0, command
    assert listed("topic own-vaswani2017attention").code == 0


def test_a_dry_run_stores_nothing(mlprep: Driver, file: File, home: Path) -> None:
    assert mlprep(f"{PLAN} --papers {file('a.yaml', YAML)} --dry-run").code == 0
    assert not (home / "state").exists()
    assert mlprep("topic own-adam").code == 1


def test_own_without_papers_says_what_to_do(mlprep: Driver) -> None:
    run = mlprep(f"{PLAN} --domain own")
    assert run.code == 2
    assert "--papers FILE" in run.err
    assert "--papers FILE" in mlprep(PLAN).err


def test_the_same_list_gives_the_same_plan(mlprep: Driver, file: File) -> None:
    command = f"{PLAN} --papers {file('a.bib', BIB)} --dry-run --json"
    assert mlprep(command).out == mlprep(command).out


def test_another_key_is_another_catalog(mlprep: Driver, file: File) -> None:
    one = mlprep(f"{PLAN} --papers {file('a.yaml', YAML)} --dry-run --json").json
    two = mlprep(
        f"{PLAN} --papers {file('b.yaml', YAML.replace('2015', '2014'))} --dry-run --json"
    ).json
    assert one["catalog"]["sha256"] != two["catalog"]["sha256"]


def entry(number: int, title: str = "A title") -> str:
    return f"@misc{{k{number}, title = {{{title} {number}}}, author = {{A. Author}}}}\n"


FAULTS = {
    "missing": (None, "x.bib", "x.bib: cannot be read"),
    "nothing": ("", "x.bib", "x.bib: holds no papers"),
    "prose": ("Just some words.", "x.bib", "x.bib: holds no papers"),
    "no papers": ("format: 1\npapers: []", "x.yaml", "x.yaml: holds no papers"),
    "ending": ("a,b", "x.csv", "x.csv: ends in none of .bib, .yaml, .yml"),
    "binary": (b"\xff\xfe\x00@", "x.bib", "x.bib: is not UTF-8"),
    "binary yaml": (b"\xff\xfe\x00@", "x.yml", "x.yml: is not UTF-8"),
    "large": (" " * 2_000_001, "x.bib", "x.bib: is larger than 2 MB"),
    "large yaml": (" " * 2_000_001, "x.yaml", "x.yaml: is larger than 2 MB"),
    "81": ("".join(map(entry, range(81))), "x.bib", "x.bib:81: 81 papers; keep the 80"),
    "10,000": ("".join(map(entry, range(10_000))), "x.bib", "x.bib: holds over 5000 entries"),
    "10,000 yaml": (
        "format: 1\npapers:\n" + "".join(f"- {{title: T {n}, by: A}}\n" for n in range(10_000)),
        "x.yaml",
        "x.yaml:83: 10000 papers; keep the 80",
    ),
    "no title": ("\n@misc{k, author = {A}}", "x.bib", "x.bib:2: k has no title"),
    "no key": ("@misc{, title = {Some title}}", "x.bib", "x.bib:1: an entry without a key"),
    "twice": (entry(1) + entry(1), "x.bib", "x.bib:2: 'k1' stands here a second time"),
    "twice, in capitals": (
        entry(1) + entry(1).replace("k1", "K1"), "x.bib", "x.bib:2: 'K1' stands here a second time",
    ),
    "twice yaml": (
        "format: 1\npapers:\n- {title: Same, by: A}\n- {title: Same, by: B}",
        "x.yaml", "x.yaml:4: 'Same' stands here a second time",
    ),
    "open brace": (
        "@misc{k, title = {Open\n" + entry(1), "x.bib", "x.bib:1: an entry begins here",
    ),
    "strange key": (
        "format: 1\npapers:\n- {title: Same, by: A, colour: red}", "x.yaml", "x.yaml:3: papers.0.c"
    ),
    "no by": ("format: 1\npapers:\n- {title: Same}", "x.yaml", "papers.0.by: is missing"),
    "address": (
        'format: 1\npapers:\n- title: Same\n  by: A\n  url: "file:///etc/passwd"', "x.yaml",
        "x.yaml:5: url: this should begin with https://",
    ),
    "year": ("format: 1\npapers:\n- {title: Same, by: A, year: 20170}", "x.yaml", "2999 or less"),
    "deep yaml": ("format: 1\npapers: " + "[" * 5000, "x.yaml", "nested over"),
    "alias bomb": (
        "x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n"
        + "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]\n" for n in range(1, 9)),
        "x.yaml", "unfolds into too many",
    ),
    "code": ("!!python/object/apply:os.system ['true']", "x.yaml", "not allowed"),
    "escape in a key": (
        'format: 1\npapers:\n- {"\\e[31m": 1, title: Same, by: A}', "x.yaml", ":3: papers.0.[31m"
    ),
    "deep braces": ("@misc{k, title = " + "{" * 100_000, "x.bib", "x.bib:1: an entry begins here"),
    "only braces": ("@misc{k, title = {" + "{" * 900 + "}" * 901 + "}", "x.bib", "no title"),
    "many beginnings": ("@a{" * 100_000, "x.bib", "holds over 5000 entries"),
    "many signs": ("@" * 1_000_000, "x.bib", "holds no papers"),
    "long fields": (
        "@misc{k, eprint = {" + "a" * 900_000 + "}, author = {" + " " * 900_000 + "}}", "x.bib",
        "no title",
    ),
    "many commas": ("@a{b," + "," * 500_000, "x.bib", "x.bib:1: an entry begins here"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_list_that_will_not_do_is_told_in_plain_words(  # noqa: PLR0913, PLR0917  # a table of cases
    mlprep: Driver, file: File, home: Path, content: str | bytes | None, name: str, said: str
) -> None:
    path = home / name if content is None else file(name, content)
    run = mlprep(f"{PLAN} --papers {path}")
    assert run.code == 3, run.out[:200]
    assert said in run.err
    assert "Give a .bib file" in run.err
    assert "\x1b" not in run.err
    assert "Parsing of" not in run.err
    assert not (home / "state").exists()


def test_all_faults_are_told_at_once_in_order(mlprep: Driver, file: File) -> None:
    text = entry(1) + "@misc{k2}\n@misc{open, title = {A\n" + entry(1) + "@misc{, title = {Titled}}"
    run = mlprep(f"{PLAN} --papers {file('x.bib', text)}")
    lines = [line.split(":")[1] for line in run.err.splitlines() if "x.bib:" in line]
    assert lines == ["2", "3", "4", "5"]


def test_a_folder_and_a_device_are_no_lists(mlprep: Driver, tmp_path: Path) -> None:
    (tmp_path / "folder.bib").mkdir()
    (tmp_path / "endless.yaml").symlink_to("/dev/zero")
    assert "cannot be read" in mlprep(f"{PLAN} --papers ~nobody-of-that-name/x.bib").err
    for name in ("folder.bib", "endless.yaml"):
        run = mlprep(f"{PLAN} --papers {tmp_path / name}")
        assert run.code == 3
        assert "is not a file" in run.err


STEERING = "A\\e]0;owned\\a title \\x9b31m with\\u202e\\nlines \\u2028 and more"
HOSTILE_YAML = f"""format: 1
papers:
- {{title: "{STEERING}", by: "{STEERING}", key: "{STEERING}"}}
"""
HOSTILE_BIB = """@misc{k,
  title = {A \x1b]0;owned\x07 title \x9b31m \\symbol{27}[31m \\input{/etc/passwd}},
  author = {\x1b[31m Me and \x1b[0m you}, url = {https://example.org/\x1b]8;;x}}
"""
HOSTILE = {
    "yaml": (HOSTILE_YAML, "x.yaml"),
    "bib": (HOSTILE_BIB, "x.bib"),
    "long": ("@misc{" + "k" * 5000 + ", title = {" + "Word " * 100_000 + "}}", "x.bib"),
    "markdown": ("@misc{k, title = {[x](http://a.b) <b> `code` *}, author = {_A_ | B}}", "x.bib"),
    "rich": ("@misc{k, title = {[link=http://a.b]x[/link] [bold]y}, author = {[red]A}}", "x.bib"),
    "latex": (
        "@misc{k, title = {Title " + "\\textbf{" * 300 + "deep" + "}" * 300 + "}}\n"
        "@misc{k2, title = {Title " + "\\frac" * 300 + " $$ \\begin{x} \\\\ ~ ---}}\n"
        "@misc{k3, title = {Title " + "$x_{" * 300 + "}" * 300 + "}}",
        "x.bib",
    ),
}


@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends_as_text(mlprep: Driver, file: File, content: str, name: str) -> None:
    run = mlprep(f"{PLAN} --papers {file(name, content)}")
    assert run.code == 0, run.err
    seen = run.out + run.err
    commands = ("today --json", "show --all", "show --json", "export markdown", "topics title",
                "roles research-scientist", "undo")  # fmt: skip
    for command in commands:
        after = mlprep(command)
        assert after.code == 0, command
        seen += after.out + after.err
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2028"} & set(seen)
    assert "root:" not in seen
    if name == "x.bib" and "[x]" in content:
        assert "\\[x\\](http://a.b) \\<b\\> \\`code\\` \\*" in seen
