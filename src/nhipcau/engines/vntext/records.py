"""Dataclasses that cost little until they are used.

``dataclasses.dataclass`` writes up to six functions for a class and has Python compile each as its module is loaded: a
third of a millisecond a class, for the seventy of a reader as much as it takes to read a short paper.  Here a class gets the
same fields, and functions of the same meaning that are the same for all; what makes an object is written at its first one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(cls=None, /, *, frozen=False, slots=False):
        """As ``dataclass``, in the forms that it is used in here."""
        if cls is None:
            return lambda one: _made(one, frozen, slots)
        return _made(cls, frozen, slots)


def _made(cls: type[Any], frozen: bool, slots: bool) -> type[Any]:
    own = set(cls.__dict__)
    if "__eq__" in own and cls.__dict__.get("__hash__") is None:
        own.discard("__hash__")  # Python takes it from a class that says what is equal
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__  # dataclasses would reckon a signature for it
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    fields = dataclasses.fields(made)
    names = tuple(one.name for one in fields)
    compared = _values(tuple(one.name for one in fields if one.compare))
    hashed = _values(tuple(one.name for one in fields if (one.compare if one.hash is None else one.hash)))
    shown = tuple(one.name for one in fields if one.repr)
    known = frozenset(names)
    _check_defaults(fields)

    def __init__(self: Any, *args: Any, **values: Any) -> None:
        written = _written_init(made, frozen)
        made.__init__ = written
        written(self, *args, **values)

    def __eq__(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def __hash__(self: Any) -> int:
        return hash(hashed(self))

    @recursive_repr()
    def __repr__(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({told})"

    def __setattr__(self: Any, name: str, value: object) -> None:
        if type(self) is made or name in known:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def __delattr__(self: Any, name: str) -> None:
        if type(self) is made or name in known:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    def __getstate__(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def __setstate__(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    functions: list[Callable[..., Any]] = [__init__, __eq__, __repr__]
    if frozen:
        functions += [__hash__, __setattr__, __delattr__]
        if slots:
            functions += [__getstate__, __setstate__]
    elif "__hash__" not in own:
        made.__hash__ = None  # what changes and is compared by its values has none
    for function in functions:
        name = function.__name__
        if name not in own:  # what the class has of its own stays
            function.__qualname__ = f"{made.__qualname__}.{name}"
            setattr(made, name, function)
    return made


def _check_defaults(fields: tuple[dataclasses.Field[Any], ...]) -> None:
    """What has no default comes first, as in every function; told when the class is made, not at its first object."""
    earlier = ""
    for one in fields:
        if one.init and not one.kw_only:
            if one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING:
                earlier = one.name
            elif earlier:
                raise TypeError(f"non-default argument {one.name!r} follows default argument {earlier!r}")


def _values(names: tuple[str, ...]) -> Callable[[Any], Any]:
    """What gives the values of some fields, as a tuple."""
    match names:
        case ():
            return lambda made: ()
        case (name,):
            return lambda made: (getattr(made, name),)
    return attrgetter(*names)


def _written_init(made: type[Any], frozen: bool) -> Callable[..., None]:
    """What makes an object, as dataclasses would write it."""
    taken, body, globals_ = [], [], {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    keyword_only = False
    for number, one in enumerate(dataclasses.fields(made)):
        value = one.name
        if one.default_factory is not dataclasses.MISSING:
            globals_[f"_factory{number}"] = one.default_factory
            value = f"_factory{number}()"
            default = "=_missing"
            if one.init:
                value += f" if {one.name} is _missing else {one.name}"
        elif one.default is not dataclasses.MISSING:
            globals_[f"_default{number}"] = one.default
            default = f"=_default{number}"
            value = one.name if one.init else f"_default{number}"
        else:
            default = ""
        if one.init:
            if one.kw_only and not keyword_only:
                taken.append("*")
                keyword_only = True
            taken.append(f"{one.name}{default}")
        elif value == one.name:
            continue  # set by what comes after
        body.append(f" _set(_self, {one.name!r}, {value})" if frozen else f" _self.{one.name} = {value}")
    if hasattr(made, "__post_init__"):
        body.append(" _self.__post_init__()")
    text = f"def __init__({', '.join(['_self', *taken])}):\n" + "\n".join(body or [" pass"])
    told: dict[str, Any] = {}
    exec(text, globals_, told)  # noqa: S102 - names of our own fields
    return told["__init__"]
