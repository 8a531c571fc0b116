"""The language of the tables in tests/golden/contract, and what it says about a JSON document.

A shape is an object {"field": type, "field?": type} (a name with ? may be absent, any other field is wrong) or a type written in a string:

    string, integer, int32, number, boolean, uuid, date-time, any, null
    'word'          exactly this string
    #Name           the shape of that name in schemas.json
    [type]          an array of it
    {type}          an object with any fields, each of that type
    type|type       one of them
"""
import functools
import re

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# How real servers write the moments of what is stored: UTC without saying so, a fraction only where there is one.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}|\.\d{6}|\.\d{9})?")


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


PLAIN = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: is_integer(value) and -2**63 <= value < 2**63,
    "int32": lambda value: is_integer(value) and -2**31 <= value < 2**31,
    "number": is_number,
    "boolean": lambda value: isinstance(value, bool),
    "uuid": lambda value: isinstance(value, str) and UUID.fullmatch(value),
    "date-time": lambda value: isinstance(value, str) and MOMENT.fullmatch(value),
    "any": lambda value: True,
    "null": lambda value: value is None,
}


@functools.cache
def parsed(text):
    """The alternatives of a type: pairs of what kind it is and what it is of."""
    found, at = [], 0
    while True:
        mark = text[at] if at < len(text) else ""
        if mark in "[{" and mark:
            end = closing(text, at)
            found.append((mark, text[at + 1:end]))
            at = end + 1
        elif match := re.compile(r"#(\w+)|'([^']*)'|[\w-]+").match(text, at):
            kind = "#" if match[1] is not None else "'" if match[2] is not None else "plain"
            found.append((kind, match[1] if kind == "#" else match[2] if kind == "'" else match[0]))
            at = match.end()
        if at == len(text) and found:
            return found
        if text[at:at + 1] != "|":
            raise ValueError(f"'{text}' is no type (at {at})")
        at += 1


def closing(text, at):
    depth = 0
    for index in range(at, len(text)):
        depth += (text[index] in "[{") - (text[index] in "]}")
        if depth == 0:
            return index
    raise ValueError(f"'{text}' is no type: {text[at]} is not closed")


class Shapes:
    """The named shapes. complaints() says what is wrong with a document: pairs of the path in it and a sentence."""

    def __init__(self, named, moments=True):
        self.named = named
        # Answers have one way to write a moment, requests many.
        self.moments = moments

    def complaints(self, shape, value, path="$"):
        if isinstance(shape, dict):
            yield from self.object_complaints(shape, value, path)
            return
        best = None
        for kind, what in parsed(shape):
            said = list(self.alternative(kind, what, value, path))
            if not said:
                return
            # Of several shapes the one that got furthest is most likely the one that was meant.
            if best is None or rank(said) > rank(best):
                best = said
        if len(best) == 1 and best[0][0] == path and not best[0][1].startswith(("there is", "is not a field")):
            yield path, f"expected {shape}, found {shown(value)}"
        else:
            yield from best

    def alternative(self, kind, what, value, path):
        if kind == "#":
            if what not in self.named:
                raise KeyError(f"schemas.json has no {what}")
            yield from self.complaints(self.named[what], value, path)
        elif kind == "[":
            if not isinstance(value, list):
                yield path, f"expected an array, found {shown(value)}"
            else:
                for index, item in enumerate(value):
                    yield from self.complaints(what, item, f"{path}[{index}]")
        elif kind == "{":
            if not isinstance(value, dict):
                yield path, f"expected an object, found {shown(value)}"
            else:
                for name, item in value.items():
                    yield from self.complaints(what, item, f"{path}.{name}")
        elif kind == "'":
            if value != what:
                yield path, f"expected '{what}', found {shown(value)}"
        elif not PLAIN["string" if what == "date-time" and not self.moments else what](value):
            yield path, f"expected {what}, found {shown(value)}"

    def object_complaints(self, shape, value, path):
        if not isinstance(value, dict):
            yield path, f"expected an object, found {shown(value)}"
            return
        fields = {name.rstrip("?"): name for name in shape}
        for field, name in fields.items():
            if field in value:
                yield from self.complaints(shape[name], value[field], f"{path}.{field}")
            elif not name.endswith("?"):
                yield path, f"there is no field '{field}' ({shape[name] if isinstance(shape[name], str) else 'object'})"
        for field, item in value.items():
            if field not in fields:
                yield f"{path}.{field}", f"is not a field of the contract, found {shown(item)}"


def rank(said):
    """How far a shape fitted: first what failed deepest, then what failed least."""
    return max(len(path) for path, _ in said), -len(said)


def shown(value):
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
