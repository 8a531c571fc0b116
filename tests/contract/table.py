#!/usr/bin/python3
"""Makes the tables in tests/golden/contract from the OpenAPI file of a Trieve server and corrections.json.

    table.py --write OPENAPI.json     writes them anew
    table.py                          compares them with the OpenAPI file that RETRIEVER_OPENAPI names, or that lies beside the
                                      repository in ../shared/contract/trieve-openapi.json; says so where there is none

A line of a table is one route: {"headers", "query", "body", and for each good status the shape of its answer}. What a name with ? or
a type means is said in schema.py. Every other status answers with #ErrorResponseBody.
"""
import json
import os
import pathlib
import re
import sys

import schema

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TABLES = ROOT / "tests/golden/contract"
WIDTH = 150


def tag_file(tag):
    return re.sub(r"\W+", "-", tag.lower()) + ".json"


class Maker:
    """Turns one OpenAPI document into {file name: table}."""

    def __init__(self, document, corrections):
        self.document = document
        self.corrections = corrections
        self.shapes = {}

    def tables(self):
        found = {}
        for name in self.document["components"]["schemas"]:
            self.named(name)
        for path, operations in self.document["paths"].items():
            for method, operation in operations.items():
                tag = operation["tags"][0]
                if tag not in self.corrections["left_out"]:
                    found.setdefault(tag_file(tag), {})[f"{method.upper()} {path}"] = self.route(operation)
        for correction in self.corrections["routes"]:
            table = found[tag_file(correction["tag"])]
            for route in correction["of"]:
                old = {} if correction.get("is") == "new" else table[route]
                table[route] = {key: value for key, value in (old | correction["set"]).items() if value is not None}
        for correction in self.corrections["schemas"]:
            name, fields = correction["of"], correction["set"]
            old = self.shapes.get(correction.get("is", name), {})
            if isinstance(fields, str) or isinstance(old, str):
                self.shapes[name] = fields
            else:
                kept = {field: shape for field, shape in old.items() if field.rstrip("?") not in {new.rstrip("?") for new in fields}}
                self.shapes[name] = kept | {field: shape for field, shape in fields.items() if shape is not None}
        for name in self.corrections["always_there"]["in"]:
            self.shapes[name] = {field.rstrip("?"): shape for field, shape in self.shapes[name].items()}
        wanted = self.reached(json.dumps(found))
        found["schemas.json"] = {name: self.shapes[name] for name in sorted(wanted)}
        return found

    def reached(self, text):
        """The names of all shapes that something speaks of."""
        wanted, todo = set(), re.findall(r"#(\w+)", text)
        while todo:
            name = todo.pop()
            if name not in wanted:
                wanted.add(name)
                todo += re.findall(r"#(\w+)", json.dumps(self.shapes[name]))
        return wanted

    def route(self, operation):
        line = {}
        for where, key in (("header", "headers"), ("query", "query")):
            names = [one["name"] + ("" if one.get("required") else "?") for one in operation.get("parameters", []) if one["in"] == where]
            if names:
                line[key] = names
        if body := operation.get("requestBody"):
            line["body" if body.get("required") else "body?"] = self.type_of(body["content"]["application/json"]["schema"], "Body")
        for status, answer in operation["responses"].items():
            if status.startswith("2"):
                content = answer.get("content", {})
                line[status] = "text" if "text/plain" in content else \
                    self.type_of(content["application/json"]["schema"], "Answer") if content else ""
        return line

    def named(self, name):
        if name not in self.shapes:
            self.shapes[name] = None  # Some speak of themselves.
            self.shapes[name] = self.shape_of(self.document["components"]["schemas"][name], name)
        return "#" + name

    def shape_of(self, part, name):
        """An object as an object, everything else as a type."""
        if "properties" in part or "allOf" in part and len(part["allOf"]) > 1:
            return self.fields_of(part, name)
        return self.type_of(part, name)

    def fields_of(self, part, name):
        if "$ref" in part:
            return self.fields_of(self.document["components"]["schemas"][part["$ref"].split("/")[-1]], name)
        fields = {}
        for piece in part.get("allOf", []):
            fields |= self.fields_of(piece, name)
        for field, what in part.get("properties", {}).items():
            fields[field + ("" if field in part.get("required", []) else "?")] = self.type_of(what, f"{name}_{field}")
        return fields

    def type_of(self, part, name):
        text = self.bare_type(part, name)
        return text + "|null" if part.get("nullable") and text != "any" else text

    def bare_type(self, part, name):
        if "$ref" in part:
            return self.named(part["$ref"].split("/")[-1])
        if "allOf" in part and len(part["allOf"]) == 1:
            return self.type_of(part["allOf"][0], name)
        if "oneOf" in part:
            texts = [self.type_of(one, f"{name}_{index}") for index, one in enumerate(part["oneOf"], 1)]
            return "|".join(dict.fromkeys("|".join(texts).split("|"))) if not re.search(r"[\[{]", "".join(texts)) else "|".join(texts)
        if "properties" in part or "allOf" in part:
            self.shapes[name] = self.fields_of(part, name)
            return "#" + name
        if "enum" in part:
            return "|".join(f"'{word}'" for word in part["enum"])
        kind = part.get("type", "any")
        if kind == "array":
            return f"[{self.type_of(part['items'], name + '_item')}]"
        if kind == "object":
            more = part.get("additionalProperties", {})
            return f"{{{self.type_of(more, name + '_value') if isinstance(more, dict) else 'any'}}}"
        return {"uuid": "uuid", "date-time": "date-time", "int32": "int32"}.get(part.get("format"), kind)


def written(table):
    """A table as text: a line for each route or shape, long ones broken at commas."""
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {broken(shape)}" for name, shape in table.items()) + "\n}\n"


def broken(shape):
    if not isinstance(shape, dict) or len(json.dumps(shape)) + 40 <= WIDTH:
        return json.dumps(shape, ensure_ascii=False)
    lines, line = [], " "
    parts = [f"{json.dumps(field)}: {json.dumps(what, ensure_ascii=False)}" for field, what in shape.items()]
    for index, part in enumerate(parts):
        part += "," if index + 1 < len(parts) else ""
        if len(line) + len(part) >= WIDTH and line.strip():
            lines.append(line)
            line = " "
        line += " " + part
    return "{\n" + "\n".join([*lines, line]) + "}"


def stored():
    """The tables as they are checked in: all routes, the shapes."""
    routes = {}
    for file in sorted(TABLES.glob("*.json")):
        if file.name != "schemas.json":
            routes |= json.loads(file.read_text(encoding="utf-8"))
    return routes, json.loads((TABLES / "schemas.json").read_text(encoding="utf-8"))


def openapi():
    """Where the OpenAPI file is, or None."""
    if named := os.environ.get("RETRIEVER_OPENAPI"):
        return pathlib.Path(named)
    beside = ROOT.parent / "shared/contract/trieve-openapi.json"
    return beside if beside.exists() else None


def made(source):
    corrections = json.loads((HERE / "corrections.json").read_text(encoding="utf-8"))
    return Maker(json.loads(source.read_text(encoding="utf-8")), corrections).tables()


def check_types():
    """Every type in the tables can be read and every name in them is there."""
    routes, named = stored()
    for shape in [*named.values(), *(value for line in routes.values() for value in line.values())]:
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"', json.dumps(shape)):
            for name in re.findall(r"#(\w+)", text):
                if name not in named:
                    return f"schemas.json has no {name}"
    for name, shape in named.items():
        for text in shape.values() if isinstance(shape, dict) else [shape]:
            schema.parsed(text)
    return None


def main():
    if sys.argv[1:2] == ["--write"]:
        tables = made(pathlib.Path(sys.argv[2]))
        TABLES.mkdir(parents=True, exist_ok=True)
        for old in TABLES.glob("*.json"):
            old.unlink()
        for name, table in tables.items():
            (TABLES / name).write_text(written(table), encoding="utf-8")
        print(f"{sum(len(table) for name, table in tables.items() if name != 'schemas.json')} routes, {len(tables['schemas.json'])} shapes")
        return 0
    if wrong := check_types():
        sys.exit(wrong)
    source = openapi()
    if source is None:
        print("The tables were not compared with the server's description: RETRIEVER_OPENAPI names no OpenAPI file and none lies beside the repository.")
        return 0
    differing = [name for name, table in made(source).items()
                 if not (TABLES / name).exists() or (TABLES / name).read_text(encoding="utf-8") != written(table)]
    if differing:
        sys.exit(f"{', '.join(differing)} differ from the OpenAPI file with corrections.json; make them anew: tests/contract/table.py --write {source}")
    print("The tables are what the OpenAPI file and corrections.json say.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
