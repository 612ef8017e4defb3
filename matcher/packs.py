"""Alike scenarios together (联合场景包): what they share, how much it adds up to, and apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher import requirements
from matcher.likeness import Likeness, Pair, alike_pairs
from matcher.requirements.quantities import quantities
from matcher.types import Document, Field, Requirement
from matcher.volumes import Volume, pooled

_SAME_ITEM = 0.6  # cosine from which two requirement items may be the same


@dataclass(frozen=True, slots=True)
class SharedItem:
    """One requirement in the words of every member: (scenario id, its own item)."""

    wordings: tuple[tuple[str, Requirement], ...]

    @property
    def must(self) -> bool:
        """Whether any member needs it."""
        return any(item.must for _, item in self.wordings)


@dataclass(frozen=True, slots=True)
class Pack:
    """Scenarios of which every two ask for the same, in the order of their list.

    `score` is the likeness of the two least alike. `together` is one document that holds every
    field of every member; `unpool` takes it apart again.
    """

    members: tuple[str, ...]
    score: float
    together: Document
    items: tuple[SharedItem, ...]
    volumes: tuple[Volume, ...]


def packs(
    scenarios: Sequence[Document], likeness: Likeness, pairs: Sequence[Pair] | None = None
) -> list[Pack]:
    """The packs of a list, the largest first; who is like nobody is in none.

    From the most alike pair down, two groups become one when every scenario of one is alike every
    scenario of the other (complete linkage), so no chain of likenesses joins what is not alike.
    Only pairs from `Parameters.sure` on count. `pairs`: those of `alike_pairs`, where they are
    known already; then all of them count.
    """
    sure = likeness.parameters.sure
    found = alike_pairs(scenarios, likeness, sure) if pairs is None else pairs
    place = {scenario.id: at for at, scenario in enumerate(scenarios)}
    scores = {frozenset((pair.a, pair.b)): pair.alike.score for pair in found}
    groups = [sorted(group, key=place.__getitem__) for group in _groups(found, scores)]
    made = [
        pack_of(
            [scenarios[place[key]] for key in group],
            min(scores[frozenset((a, b))] for i, a in enumerate(group) for b in group[:i]),
            likeness,
        )
        for group in groups
    ]
    return sorted(made, key=lambda pack: (-len(pack.members), -pack.score, pack.members))


def pack_of(scenarios: Sequence[Document], score: float, likeness: Likeness) -> Pack:
    """These scenarios as one pack."""
    return Pack(
        members=tuple(scenario.id for scenario in scenarios),
        score=score,
        together=pool(scenarios),
        items=shared_items(scenarios, likeness),
        volumes=pooled(scenarios),
    )


def _groups(pairs: Sequence[Pair], scores: dict[frozenset[str], float]) -> list[list[str]]:
    group: dict[str, list[str]] = {}
    for pair in sorted(pairs, key=lambda one: (-one.alike.score, sorted((one.a, one.b)))):
        ours, theirs = (group.setdefault(key, [key]) for key in (pair.a, pair.b))
        if ours is theirs:
            continue
        if all(frozenset((a, b)) in scores for a in ours for b in theirs):
            ours.extend(theirs)
            group.update(dict.fromkeys(theirs, ours))
    distinct = {id(one): one for one in group.values()}
    return [one for one in distinct.values() if len(one) > 1]


def pool(scenarios: Sequence[Document]) -> Document:
    """One document with every field of all, e.g. `members[1].description`. Its id joins theirs."""
    fields = tuple(
        replace(field, path=f"members[{at}].{field.path}")
        for at, scenario in enumerate(scenarios)
        for field in scenario.fields
    )
    return Document("+".join(scenario.id for scenario in scenarios), fields)


def unpool(pack: Pack) -> tuple[Document, ...]:
    """The members as they were before they were pooled, field by field."""
    fields: list[list[Field]] = [[] for _ in pack.members]
    for field in pack.together.fields:
        place, _, path = field.path.partition(".")
        fields[int(place[len("members[") : -1])].append(replace(field, path=path))
    return tuple(Document(key, tuple(own)) for key, own in zip(pack.members, fields, strict=True))


def shared_items(scenarios: Sequence[Document], likeness: Likeness) -> tuple[SharedItem, ...]:
    """Requirement items that every scenario has in its own words.

    Two items are the same when they are near in meaning, each the nearest of the other's scenario,
    and their figures are of the same kinds; how high the figures are may differ.
    """
    items = [requirements.itemise(scenario) for scenario in scenarios]
    vectors = [likeness.vectors([_without_figures(item.span) for item in own]) for own in items]
    kinds = [[_kinds(item) for item in own] for own in items]
    found = []
    for row, first in enumerate(items[0]):
        wordings = [(scenarios[0].id, first)]
        for other in range(1, len(scenarios)):
            if not len(vectors[other]):
                break
            near = vectors[0] @ vectors[other].T
            best = int(near[row].argmax())
            mutual = int(near[:, best].argmax()) == row and near[row, best] >= _SAME_ITEM
            if not mutual or kinds[0][row] != kinds[other][best]:
                break
            wordings.append((scenarios[other].id, items[other][best]))
        if len(wordings) == len(scenarios):
            found.append(SharedItem(tuple(wordings)))
    return tuple(found)


def _without_figures(span: str) -> str:
    """What is asked, whatever its measure: 漏检率 of 漏检率不高于1%."""
    rest = span
    for figure in reversed(quantities(span)):
        rest = rest[: figure.start] + " " + rest[figure.end :]
    return rest if len(rest.strip()) > 1 else span


def _kinds(item: Requirement) -> frozenset[str]:
    return frozenset(figure.dimension for figure in quantities(item.span))
