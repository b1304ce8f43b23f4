"""The network that tells words their columns, for use (NumPy) and for learning (JAX) alike.

Layers of attention (Vaswani et al. 2017, Attention is all you need) look at all words of a window at once.
Vectors are turned by where their words stand, so that attention sees how many lines and letters lie between
two (Su et al. 2021, RoFormer).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

HEADS = 4
# How far a line, and a letter, turn the pairs of a vector, in radians; chosen by hand.
LINE_TURNS = (1.2, 0.6, 0.3, 0.12)
LETTER_TURNS = (0.5, 0.22, 0.1, 0.04)
# An array of NumPy or of JAX.
Array = Any


class Window(NamedTuple):
    """Words, looked at together.

    `seen` [word, 2] are the buckets of their embeddings, `features` [word, feature], `line` and `x` where
    they stand; `is_word` is False for what only fills the window. `slots` [column] is the number of its role.
    """

    seen: Array
    features: Array
    line: Array
    x: Array
    is_word: Array
    slots: Array


def scores(xp: Any, weights: Mapping[str, Array], window: Window, kept: Array = 1.0) -> tuple[Array, Array]:
    """Log-odds [word, column], with two more columns (a heading over rows, outside); and [word] that a row
    begins with its line.

    `xp` is the module of the arrays, `kept` what embeddings are multiplied by.
    """
    angles = xp.concatenate(
        [window.line[:, None] * xp.asarray(LINE_TURNS), window.x[:, None] * xp.asarray(LETTER_TURNS)], axis=1
    )
    turn = xp.cos(angles)[:, None], xp.sin(angles)[:, None]
    places = xp.arange(len(window.slots))
    states = (weights["embedding"][window.seen] * kept).sum(axis=1)
    states = states + xp.tanh(window.features) @ weights["features"] + weights["features_bias"]
    states = states + weights["columns"][places, window.slots].sum(axis=0)
    for layer in range(sum(name.startswith("attention_in") for name in weights)):
        own = {name.rsplit("_", 1)[0]: one for name, one in weights.items() if name.endswith(f"_{layer}")}
        states = states + _attention(
            xp, own, _normed(xp, states, own["attention_norm"]), turn, window.is_word
        )
        inner = _normed(xp, states, own["inner_norm"]) @ own["inner_in"] + own["inner_bias"]
        states = states + _gelu(xp, inner) @ own["inner_out"] + own["inner_out_bias"]
    states = _normed(xp, states, weights["norm"])
    ends = weights["role_out"][window.slots] + weights["place_out"][: len(window.slots)]
    found = states @ xp.concatenate([ends, weights["other_out"]]).T
    return found, states @ weights["row_out"] + weights["row_bias"]


def _attention(
    xp: Any, own: Mapping[str, Array], states: Array, turn: tuple[Array, Array], is_word: Array
) -> Array:
    count, size = states.shape
    parts = (states @ own["attention_in"]).reshape(count, 3, HEADS, size // HEADS)
    query, key = (_turned(xp, parts[:, i], *turn).transpose(1, 0, 2) for i in (0, 1))
    looks = query @ key.transpose(0, 2, 1) * (size // HEADS) ** -0.5
    looks = xp.where(is_word, looks, -1e9)
    looks = xp.exp(looks - looks.max(axis=2, keepdims=True))
    looks = looks / looks.sum(axis=2, keepdims=True)
    seen = (looks @ parts[:, 2].transpose(1, 0, 2)).transpose(1, 0, 2)
    return seen.reshape(count, size) @ own["attention_out"]


def _turned(xp: Any, vectors: Array, cos: Array, sin: Array) -> Array:
    half = vectors.shape[-1] // 2
    left, right = vectors[..., :half], vectors[..., half:]
    return xp.concatenate([left * cos - right * sin, left * sin + right * cos], axis=-1)


def _normed(xp: Any, states: Array, weight: Array) -> Array:
    return states / xp.sqrt((states**2).mean(axis=-1, keepdims=True) + 1e-6) * weight


def _gelu(xp: Any, values: Array) -> Array:
    """Hendrycks and Gimpel 2016, in its usual approximation."""
    return 0.5 * values * (1 + xp.tanh(0.7978846 * (values + 0.044715 * values**3)))
