"""Print how much of the corpus is understood, and how fast: make bench-understanding."""

import sys

from model.load import load
from tests.conversation import score
from tests.conversation.corpus import HALVES


def main() -> None:
    """Print both halves; with -v also what of the development half was missed."""
    model = load()
    out = sys.stdout.write
    for half in HALVES:
        tally = score.of_answers(model, half)
        out(f"{half}\n")
        out(f"  answers      {tally.count:5} in scope: {tally.right:6.1%} right")
        out(f" ({tally.asked:.1%} of them after asking back), {tally.wrong:.1%} wrong\n")
        out(f"               {tally.others:5} other talk: {tally.accepted:.1%} accepted,")
        out(f" {tally.doubted:.1%} asked back\n")
        out(f"               median {tally.micros:.0f} µs per answer\n")
        counted = {
            "yes or no": score.of_talk(half, "yes_no"),
            "commands": score.of_talk(half, "commands"),
            "addresses": score.of_addresses(half),
        }
        for name, (count, right, others, accepted, _) in counted.items():
            out(f"  {name:12} {count:5} in scope: {right:6.1%} right; {others} others: {accepted:.1%} accepted\n")
        if half == "development" and "-v" in sys.argv:
            out("\n".join([*tally.missed, *(line for each in counted.values() for line in each[4])]) + "\n")


if __name__ == "__main__":
    main()
