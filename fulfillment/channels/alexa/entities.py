"""What may be answered now, for Alexa's recognition: dynamic entities.

Source: Amazon's "Use Dynamic Entities for Customized Interactions": at most 100 values and synonyms in a session.
"""

from typing import Any

from fulfillment.conversation.reply import Reply
from voice_models.answers import Value, narrowed
from voice_models.names import ANSWER_TYPE

_MOST = 100


def entities(reply: Reply) -> list[dict[str, Any]]:
    """Give the directive that narrows answers to those of the question that is asked; with nothing to choose from, all
    of the skill's own count again."""
    values = narrowed(reply.question, _MOST)
    if not values:
        return [{"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "CLEAR"}]
    kind = {"name": ANSWER_TYPE, "values": [_entity(value) for value in values]}
    return [{"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "REPLACE", "types": [kind]}]


def _entity(value: Value) -> dict[str, Any]:
    return {"id": value.id, "name": {"value": value.name, "synonyms": list(value.synonyms)}}
