"""Check what the files of an Actions project name: handlers, scenes, intents, types and prompts have to be there."""

from collections.abc import Iterator

from pydantic import BaseModel

from voice_models.packages.actions.model_schema import (
    EventHandler,
    GlobalIntentEvent,
    Intent,
    Scene,
    StaticPrompt,
    Type,
    Webhook,
)
from voice_models.packages.actions.read import Item, Project, of
from voice_models.packages.actions.schema import Actions
from voice_models.packages.package import Mistake

MAIN = "actions.intent.MAIN"
_TRIES = ("1", "2", "FINAL")
_MEDIA = ("FINISHED", "PAUSED", "STOPPED", "FAILED")
SYSTEM_INTENTS = frozenset(
    [MAIN, "actions.intent.CANCEL", "actions.intent.PLAY_GAME"]
    + [f"actions.intent.NO_{what}_{last}" for what in ("MATCH", "INPUT") for last in _TRIES]
    + [f"actions.intent.MEDIA_STATUS_{what}" for what in _MEDIA]
)
SYSTEM_SCENES = frozenset({"actions.scene.START_CONVERSATION", "actions.scene.END_CONVERSATION"})
PHRASE_TYPES = frozenset({"actions.type.Number", "actions.type.DateTime"})
"""Google's types that a training phrase may hold; the others are for slots only."""
_OURS = "actions."

Found = Iterator[tuple[str, str]]
"""Keys with what is wrong there."""


def reference_mistakes(project: Project) -> Iterator[Mistake]:
    """Give every name that stands for nothing."""
    for item in project.items:
        for key, what in _wrong(project, item):
            yield Mistake(item.path, key, what)
    if MAIN not in project.names.get(GlobalIntentEvent, set()):
        path = f"custom/global/{MAIN}.yaml"
        yield Mistake(path, "", "dit bestand ontbreekt, dus niemand komt binnen; bouw de pakketten opnieuw")


def _wrong(project: Project, item: Item) -> Found:
    content = item.content
    match content:
        case Actions():
            yield from _ways_in(project, content)
        case Intent():
            yield from _parameters(project, content)
        case GlobalIntentEvent():
            yield from _intent(project, "", item.name)
            yield from _event(project, "", content)
        case Scene():
            yield from _scene(project, content)


def _ways_in(project: Project, actions: Actions) -> Found:
    if MAIN not in actions.custom:
        yield "custom", f"{MAIN} ontbreekt; zet die erbij"
    for name in actions.custom:
        if name not in project.names.get(GlobalIntentEvent, set()):
            yield (
                f"custom.{name}",
                f"het bestand custom/global/{name}.yaml ontbreekt; maak het of haal deze sleutel weg",
            )


def _parameters(project: Project, intent: Intent) -> Found:
    yield from _twice("parameters", "name", [parameter.name for parameter in intent.parameters])
    for place, parameter in enumerate(intent.parameters):
        name, key = parameter.type.name, f"parameters.{place}.type.name"
        if name.startswith(_OURS) and name not in PHRASE_TYPES:
            yield key, f"{name} kan niet in een zin; kies uit {', '.join(sorted(PHRASE_TYPES))} of een eigen type"
        yield from _own(project, Type, key, name, "custom/types")


def _scene(project: Project, scene: Scene) -> Found:
    yield from _twice("intentEvents", "intent", [event.intent for event in scene.intent_events])
    yield from _twice("slots", "name", [slot.name for slot in scene.slots])
    for place, event in enumerate(scene.intent_events):
        yield from _intent(project, f"intentEvents.{place}.intent", event.intent)
        yield from _event(project, f"intentEvents.{place}.", event)
    for place, condition in enumerate(scene.conditional_events):
        yield from _event(project, f"conditionalEvents.{place}.", condition)
    for place, slot in enumerate(scene.slots):
        yield from _own(project, Type, f"slots.{place}.type.name", slot.type.name, "custom/types")
        for moment, handler in slot.prompt_settings.items():
            yield from _handler(project, f"slots.{place}.promptSettings.{moment}", handler)
    yield from _handler(project, "onEnter", scene.on_enter)
    yield from _handler(project, "onSlotUpdated", scene.on_slot_updated)


def _event(project: Project, key: str, event: GlobalIntentEvent) -> Found:
    yield from _handler(project, f"{key}handler", event.handler)
    target = event.transition_to_scene
    if target is None and event.handler is None:
        yield f"{key}handler", "hier gebeurt niets; vul handler of transitionToScene in"
    elif target and target not in project.names.get(Scene, set()) | SYSTEM_SCENES:
        yield f"{key}transitionToScene", f"de scène {target} ontbreekt in custom/scenes; verbeter de naam"


def _handler(project: Project, key: str, handler: EventHandler | None) -> Found:
    if handler is None:
        return
    if handler.webhook_handler and handler.webhook_handler not in _known(project, handler.webhook_handler):
        yield f"{key}.webhookHandler", f"geen webhook heeft de handler {handler.webhook_handler}; zet die in webhooks"
    if handler.static_prompt_name:
        yield from _own(project, StaticPrompt, f"{key}.staticPromptName", handler.static_prompt_name, "custom/prompts")
    for place, candidate in enumerate(handler.static_prompt.candidates if handler.static_prompt else []):
        chips = [chip.title for chip in candidate.prompt_response.suggestions]
        yield from _twice(f"{key}.staticPrompt.candidates.{place}.promptResponse.suggestions", "title", chips)


def _known(project: Project, name: str) -> set[str]:
    webhooks = [webhook for _, webhook in of(project, Webhook)]
    if len(webhooks) < len(project.names.get(Webhook, ())):
        # One of them can't be read, which is a mistake of its own: the handler may stand there.
        return {name}
    return {handler.name for webhook in webhooks for handler in webhook.handlers}


def _intent(project: Project, key: str, name: str) -> Found:
    if name.startswith(_OURS) and name not in SYSTEM_INTENTS:
        yield key, f"Google kent de intent {name} niet; verbeter de naam"
    yield from _own(project, Intent, key, name, "custom/intents")


def _own(project: Project, form: type[BaseModel], key: str, name: str, folder: str) -> Found:
    if not name.startswith(_OURS) and name not in project.names.get(form, set()):
        yield key, f"het bestand {folder}/{name}.yaml ontbreekt; verbeter de naam of maak het bestand"


def _twice(key: str, under: str, names: list[str]) -> Found:
    for place, name in enumerate(names):
        if name in names[:place]:
            yield f"{key}.{place}.{under}", f"{name} staat er al; laat er een staan"
