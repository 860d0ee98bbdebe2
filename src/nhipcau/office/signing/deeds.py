"""What was done to one version, and where it stands: read from its rows; ``with_deeds`` reads them for many at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from nhipcau.kernel.states import Since
from nhipcau.office.signing import rules
from nhipcau.office.signing.kinds import Signer, StepKind, chain_of
from nhipcau.office.signing.models import Issue, Numbering, Recall, Returned, Step, Version
from nhipcau.office.signing.rules import State


def _deed(version: Version, name: str) -> Any:
    """A one-to-one row, or None."""
    try:
        return getattr(version, name)
    except (Returned.DoesNotExist, Issue.DoesNotExist, Recall.DoesNotExist):
        return None


def issue_of(version: Version) -> Issue | None:
    """Its issue, where it has gone out."""
    found: Issue | None = _deed(version, "issue")
    return found


def returned_of(version: Version) -> Returned | None:
    found: Returned | None = _deed(version, "returned")
    return found


def recall_of(version: Version) -> Recall | None:
    found: Recall | None = _deed(version, "recall")
    return found


def replaced_by(version: Version) -> Version | None:
    """The issued correction that stands in its place."""
    found = _deed(version, "replaced_by")
    return found.version if found else None


def numbering_of(version: Version) -> Numbering | None:
    """The number kept for it that was not given up."""
    for numbering in reversed(version.numberings.all()):
        if not hasattr(numbering.number, "given_up"):
            return numbering
    return None


def state_of(version: Version) -> State:
    """Where it stands, reckoned from its rows; ``with_deeds`` reads them for many at once."""
    steps = chain_of(version).names
    return rules.state_of(
        rules.Done(
            steps_left=bool(rules.next_step(steps, [step.name for step in version.steps.all()])),
            returned=returned_of(version) is not None,
            numbered=numbering_of(version) is not None,
            issued=issue_of(version) is not None,
            replaced=_deed(version, "replaced_by") is not None,
            recalled=recall_of(version) is not None,
        )
    )


def go(verb: str, version: Version) -> str:
    """The state that a verb of ``rules.SIGNING`` leads a version to.

    Raises Refused: where the version stands, since when and by whom, and who may open it.
    """
    state = state_of(version)
    return rules.SIGNING.go(verb, state, since=partial(_since, version, state))


def _since(version: Version, state: State) -> Since:
    """When a version came to stand where it stands, and by whom."""
    issue = issue_of(version) if state is State.ISSUED else _deed(version, "replaced_by")
    deeds: dict[State, Any] = {
        State.SIGNED: signature_in(version),
        State.NUMBERED: numbering_of(version),
        State.RETURNED: returned_of(version),
        State.RECALLED: recall_of(version),
    }
    if state in {State.ISSUED, State.REPLACED} and issue is not None:
        return Since(issue.issued_at, issue.issued_by)
    if (step := deeds.get(state)) is not None:
        return Since(step.at, step.officer_name if isinstance(step, Step) else step.by)
    return Since(version.made_at, version.made_by)


def next_step(version: Version) -> StepKind | None:
    """The step that comes next; None when all are taken."""
    chain = chain_of(version)
    name = rules.next_step(chain.names, [step.name for step in version.steps.all()])
    return chain.step(name) if name else None


def signature_in(version: Version) -> Step | None:
    """A version's signature: the chain's last step, once taken."""
    name = chain_of(version).signature.name
    return next((step for step in version.steps.all() if step.name == name), None)


def signer_of(version: Version) -> Signer | None:
    """Who signed, as it is printed."""
    step = signature_in(version)
    if step is None:
        return None
    return Signer(name=step.officer_name, post=step.post, authority=tuple(step.authority))
