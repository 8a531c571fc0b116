#!/usr/bin/python3
"""Holds the requests in tests/golden/api against the tables in tests/golden/contract: route, headers, query and fields of the body.

The test of api proves that the client sends exactly these requests; this one that a server of the contract knows every word of them.
"""
import json
import pathlib
import re
import sys
import urllib.parse

import schema
import table

GOLDEN = table.ROOT / "tests/golden/api"
# Goes with any request; the key is looked at elsewhere.
ALWAYS = {"authorization", "content-type", "accept", "x-api-version"}


class Request:
    """The first part of a golden file: request line, headers, an empty line, the body."""

    def __init__(self, text):
        head, _, body = text.split("\n---\n")[0].partition("\n\n")
        first, *headers = head.splitlines()
        self.method, target = first.split(" ", 1)
        self.path, _, query = target.partition("?")
        self.query = [name for name, _ in urllib.parse.parse_qsl(query, keep_blank_values=True)]
        self.headers = [line.partition(":")[0].strip() for line in headers]
        self.body = body.strip()


def route_of(request, routes):
    """The line of the tables that a request is for; written words go before {names}."""
    fitting = []
    for route in routes:
        method, pattern = route.split(" ")
        expression = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(pattern))
        if method == request.method and re.fullmatch(expression, request.path):
            fitting.append((pattern.count("{"), route))
    return min(fitting)[1] if fitting else None


def names_complaints(what, declared, sent, also=()):
    known = {name.rstrip("?").lower() for name in declared} | set(also)
    for name in sent:
        if name.lower() not in known:
            yield f"the {what} {name} is not one of the route's"
    for name in declared:
        if not name.endswith("?") and name.lower() not in {one.lower() for one in sent}:
            yield f"the {what} {name} is missing"


def complaints(request, routes, shapes):
    route = route_of(request, routes)
    if route is None:
        yield f"there is no route for {request.method} {request.path}"
        return
    line = routes[route]
    yield from names_complaints("header", line.get("headers", []), request.headers, ALWAYS)
    yield from names_complaints("query item", line.get("query", []), request.query)
    shape = line.get("body", line.get("body?"))
    if not request.body:
        if "body" in line:
            yield "the body is missing"
    elif shape is None:
        yield "the route takes no body"
    else:
        for path, sentence in shapes.complaints(shape, json.loads(request.body)):
            yield f"{path}: {sentence}"


GOOD = 'POST /api/chunk/search\nTR-Dataset: x\n\n{"query": "roses", "search_type": "hybrid", "page": 2}\n---\n200\n'
PLANTED = [("/search", "/serach"), ("POST", "PUT"), ("TR-Dataset: x", "TR-Datasets: x"), ("TR-Dataset: x\n", ""), ('"query": "roses", ', ""),
           ("page", "pages"), ("2}", '"2"}'), ("hybrid", "hybird"), ("/search", "/search?limit=1"), ("POST /api/chunk/search", "GET /api/health")]


def main():
    routes, named = table.stored()
    shapes = schema.Shapes(named, moments=False)
    if said := list(complaints(Request(GOOD), routes, shapes)):
        sys.exit(f"this check sees ghosts: {said}")
    for old, new in PLANTED:
        if not list(complaints(Request(GOOD.replace(old, new)), routes, shapes)):
            sys.exit(f"this check is blind: '{new}' instead of '{old}' passed")
    files = sorted(GOLDEN.rglob("*.txt"))
    wrong = [f"tests/golden/api/{file.relative_to(GOLDEN)}: {said}" for file in files
             for said in complaints(Request(file.read_text(encoding="utf-8")), routes, shapes)]
    print("\n".join(wrong) or f"{len(files)} requests are as the tables say")
    return 1 if wrong or not files else 0


sys.exit(main())
