"""Whether the parts of a model fit together: ids, references, scores, and a tip for every answer."""

from collections.abc import Iterable, Iterator, Mapping

from model.question import NONE_OF_THEM, Kind, Question
from model.tip import Tip
from model.types import Model
from model.words import plain

ROLES = ("directie", "marketing", "klantenservice", "ict")
SECTORS = ("mode", "wonen", "elektronica", "levensmiddelen", "verzorging", "diensten")
SIZES = ("klein", "middel", "groot")
_LONGEST_LABEL = 25


def mistakes(model: Model) -> Iterator[str]:
    """Give a Dutch line for every mistake in a model whose parts have the right form: file, key, remedy."""
    yield from _frame(model)
    for folder, items in (("questions/", model.questions), ("tips/", model.tips), ("cases.yaml", model.cases)):
        yield from _doubles(folder, (item.id for item in items))
    for question in model.questions:
        yield from _question(question, model)
    for tip in model.tips:
        yield from _tip(tip, model)
    yield from _cases_and_themes(model)


def uncovered(model: Model) -> Iterator[str]:
    """Give a line for every answer, aspect and level that no tip is for."""
    for question in model.scored:
        for choice in _choices(question):
            if not any(question.calls(choice, tip.called_by.get(question.id, ())) for tip in model.tips):
                shown = choice if isinstance(choice, str) else ", ".join(choice) or NONE_OF_THEM
                yield f"{question.where}: antwoord {shown} roept geen tip op; noem het bij called_by van een tip"
    for aspect in model.aspects:
        for level in model.levels:
            count = sum(tip.aspect == aspect.id and tip.level == level.number for tip in model.tips)
            if count < (2 if level.number < len(model.levels) else 1):
                yield f"tips/{aspect.id}.yaml: te weinig tips voor niveau {level.number} ({count}); schrijf er een bij"


def _choices(question: Question) -> Iterator[str | tuple[str, ...]]:
    """Give the choices a tip must be found for: of several things none, all but one, and all."""
    if question.kind is not Kind.SEVERAL:
        yield from (answer.id for answer in question.answers)
        return
    ids = tuple(answer.id for answer in question.answers)
    yield ()
    yield from (tuple(other for other in ids if other != id) for id in ids)


def _frame(model: Model) -> Iterator[str]:
    if [level.number for level in model.levels] != [1, 2, 3, 4, 5]:
        yield "model.yaml: levels moeten de nummers 1 tot en met 5 hebben, in die volgorde"
    minima = [level.minimum for level in model.levels]
    if minima[:1] != [0] or minima != sorted(set(minima)) or minima[-1] > 100:
        yield "model.yaml: minimum van de levels moet bij 0 beginnen, steeds stijgen en hoogstens 100 zijn"
    areas = {area.id for area in model.areas}
    for aspect in model.aspects:
        if aspect.area not in areas:
            yield f"model.yaml: aspect {aspect.id} noemt onbekend gebied {aspect.area}; kies uit {sorted(areas)}"


def _doubles(where: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            yield f"{where}: id {id} komt twee keer voor; geef een van de twee een ander id"
        seen.add(id)


def _question(question: Question, model: Model) -> Iterator[str]:
    where = question.where
    yield from _kind(question, where)
    yield from _empty(where, question, ("spoken", "short", "example", "screen", "why", "source"))
    for answer in question.answers:
        yield from _empty(f"{where}, antwoord {answer.id}", answer, ("spoken", "label"))
    yield from _sense(question, where, model)
    yield from (f"{where}: {double}" for double in _doubles("answers", (a.id for a in question.answers)))
    keywords: dict[str, str] = {}
    for answer in question.answers:
        if len(answer.label) > _LONGEST_LABEL:
            yield f"{where}, antwoord {answer.id}: label is langer dan {_LONGEST_LABEL} tekens; maak het korter"
        for keyword in answer.keywords:
            if keywords.setdefault(plain(keyword), answer.id) != answer.id:
                yield f"{where}: trefwoord '{keyword}' staat bij twee antwoorden; haal het bij een van beide weg"
    yield from _references(where, "skip_when", question.skip_when, model)
    yield from _groups(where, question.roles, question.sectors, ())


def _empty(where: str, item: object, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        if not getattr(item, key).strip():
            yield f"{where}: {key} is leeg; vul het in"


def _sense(question: Question, where: str, model: Model) -> Iterator[str]:
    """Only what was asked before can leave a question out, and not whatever is answered."""
    quick = {other.id: other for other in model.quick_scan}
    for id, answers in question.skip_when.items():
        if id not in quick or question.quick_scan:
            yield f"{where}: skip_when noemt {id}; kies een vraag uit de quick scan, die eerder komt"
        elif {answer.id for answer in quick[id].answers} <= set(answers):
            yield f"{where}: skip_when noemt alle antwoorden op {id}; haal er minstens een weg"


def _kind(question: Question, where: str) -> Iterator[str]:
    count = len(question.answers)
    if question.kind is Kind.OPEN and (question.answers or question.aspect):
        yield f"{where}: een open vraag heeft geen answers en geen aspect; haal ze weg"
    if question.kind is Kind.SEVERAL and not (2 <= count <= 5 and 1 <= question.enough <= count):
        yield f"{where}: geef 2 tot 5 answers, en bij enough hoeveel daarvan de volle score geven"
    if question.kind is Kind.RATING and not (question.low and question.high):
        yield f"{where}: zeg bij low en high wat een 1 en een 5 betekenen"
    if question.kind is Kind.YES_NO and count != 2:
        yield f"{where}: een ja-neevraag heeft precies twee answers; kies anders kind: ladder"
    if question.kind in (Kind.LADDER, Kind.YES_NO):
        yield from _ladder([answer.score for answer in question.answers], where)


def _ladder(scores: list[int], where: str) -> Iterator[str]:
    if not 2 <= len(scores) <= 4:
        yield f"{where}: geef 2 tot 4 antwoorden"
    if scores != sorted(set(scores)) or scores[:1] != [0] or scores[-1:] != [100]:
        yield f"{where}: score moet bij 0 beginnen, per antwoord stijgen en op 100 eindigen"


def _tip(tip: Tip, model: Model) -> Iterator[str]:
    where = f"tips/{tip.aspect}.yaml: tip {tip.id}"
    if not 1 <= tip.level <= 5:
        yield f"{where}: level is {tip.level}; kies 1 tot en met 5"
    yield from _empty(where, tip, ("title", "spoken", "text", "first_step", "source"))
    if not any(tip.called_by.values()):
        yield f"{where}: called_by is leeg; noem een vraag en het antwoord dat om deze tip vraagt"
    yield from _references(where, "called_by", tip.called_by, model)
    yield from _groups(where, tip.roles, tip.sectors, tip.sizes)
    themes = {theme.id for theme in model.themes}
    for theme in tip.themes:
        if theme not in themes:
            yield f"{where}: thema {theme} bestaat niet; kies uit {sorted(themes)}"


def _references(where: str, key: str, references: Mapping[str, Iterable[str]], model: Model) -> Iterator[str]:
    questions = {question.id: question for question in model.questions}
    for question_id, answer_ids in references.items():
        if question_id not in questions:
            yield f"{where}: {key} noemt onbekende vraag {question_id}; controleer de spelling"
            continue
        known = _callable(questions[question_id])
        for answer_id in answer_ids:
            if answer_id not in known:
                yield f"{where}: vraag {question_id} heeft geen antwoord {answer_id}; kies uit {sorted(known)}"


def _callable(question: Question) -> set[str]:
    ids = {answer.id for answer in question.answers}
    return ids | {NONE_OF_THEM, *(f"-{id}" for id in ids)} if question.kind is Kind.SEVERAL else ids


def _groups(where: str, roles: Iterable[str], sectors: Iterable[str], sizes: Iterable[str]) -> Iterator[str]:
    for key, named, known in (("roles", roles, ROLES), ("sectors", sectors, SECTORS), ("sizes", sizes, SIZES)):
        for name in named:
            if name not in known:
                yield f"{where}: {key} noemt {name}; kies uit {', '.join(known)}"


def _cases_and_themes(model: Model) -> Iterator[str]:
    tips = {tip.id for tip in model.tips}
    for case in model.cases:
        for id in case.tips:
            if id not in tips:
                yield f"cases.yaml: voorbeeld {case.id}: tips noemt onbekende tip {id}; controleer de spelling"
    opened = {question.id for question in model.questions if question.kind is Kind.OPEN}
    for theme in model.themes:
        if theme.question not in opened:
            yield f"open.yaml: thema {theme.id}: question noemt onbekende open vraag {theme.question}; verbeter hem"
        if not any(plain(phrase) for phrase in theme.phrases):
            yield f"open.yaml: thema {theme.id}: phrases is leeg; schrijf op wat mensen zeggen"
    yield from _doubles("open.yaml", (theme.id for theme in model.themes))
