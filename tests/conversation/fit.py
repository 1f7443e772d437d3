"""Fit the weights of how sure an answer is, on the development half: python -m tests.conversation.fit prints them."""

import sys

import numpy as np

from fulfillment.conversation.understanding.choice import what_to_learn
from fulfillment.conversation.understanding.learned import Learned
from fulfillment.conversation.understanding.place import places
from fulfillment.conversation.understanding.words import tokens
from fulfillment.conversation.understanding.yes_no import yes_no
from model.load import load
from model.question import Kind
from tests.conversation.corpus import answers

_RIDGE, _STEPS = 0.5, 60


def measured() -> tuple[np.ndarray, np.ndarray]:
    """Give the measures of every free answer, and whether the likeliest answer was the one that was meant."""
    model = load()
    learned = {
        question.id: Learned(what_to_learn(question))
        for question in model.scored
        if question.kind in (Kind.LADDER, Kind.YES_NO)
    }
    rows, right = [], []
    for item in answers("development"):
        words = tokens(item.say)
        if item.question not in learned or item.between or places(words, 4).named or yes_no(words) is not None:
            continue
        found = learned[item.question].measured(words)
        if found is None:
            continue
        best, measures, _ = found
        rows.append((1.0, *measures))
        right.append(model.question(item.question).answers[best].id == item.means)
    return np.array(rows), np.array(right, dtype=float)


def fitted(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Give bias and weights: logistic regression with a little ridge, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = np.eye(rows.shape[1]) * _RIDGE
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - sure) - ridge @ weights
        curve = rows.T @ (rows * (sure * (1 - sure))[:, None]) + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    found = fitted(*measured())
    sys.stdout.write(f"BIAS = {found[0]:.2f}\nWEIGHTS = ({', '.join(f'{weight:.2f}' for weight in found[1:])})\n")
