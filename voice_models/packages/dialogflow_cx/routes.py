"""Do the routes and events of a Dialogflow CX package lead somewhere, and does each call the service safely?

Sources: "State handlers" (docs.cloud.google.com/dialogflow/cx/docs/concept/handler) for events, targets and the order
of evaluation; google.cloud.dialogflow.cx.v3, Fulfillment and EventHandler, for tags and webhook errors.
"""

import re
from collections.abc import Iterator

from voice_models.packages.dialogflow_cx.form import Flow, Fulfillment, Group, Handler, Intent, Page, Route, Scene, Way
from voice_models.packages.dialogflow_cx.whole import Whole, flow_of
from voice_models.packages.dialogflow_cx.words import LANGUAGE
from voice_models.packages.package import Mistake

_SYMBOLIC = {
    "START_PAGE",
    "END_FLOW",
    "END_FLOW_WITH_CANCELLATION",
    "END_FLOW_WITH_FAILURE",
    "END_FLOW_WITH_HUMAN_ESCALATION",
    "END_SESSION",
    "PREVIOUS_PAGE",
    "CURRENT_PAGE",
    "Start Page",
    "End Session",
}
_BUILT_IN = re.compile(
    r"sys\.no-(match|input)-(default|[1-6])|sys\.long-utterance"
    r"|webhook\.error(\.(timeout|bad-request|rejected|unavailable|not-found))?"
)
_NEEDED = ("sys.no-match-default", "sys.no-input-default")
"""Every flow has these; they can't be deleted."""
_FAILED = "webhook.error"
Found = Iterator[tuple[str, str]]


def broken(whole: Whole) -> Iterator[Mistake]:
    """Give what is wrong with the flows and pages, and which intents lead nowhere."""
    scenes: dict[str, Scene] = {**whole.of(Flow), **whole.of(Page)}
    routed: dict[str, Scene | Group] = {**scenes, **whole.of(Group)}
    for path, place in routed.items():
        yield from (Mistake(path, key, what) for key, what in _routes(whole, path, place.transition_routes))
    for path, scene in scenes.items():
        yield from (Mistake(path, key, what) for key, what in _scene(whole, path, scene))
    if not whole.unread("flows"):
        yield from _unled(whole, {route.intent for place in routed.values() for route in place.transition_routes})


def _unled(whole: Whole, led: set[str]) -> Iterator[Mistake]:
    what = "geen enkele route gaat over deze intent; voeg er een toe aan een pagina"
    for path, intent in whole.of(Intent).items():
        if not intent.is_fallback and intent.display_name not in led:
            yield Mistake(path, "displayName", what)


def _routes(whole: Whole, path: str, routes: list[Route]) -> Found:
    for place, route in enumerate(routes):
        key = f"transitionRoutes.{place}"
        yield from _route(whole, key, route)
        yield from _way(whole, path, key, route)


def _scene(whole: Whole, path: str, scene: Scene) -> Found:
    if isinstance(scene, Page):
        yield from _fulfillment(whole, "entryFulfillment", scene.entry_fulfillment)
    for place, group in enumerate(scene.transition_route_groups):
        if not whole.has(f"flows/{flow_of(path)}/transitionRouteGroups/{group}.json"):
            yield (
                f"transitionRouteGroups.{place}",
                f"de groep „{group}” zit niet in deze flow; neem een naam die er wel is",
            )
    for place, handler in enumerate(scene.event_handlers):
        yield from _way(whole, path, f"eventHandlers.{place}", handler)
    yield from _events(scene)


def _route(whole: Whole, key: str, route: Route) -> Found:
    if not (route.intent or route.condition):
        yield f"{key}.intent", "een route heeft een intent of een voorwaarde nodig; vul er een in"
    if route.intent and not whole.has(f"intents/{route.intent}/{route.intent}.json"):
        yield f"{key}.intent", f"de intent „{route.intent}” zit niet in het pakket; neem een naam die er wel in zit"


def _way(whole: Whole, path: str, key: str, way: Way) -> Found:
    yield from _fulfillment(whole, f"{key}.triggerFulfillment", way.trigger_fulfillment)
    page, flow = way.target_page, way.target_flow
    if page and page not in _SYMBOLIC and not whole.has(f"flows/{flow_of(path)}/pages/{page}.json"):
        yield f"{key}.targetPage", f"de pagina „{page}” zit niet in deze flow; neem een naam die er wel in zit"
    if flow and not whole.has(f"flows/{flow}/{flow}.json"):
        yield f"{key}.targetFlow", f"de flow „{flow}” zit niet in het pakket; neem een naam die er wel in zit"
    if page and flow:
        yield f"{key}.targetFlow", "een route gaat naar een pagina of naar een flow, niet naar beide; haal er een weg"
    if way.trigger_fulfillment.webhook and (page or flow):
        target = "targetPage" if page else "targetFlow"
        yield f"{key}.{target}", "als de dienst niet antwoordt, hoort de beller zo niets; haal dit weg"


def _fulfillment(whole: Whole, key: str, found: Fulfillment) -> Found:
    if found.webhook and not whole.has(f"webhooks/{found.webhook}.json"):
        yield f"{key}.webhook", f"de webhook „{found.webhook}” zit niet in het pakket; neem een naam die er wel in zit"
    if found.webhook and not found.tag:
        yield f"{key}.tag", "bij een webhook hoort een tag; vul bijvoorbeeld „turn” in"
    for place, message in enumerate(found.messages):
        if message.language_code != LANGUAGE:
            yield f"{key}.messages.{place}.languageCode", "de agent spreekt Nederlands; maak er „nl” van"


def _events(scene: Scene) -> Found:
    seen: set[str] = set()
    for place, handler in enumerate(scene.event_handlers):
        key = f"eventHandlers.{place}"
        yield from _event(key, handler)
        if handler.event in seen:
            yield f"{key}.event", "deze gebeurtenis staat er al; haal er een weg"
        seen.add(handler.event)
    for event in _NEEDED if isinstance(scene, Flow) else ():
        if event not in seen:
            yield "eventHandlers", f"„{event}” ontbreekt; elke flow heeft die gebeurtenis; voeg haar toe"


def _event(key: str, handler: Handler) -> Found:
    if handler.event.startswith(("sys.", "webhook.")) and not _BUILT_IN.fullmatch(handler.event):
        yield f"{key}.event", "deze gebeurtenis kent Dialogflow hier niet; kijk in „State handlers” hoe ze heet"
    if handler.event.startswith(_FAILED) and handler.trigger_fulfillment.webhook:
        yield (
            f"{key}.triggerFulfillment.webhook",
            "na een fout van de webhook mag die niet weer worden geroepen; haal weg",
        )
