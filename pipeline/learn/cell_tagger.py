"""Learn in which column words stand: `python -m pipeline.learn.cell_tagger CORPUS PAGES.jsonl WEIGHTS.npz`.

Tables are made of the held-out text of the corpus (`pipeline.learn.woven_tables`), which the language model
has not seen: how well words go together there is what it is on new pages. Behind them PAGES, printed and read
(`pipeline.learn.table_pages`), are a third of what is looked at. The network of
`pipeline.tables.text.tagger_network` is trained by JAX (the extra `learn`) with AdamW; its use needs NumPy.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from pipeline.learn import corpus
from pipeline.learn.tagger_windows import Arrays, made_tables, read_pages, together
from pipeline.learn.woven_cells import units_of
from pipeline.learn.woven_tables import Weaver
from pipeline.tables.text.cell_tagger import MAX_COLUMNS, ROLES, WINDOW
from pipeline.tables.text.tagger_features import BUCKETS
from pipeline.tables.text.tagger_network import Window, scores
from pipeline.vietnamese.language import SPECIAL, LanguageModel

# The length of a word's vector, of the layer inside each layer; how many layers.
SIZE, INNER, LAYERS = 64, 192, 3
# Tables looked at in one step, the highest rate of learning, the share of embeddings left out in training,
# what a row's beginning counts beside a word's column.
BATCH, RATE, LEFT_OUT, ROW_SHARE = 24, 2e-3, 0.15, 0.3
# The most usual words of the language model may stand where a word was misread.
USUAL_WORDS = 20_000
# Paragraphs that units, and what cells say, are taken from.
UNITS_FROM = 150_000
Weights = dict[str, jax.Array]


def start(features_count: int, seed: int) -> Weights:
    """Weights to begin with."""
    rng = np.random.default_rng(seed)

    def drawn(*shape: int, scale: float = 0.0) -> jax.Array:
        return jnp.asarray(rng.normal(size=shape) * (scale or shape[0] ** -0.5), dtype=jnp.float32)

    role, place = len(ROLES) + 1, SIZE**-0.5
    weights = {
        "embedding": drawn(BUCKETS, SIZE, scale=0.3),
        "features": drawn(features_count, SIZE),
        "features_bias": jnp.zeros(SIZE),
        "columns": drawn(MAX_COLUMNS, role, SIZE, scale=0.1),
        "role_out": drawn(role, SIZE, scale=place),
        "place_out": drawn(MAX_COLUMNS, SIZE, scale=place),
        "other_out": drawn(2, SIZE, scale=place),
        "row_out": drawn(SIZE),
        "row_bias": jnp.zeros(()),
        "norm": jnp.ones(SIZE),
    }
    for i in range(LAYERS):
        weights |= {
            f"attention_norm_{i}": jnp.ones(SIZE),
            f"attention_in_{i}": drawn(SIZE, 3 * SIZE),
            f"attention_out_{i}": drawn(SIZE, SIZE) / 2,
            f"inner_norm_{i}": jnp.ones(SIZE),
            f"inner_in_{i}": drawn(SIZE, INNER),
            f"inner_bias_{i}": jnp.zeros(INNER),
            f"inner_out_{i}": drawn(INNER, SIZE) / 2,
            f"inner_out_bias_{i}": jnp.zeros(SIZE),
        }
    return weights


def _one_loss(weights: Weights, table: Weights, key: jax.Array) -> tuple[jax.Array, ...]:
    """What is wrong in one table, by its words and by its lines, and how many of both it has."""
    kept = jax.random.bernoulli(key, 1 - LEFT_OUT, (WINDOW, 2, 1)) / (1 - LEFT_OUT)
    is_word = jnp.arange(WINDOW) < table["count"]
    # Places without a column say nothing.
    own = weights | {"columns": weights["columns"].at[:, len(ROLES)].set(0.0)}
    place = (table["line"].astype(jnp.float32), table["x"].astype(jnp.float32))
    slots = table["slots"].astype(jnp.int32)
    seen, found = table["seen"].astype(jnp.int32), table["features"].astype(jnp.float32)
    columns, rows = scores(jnp, own, Window(seen, found, *place, is_word, slots), kept)
    columns = jnp.where(jnp.append(slots < len(ROLES), jnp.ones(2, bool)), columns, -1e9)
    is_first = (jnp.diff(place[0], prepend=-1.0) != 0) & is_word
    wrong = optax.softmax_cross_entropy_with_integer_labels(columns, table["column"].astype(jnp.int32))
    begins = optax.sigmoid_binary_cross_entropy(rows, table["begins"].astype(jnp.float32))
    return (wrong * is_word).sum(), is_word.sum(), (begins * is_first).sum(), is_first.sum()


def _loss(weights: Weights, tables: Weights, key: jax.Array) -> jax.Array:
    keys = jax.random.split(key, len(tables["count"]))
    found = jax.vmap(_one_loss, in_axes=(None, 0, 0))(weights, tables, keys)
    wrong, words, begins, lines = (one.sum() for one in found)
    return wrong / words + ROW_SHARE * begins / lines


def learned(weights: Weights, materials: Sequence[tuple[Arrays, int]], rate: float, steps: int) -> Weights:
    """The weights after so many steps, each of so many tables of each material, drawn at random."""
    rates = optax.warmup_cosine_decay_schedule(0.0, rate, steps // 10, steps, rate / 40)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rates, weight_decay=0.01))
    state = optimizer.init(weights)

    def step(weights: Weights, state: Any, chosen: Weights, key: jax.Array) -> tuple[Weights, Any, jax.Array]:
        loss, slopes = jax.value_and_grad(_loss)(weights, chosen, key)
        changes, state = optimizer.update(slopes, state, weights)
        return optax.apply_updates(weights, changes), state, loss

    quick, rng = jax.jit(step), np.random.default_rng(steps)
    for number, key in enumerate(jax.random.split(jax.random.PRNGKey(steps), steps)):
        drawn = [(one, rng.choice(len(one["count"]), count, replace=False)) for one, count in materials]
        names = materials[0][0].keys()
        chosen = {name: np.concatenate([one[name][places] for one, places in drawn]) for name in names}
        weights, state, loss = quick(weights, state, chosen, key)
        if number % 50 == 0:
            print(f"{number} of {steps}: {loss:.3f} nats", flush=True)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--tables", type=int, default=8000)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--go-on", type=Path, help="weights to go on from, instead of anew")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    units = units_of(corpus.sample(options.corpus, UNITS_FROM, options.seed))
    text = corpus.sample(options.corpus, UNITS_FROM, options.seed, held_out=True)
    usual = LanguageModel.load().vocabulary[len(SPECIAL) : USUAL_WORDS]
    tables = together(made_tables(Weaver(text, units, usual).tables(options.seed, WINDOW), options.tables))
    pages = together(read_pages(options.pages))
    weights = start(tables["features"].shape[-1], options.seed)
    if options.go_on:
        with np.load(options.go_on) as arrays:
            weights = {name: jnp.asarray(arrays[name], jnp.float32) for name in arrays.files}
    weights = learned(weights, [(tables, BATCH)], RATE, options.steps)
    mixed = [(tables, BATCH - BATCH // 3), (pages, BATCH // 3)]
    weights = learned(weights, mixed, RATE / 2, options.steps * 2 // 5)
    small: dict[str, Any] = {name: np.asarray(one, np.float16) for name, one in weights.items()}
    np.savez_compressed(options.weights, **small)


if __name__ == "__main__":
    main()
