"""What an indicator counts is counted in one place, ``indicators.queries``: no page, desk, digest or report has an aggregate of its own.

Two ways lead past it: asking the engine elsewhere, and adding up rows in a query.  The first is refused everywhere; of the
second each function is named here with what it counts, which no indicator does, or from which the facts themselves are read.
What is added up in Python is not seen here; ``tests/figures/test_one_number.py`` compares what the pages and papers show.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "nhipcau"
ENGINE = {"Ledger", "count", "fact_sources"}
ASKS_THE_ENGINE = {
    "indicators/queries.py": "the one place",
    "indicators/awaited.py": "asks the sources until when facts are still to come, and counts none",
    "reports/wiring.py": "registers a source",
    "plans/wiring.py": "registers a source",
    "plans/units/wiring.py": "registers a source",
    "documents/wiring.py": "registers a source",
    "digests/wiring.py": "registers a source",
    "press/wiring.py": "registers a source",
    "agencies/wiring.py": "registers a source",
}
ADDS_UP = frozenset({"Count", "Sum", "Avg"})
SHOWS = ("reports", "desk", "digests", "indicators", "plans")
OWN_COUNTS = {
    "reports/calls/deskcards.py _answered": "replies of calls that wait for a word; no indicator tells of calls",
    "reports/calls/queries.py board": "answers of one call, by which its board sorts",
    "reports/calls/queries.py standings": "how calls stand; no indicator tells of them",
    "reports/queries.py standings": "how a round stands today, given back and accepted apart; the figure tells of rounds whose day is over",
    "reports/gathering.py merged_of": "a stamp: whether anything was written since",
    "digests/queries.py listed_issues": "items of one digest, by which its list sorts",
    "digests/queries.py counted_issues": "items of one digest",
    "digests/facts.py stamp": "a stamp: whether anything was signed since",
    "plans/queries.py _shares_of": "percents that agencies reported on a task; no indicator has them",
    "plans/queries.py _unsettled": "names in a task that are still open",
    "plans/actions/confirm.py": "what an import laid, told once when it is confirmed",
    "plans/units/queries.py board": "lines of one unit plan",
    "plans/next/replies.py board": "proposals of one draft, by which its board sorts",
    "plans/next/lastyear.py evidence_of": "evidence of each task of one plan, beside the task that goes on from it",
    "plans/of_agencies.py": "results owed by an agency, not tasks; kept counted (ADR 33)",
    "plans/tallies.py": "what is kept counted of results (ADR 33), from which the facts of tasks are read",
    "plans/running.py": "results by day and month, for the line of the year",
    "plans/weekpart.py": "agencies behind one task of the week",
}
"""Function, or a whole module, with why its numbers are no indicator's."""


def modules(*apps: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of some apps (of all without a name) but tests and migrations, by its path."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE)
        if {"tests", "migrations", "engines", "demo"} & set(name.parts) or (
            apps and name.parts[0] not in apps
        ):
            continue
        yield str(name), ast.parse(path.read_text(encoding="utf-8"))


def adds_up(tree: ast.Module) -> set[str]:
    """The functions in which a query adds up rows; "" outside of any."""
    found: set[str] = set()

    def walk(node: ast.AST, inside: str) -> None:
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in ADDS_UP:
                found.add(inside)
        for child in ast.iter_child_nodes(node):
            is_function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
            walk(child, child.name if is_function and not inside else inside)

    walk(tree, "")
    return found


def asks_the_engine(tree: ast.Module) -> set[str]:
    """What a module takes to count facts by itself."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nhipcau.engines.counting"):
            found |= {one.name for one in node.names} & {"Ledger", "count"}
        if isinstance(node, ast.ImportFrom) and node.module == "nhipcau.kernel.facts":
            found |= {one.name for one in node.names} & {"fact_sources"}
        if isinstance(node, ast.Attribute) and node.attr == "fact_sources":
            found.add(node.attr)
    return found


def test_the_engine_counts_facts_for_one_module_alone():
    found = {name for name, tree in modules() if asks_the_engine(tree)}
    assert found - ASKS_THE_ENGINE.keys() == set()
    assert ASKS_THE_ENGINE.keys() - found == set(), "named here, and no longer so"


def test_no_page_adds_up_what_an_indicator_counts():
    found = {f"{name} {inside}".strip() for name, tree in modules(*SHOWS) for inside in adds_up(tree)}
    unnamed = {one for one in found if one not in OWN_COUNTS and one.partition(" ")[0] not in OWN_COUNTS}
    assert unnamed == set(), "ask indicators.queries, or say here why it is no indicator's number"
    known = found | {one.partition(" ")[0] for one in found}
    assert OWN_COUNTS.keys() - known == set(), "named here, and adds up nothing"


def test_an_aggregate_and_an_engine_of_its_own_are_told():
    late = "def late():\n    return Task.objects.filter(late=True).aggregate(many=Count('pk'))\n"
    nested = "def page():\n    def inner():\n        return rows.annotate(all=models.Sum('owed'))\n    return inner()\n"
    assert adds_up(ast.parse(late)) == {"late"} and adds_up(ast.parse(nested)) == {"page"}
    assert adds_up(ast.parse("def first():\n    return rows.aggregate(Min('day'))\n")) == set()
    assert asks_the_engine(ast.parse("from nhipcau.engines.counting import Ledger, Period\n")) == {"Ledger"}
    assert asks_the_engine(ast.parse("from nhipcau.kernel import facts\nfacts.fact_sources.all()\n")) == {
        "fact_sources"
    }
    assert asks_the_engine(ast.parse("from nhipcau.engines.counting import Fact, Period\n")) == set()
