"""One spoken conversation, from the first reply to the end."""

from dataclasses import dataclass
from time import perf_counter

from local_sim.client import Client
from local_sim.listen.ear import Ear
from local_sim.listen.expected import expected
from local_sim.platforms import Heard
from local_sim.talk.answer import Answer, listened, replied
from local_sim.talk.page import TalkPage
from local_sim.talk.session import Record
from local_sim.talk.source import Source
from local_sim.talk.turn import answer_to
from local_sim.talk.voice import Saying, Voice
from model.types import Model


@dataclass(frozen=True)
class Conversation:
    """Who talks with whom: the platform behind `client` speaks with `voice`, `ear` hears what comes from `source`."""

    client: Client
    ear: Ear
    model: Model
    source: Source
    voice: Voice
    page: TalkPage
    record: Record

    def hold(self) -> Heard:
        """Talk until the platform closes the conversation, nobody answers any more, or Ctrl-C; give the last reply.

        Raises SimulatorError as Client does, and SpeechError when the microphone fails.
        """
        heard, answer = self.client.start(), None
        while True:
            asked = perf_counter()
            self.page.bot(heard)
            saying = self.voice.say(heard.to_say, heard.speech)
            try:
                following = self._answer(heard, answer, saying)
            finally:
                saying.stop()
            if following is None:
                return self._end(heard)
            self.page.caller(following)
            self.record.turn(heard, following, perf_counter() - asked if self.source.live else 0.0)
            heard, answer = replied(self.client, following.utterance), following

    def _answer(self, heard: Heard, before: Answer | None, saying: Saying) -> Answer | None:
        """Give the answer to the reply `heard`, None when there will be none. Ctrl-C is hanging up."""
        try:
            with self.page.meter as meter:
                if heard.ended:
                    saying.wait()
                frames = None if heard.ended else answer_to(saying, self.source, meter)
            self.page.times(before, heard, saying.first_sound)
            if frames is None:
                return None
            with self.page.meter as meter:
                return listened(self.ear, frames, expected(heard, self.model), meter)
        except KeyboardInterrupt:
            return None

    def _end(self, last: Heard) -> Heard:
        if not last.ended:
            self.page.bot(self.client.hang_up())
        self.record.end(last)
        self.page.end(hung_up=not last.ended)
        return last
