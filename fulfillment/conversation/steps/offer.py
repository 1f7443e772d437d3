"""The spoken result, and what to do with it: the report by mail, or more questions first."""

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.steps import account
from fulfillment.conversation.steps.asking import agreed, yes_no_prompt
from fulfillment.conversation.steps.deepen import deepen
from fulfillment.conversation.steps.flow import onward
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.result import told, weakest
from fulfillment.conversation.understanding.spoken_address.address import address
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import sentence
from model.records import replace


class Offer:
    """Tell the result and ask whether the report may be mailed, or whether to go deeper first."""

    own: frozenset[str] = frozenset({"back", "skip", "resume", "result", "stop"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Tell level, strongest, weakest and first tip; then ask."""
        result = told(voice, session)
        aspect = weakest(voice, session)
        if session.address:
            asked = voice.say("offer", "known")
        elif aspect:
            asked = voice.say("offer", "full")
        else:
            asked = voice.say("offer", "plain")
        prompt = yes_no_prompt(voice, "offer", full=sentence(result.spoken, asked), screen=result.shown)
        deeper = (voice.say("offer", "deeper"),) if aspect else ()
        chips = (voice.say("offer", "report"), *deeper, "Nee")
        phrases = ("ja", "nee", "het rapport", "verder")
        told_so = replace(prompt, stressed=result.level, levels=result.levels)
        return replace(told_so, chips=chips, phrases=phrases, options=asked)

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Mail on yes; end without on no; go deeper or back when asked."""
        match heard.hint:
            case "back":
                return Move(session.asking(session.course(voice.model)[-1]), voice.say("question", "back"))
            case "resume":
                return deepen(voice, session, ())
            case "skip":
                return decline(voice, session)
            case "stop":
                return leave(voice, session)
        if found := address(heard.raw):
            return Move(replace(account.dictated(session).at(Step.CONFIRM), pending=found, local=None))
        wanted = True if heard.hint == "result" else agreed(heard)
        if wanted is None:
            return None
        return mail(voice, session) if wanted else decline(voice, session)

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Leave, with the offer still open for the next time."""
        return leave(voice, session)


def mail(voice: Voice, session: Session) -> Move:
    """Send the report to the address that is known, or ask for one."""
    if session.address:
        return report(voice, session)
    return Move(replace(session.at(Step.ADDRESS), local=None, pending=None))


def report(voice: Voice, session: Session) -> Move:
    """Have the report made and mailed to the confirmed address, and go on to the ending."""
    made = replace(session, reported=True, reports=session.reports + 1, pending=None, local=None)
    move = onward(voice, made, voice.say("confirm", "done"))
    # Who was asked everything before hears the goodbye at once, which forgets the address: the mail still needs it.
    return replace(move, session=replace(move.session, address=made.address))


def decline(voice: Voice, session: Session) -> Move:
    """Keep the finished scan without a mail, and go on to the ending."""
    kept = replace(session, reported=True, reports=session.reports + 1, address=None, pending=None, local=None)
    return onward(voice, kept, voice.say("offer", "declined"))
