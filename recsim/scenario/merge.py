"""How layers of a scenario combine: a parent and its file, a strategy and the one it is like.

Blocks merge deeply, key by key; single values and lists replace. Four rules go beyond that,
because of what people mean:

* ``strategies`` and ``world.segments`` are rosters. A file that writes one of them says who takes
  part, in this order: nobody else does. An entry starts from the parent's entry of the same name,
  and ``like`` may also name a parent's strategy that does not take part. Variants only change
  members or add some.
* ``channels`` replaces as a whole: its shares add up to 1 only together.
* A parent's ``study.about`` is forgotten where somebody whom it names does not take part.
* A change of ``style`` forgets what only the old one has: ``active_share`` of a blend, ``callers``
  of a split team.
"""

from __future__ import annotations

from collections.abc import Mapping

from recsim.scenario.check import found
from recsim.scenario.errors import Problem, did_you_mean
from recsim.scenario.shape import Shape
from recsim.scenario.strategy import Strategy
from recsim.scenario.yaml_nodes import Node

LONGEST_CHAIN = 30


def overlay(base: Node, change: Node, shape: Shape, *, rosters: bool) -> Node:
    """The base with a change laid over it.

    Args:
        base: the lower layer.
        change: the upper layer; both went through ``check``.
        shape: what stands here.
        rosters: whether a roster in the change says who takes part (a file over its parent) or
            only changes and adds (a variant).
    """
    merges = shape.kind == "names" or (shape.kind == "block" and not shape.whole)
    if not (merges and isinstance(base.value, dict) and isinstance(change.value, dict)):
        return change
    lower = dict(base.fields)
    if shape.type is Strategy and (style := change.fields.get("style")) is not None:
        for of_style, own in (("blend", "active_share"), ("split", "callers")):
            if style.value != of_style and own not in change.fields:
                lower.pop(own, None)
    if rosters and (taking_part := change.fields.get("strategies")) is not None:
        lower = _about_others(lower, taking_part)
    only_named = rosters and shape.roster
    merged: dict[str, Node] = {} if only_named else lower
    for name, entry in change.fields.items():
        below = shape.item if shape.kind == "names" else shape.fields[name]
        if name in lower and below is not None:
            merged[name] = overlay(lower[name], entry, below, rosters=rosters)
        else:
            merged[name] = entry
    return (change if rosters else base).holding(merged)


def _about_others(lower: dict[str, Node], taking_part: Node) -> dict[str, Node]:
    """The parent without the strategies that its question is about, if one does not take part."""
    study = lower.get("study")
    about = None if study is None else study.fields.get("about")
    if study is None or about is None or not isinstance(about.value, tuple):
        return lower
    if all(named.value in taking_part.fields for named in about.value):
        return lower
    kept = {key: at for key, at in study.fields.items() if key != "about"}
    return lower | {"study": study.holding(kept)}


def resolve_like(
    known: Mapping[str, Node], shape: Shape, problems: list[Problem]
) -> dict[str, Node]:
    """Fill every strategy that is ``like`` another one; ``like`` itself disappears.

    The label is not inherited, so that two strategies never share a name on a chart.

    Args:
        known: all strategies, also those of parents that do not take part.
        shape: shape of one strategy.
        problems: receives unknown names and circles.
    """
    done: dict[str, Node] = {}
    stand_in = {"style": Node("passive", next(iter(known.values())).place)} if known else {}

    def resolved(name: str, path: tuple[str, ...]) -> Node:
        if name in done:
            return done[name]
        entry = known[name]
        like = entry.fields.get("like")
        own = entry.holding({key: at for key, at in entry.fields.items() if key != "like"})
        count = len(problems)
        if like is not None:
            target = like.value
            if not isinstance(target, str):
                problems.append(
                    Problem(like.place, f"{found(like)}; expected the name of a strategy")
                )
            elif target not in known:
                others = [other for other in known if other != name]
                problems.append(
                    Problem(
                        like.place,
                        f'there is no strategy "{target}"',
                        did_you_mean(target, others, "the strategies are"),
                    )
                )
            elif len(path) >= LONGEST_CHAIN:
                problems.append(
                    Problem(like.place, f"more than {LONGEST_CHAIN} strategies in one like-chain")
                )
            elif target in (*path, name):
                circle = " is like ".join((*path, name)[(*path, name).index(target) :])
                problems.append(
                    Problem(like.place, f"this goes round in a circle: {circle} is like {target}")
                )
            else:
                model = resolved(target, (*path, name))
                model = model.holding(
                    {key: at for key, at in model.fields.items() if key != "label"}
                )
                own = overlay(model, own, shape, rosters=True)
        if len(problems) > count:  # spare the complaint that its style is missing
            own = own.holding({**stand_in, **own.fields})
        done[name] = own
        return own

    return {name: resolved(name, ()) for name in known}
