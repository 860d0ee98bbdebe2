"""Whether closed figures are still as they were sealed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from nhipcau.engines.counting import check_chain
from nhipcau.engines.counting.errors import CountingError
from nhipcau.indicators.models import ClosedFigure
from nhipcau.indicators.queries import frozen_of, plain, value_of
from nhipcau.kernel.proofs import Doubt
from nhipcau.kernel.refusal import N_

_CHANGED = N_("Số liệu %(figure)s (bản %(version)s): nội dung không khớp dấu niêm phong")
_CHAIN = N_("Số liệu %(figure)s: các bản chốt không nối tiếp nhau")


def closed_figures() -> Iterator[Doubt]:
    """Each seal against its words, and each version against the one before."""
    rows = ClosedFigure.objects.select_related("closing").order_by(
        "closing__period", "closing__scope", "indicator", "part", "version"
    )

    def of(row: ClosedFigure) -> tuple[str, ...]:
        return row.closing.period, row.closing.scope, row.indicator, row.part

    for key, versions in groupby(rows.iterator(chunk_size=2_000), key=of):
        named = " ".join(word for word in key if word)
        chain = []
        for row in versions:
            frozen = frozen_of(row)
            chain.append(frozen)
            if frozen.seal != row.seal or value_of(frozen) != plain(row.value):
                yield Doubt(_CHANGED, {"figure": named, "version": row.version})
        try:
            check_chain(chain)
        except CountingError:
            yield Doubt(_CHAIN, {"figure": named})
