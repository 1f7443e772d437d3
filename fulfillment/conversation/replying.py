"""The reply that a move leads to: which text of its step's prompt is said, and what goes with it."""

from fulfillment.conversation.move import Move, Prompt, Put
from fulfillment.conversation.reply import Manner, Reply, Wants
from fulfillment.conversation.session import Step
from fulfillment.conversation.steps import account
from fulfillment.conversation.wording import sentence


def reply_of(move: Move, prompt: Prompt | None) -> Reply:
    """Give the reply; `prompt` is that of the step the move goes to, None for a farewell."""
    session = move.session
    if prompt is None:
        farewell = move.farewell or ""
        return Reply(speech=sentence(move.lead, farewell), number=session.replies, screen=farewell[:640])
    brisk = session.brisk and move.put is Put.FULL and session.step is Step.QUESTION and move.brief is not None
    asked = {
        Put.FULL: prompt.full,
        Put.SHORT: prompt.short,
        Put.EXAMPLE: prompt.example,
        Put.HELP: prompt.help,
        Put.OPTIONS: prompt.options or prompt.short,
    }
    return Reply(
        speech=sentence(move.brief or "" if brisk else move.lead, asked[move.put]),
        number=session.replies,
        expects=prompt.expects,
        # After silence something else is said than what was just said.
        reprompt=prompt.example if move.put is Put.SHORT else prompt.short,
        title=prompt.title,
        screen=prompt.screen,
        chips=prompt.chips,
        phrases=prompt.phrases,
        manner=Manner(prompt.options, prompt.spelled, prompt.stressed, slow=move.slow),
        question=prompt.question,
        progress=prompt.progress,
        levels=prompt.levels,
        wants=Wants.ACCOUNT if account.useful(session) else None,
    )
