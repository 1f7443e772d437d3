"""The page's conversations: forgotten when nobody talks, and one turn at a time."""

import threading

import pytest

from local_sim.browser.conversation import IDLE, BusyError, Conversation, Conversations, UnknownError
from local_sim.client import Client
from local_sim.platforms.actions import Actions
from model.types import Model
from tests.local_sim.conftest import Service


def conversation(service: Service, model: Model) -> Conversation:
    return Conversation(Client(service.url, Actions()), model)


def test_a_conversation_in_which_nobody_talks_is_forgotten(service: Service, model: Model) -> None:
    now = [0.0]
    kept = Conversations(lambda: now[0])
    name = kept.add(conversation(service, model))
    now[0] += IDLE
    assert kept.find(name)
    now[0] += IDLE
    assert kept.find(name)
    now[0] += IDLE + 1
    with pytest.raises(UnknownError):
        kept.find(name)


def test_a_second_turn_waits_for_no_one(service: Service, model: Model) -> None:
    service.script.append({})
    service.delay = 0.5
    talk = conversation(service, model)
    first = threading.Thread(target=talk.take, args=("start",))
    first.start()
    while not service.requests:
        first.join(0.01)
    with pytest.raises(BusyError, match="wacht even"):
        talk.take("say", "ja")
    first.join()
    talk.close()
