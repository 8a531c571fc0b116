#!/usr/bin/python3
"""Holds the answers that servers gave during a test run (RETRIEVER_RECORD_ANSWERS) against the tables in tests/golden/contract.

    answers.py empty FOLDER     makes the folder, without old records
    answers.py check FOLDER     fails on an answer that is not as the tables say, and on a route without a line in them

Says how many answers of each route were looked at, and which routes nobody asked.
"""
import collections
import json
import pathlib
import re
import sys

import schema
import table

SHOWN = 40
ERROR = {"message": "string"}
JSON_TYPE = "application/json"


def plain(route):
    """A route without the names of what stands in its path, which are the server's own affair."""
    return re.sub(r"\{\w+\}", "{}", route or "")


class Contract:
    """Says of an answer where it breaks the contract: (route, path in the document, sentence)."""

    def __init__(self, routes, named):
        self.routes = {plain(route): line for route, line in routes.items()}
        self.shapes = schema.Shapes(named)

    def complaints(self, answer):
        route = answer["route"] or f"{answer['method']} (no route)"
        try:
            for path, sentence in self.sentences(answer):
                yield route, f"{answer['status']} {path}", sentence
        except ValueError as error:
            yield route, f"{answer['status']} $", f"is not JSON ({error}): {schema.shown(answer['body'])}"

    def sentences(self, answer):
        status, line = answer["status"], self.routes.get(plain(answer["route"]))
        if not 200 <= status < 300:
            yield from self.document(ERROR, answer)
        elif answer["route"] is None:
            if answer["method"] != "OPTIONS" or status != 204 or answer["body"]:
                yield "$", f"nothing but OPTIONS is answered without a route, found {schema.shown(answer['body'])}"
        elif line is None or str(status) not in line:
            yield "$", "the tables have no line for this" if line is None else f"the status {status} is not one of the route's"
        else:
            yield from self.success(line[str(status)], answer)

    def success(self, shape, answer):
        if isinstance(shape, dict):
            if "streamed" in shape:
                yield from self.text_with_chunks(shape, answer)
                return
            shape = shape[answer["version"]]
        if shape == "":
            if answer["body"] or answer["content_type"]:
                yield "$", f"expected no body, found {answer['content_type']} {schema.shown(answer['body'])}"
        elif shape == "text":
            if answer["content_type"] not in ("", "text/plain"):
                yield from self.document("string", answer)
        else:
            yield from self.document(shape, answer)

    def document(self, shape, answer):
        if answer["content_type"] != JSON_TYPE:
            yield "$", f"expected {JSON_TYPE}, found '{answer['content_type']}' {schema.shown(answer['body'])}"
        else:
            yield from self.shapes.complaints(shape, json.loads(answer["body"]))

    def text_with_chunks(self, shape, answer):
        """Chunks || text, or text || chunks: raw in a stream, else as one JSON string."""
        text, kind = answer["body"], "streamed"
        if answer["content_type"] == JSON_TYPE:
            text, kind = json.loads(text), "at once"
            if not isinstance(text, str):
                yield "$", f"expected a JSON string, found {schema.shown(text)}"
                return
        elif answer["content_type"]:
            yield "$", f"a stream has no content type, found {answer['content_type']}"
        # A model that searches says so first; its chunks are nested even in a stream.
        text, searches = re.subn(r"\n\n\[Searching for .*?\.\.\.\]\n\n", "", text)
        kind = "at once" if searches else kind
        if not answer["is_whole"] or searches and text.startswith(', "error": '):
            return
        chunks = found_chunks(text)
        if chunks is None:
            yield "$", f"expected an array of chunks before the first || or after the last, found {schema.shown(text)}"
        else:
            yield from self.shapes.complaints(shape[kind], chunks, "$.chunks")


def found_chunks(text):
    for part, mark in ((text.partition("||"), 0), (text.rpartition("||"), 2)):
        if part[1] and part[mark].lstrip().startswith("["):
            try:
                return json.loads(part[mark])
            except ValueError:
                pass
    return None


def lines_of(folder):
    for file in sorted(pathlib.Path(folder).glob("*.jsonl")):
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                # A server that was killed may have been in the middle of a line.
                if line.endswith("\n"):
                    yield json.loads(line)


CHUNK = {"id": "c0c0c0c0-0000-4000-8000-000000000001", "link": None, "created_at": "2024-11-02T10:00:00", "updated_at": "2024-11-02T10:00:00.123",
         "chunk_html": "<p>Roses</p>", "metadata": None, "tracking_id": None, "time_stamp": None, "dataset_id": "b1b1b1b1-0000-4000-8000-000000000001",
         "weight": 0.5, "location": {"lat": 1, "lon": 2.5}, "image_urls": [None], "tag_set": ["a"], "num_value": None}
GOOD = {"method": "GET", "route": "GET /api/chunk/{chunk_id}", "version": "V2", "status": 200, "content_type": JSON_TYPE, "is_whole": True}
# What must be seen: the difference to CHUNK and the path that the complaint names; None takes the field away.
PLANTED = [({"weight": None}, "$"), ({"weight": "0.5"}, "$.weight"), ({"tag_set": "a"}, "$.tag_set"), ({"id": "one"}, "$.id"),
           ({"created_at": "2024-11-02 10:00:00"}, "$.created_at"), ({"location": {"lat": 1}}, "$.location"), ({"weather": "fine"}, "$.weather")]


def check_eyes(contract):
    """Fails when planted mistakes pass, or a good answer does not."""
    def said(document, **more):
        return list(contract.complaints(GOOD | {"body": document if isinstance(document, str) else json.dumps(document)} | more))

    if wrong := said(CHUNK):
        sys.exit(f"this check sees ghosts: {wrong}")
    if not said({**CHUNK, "tag_set": "a"}) or said({**CHUNK, "tag_set": "a"}, version="V1"):
        sys.exit("this check does not know the versions")
    for change, path in PLANTED:
        document = {field: value for field, value in (CHUNK | change).items() if field not in change or value is not None}
        if not any(where == f"200 {path}" for _, where, _ in said(document)):
            sys.exit(f"this check is blind: {change} passed ({said(document)})")
    for answer in ({"status": 404, "body": '{"error": "x"}'}, {"status": 201, "body": "{}"}, {"route": "GET /api/nowhere"}, {"body": "["},
                   {"status": 404, "content_type": "text/html"}, {"route": "DELETE /api/chunk/{chunk_id}", "status": 204, "body": "x"}):
        if not said(CHUNK, **answer):
            sys.exit(f"this check is blind: {answer} passed")
    answer = {"route": "POST /api/message", "content_type": ""}
    flat = CHUNK | {"tag_set": "a,b", "highlights": None, "score": 1.5}
    if said(json.dumps([flat]) + "||Text", **answer) or said("Te||xt||" + json.dumps([flat]), **answer) or said("[]||None", **answer):
        sys.exit("this check does not know answers with chunks")
    if said(f"\n\n[Searching for roses...]\n\n{json.dumps([{'chunk': CHUNK, 'highlights': None, 'score': 1}])}||Text", **answer):
        sys.exit("this check does not know models that search")
    if not said("Text", **answer) or not said(json.dumps([CHUNK]) + "||Text", **answer):
        sys.exit("this check is blind for answers with chunks")


def check(folder):
    routes, named = table.stored()
    contract = Contract(routes, named)
    check_eyes(contract)
    served, counts, wrong = set(), collections.Counter(), collections.Counter()
    for line in lines_of(folder):
        if "routes" in line:
            served.update(line["routes"])
            continue
        counts[line["route"]] += 1
        for route, where, sentence in contract.complaints(line):
            wrong[f"{route}: {where}: {sentence}" + (f" (asked {line['path']})" if line["route"] is None else "")] += 1
    if not counts:
        sys.exit(f"there is no record of an answer in {folder}: run the tests with ctest, which asks for it")
    print("answers  route")
    for route in sorted(served, key=lambda one: (one.split()[1], one)):
        if counts[route]:
            print(f"{counts[route]:7}  {route}")
    print(f"{counts[None]:7}  without a route")
    if silent := sorted(served - set(counts)):
        print("Not asked in this run: " + ", ".join(silent))
    for route in sorted(route for route in served if plain(route) not in contract.routes):
        wrong[f"{route}: the server has this route, but the tables in tests/golden/contract have no line for it"] += 1
    for sentence, times in wrong.most_common(SHOWN):
        print(f"WRONG {times} times: {sentence}")
    if len(wrong) > SHOWN:
        print(f"... and {len(wrong) - SHOWN} other mistakes")
    print(f"{sum(counts.values())} answers, {len(wrong)} mistakes")
    return 1 if wrong else 0


def empty(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.jsonl"):
        old.unlink()
    return 0


if __name__ == "__main__":
    sys.exit({"empty": empty, "check": check}[sys.argv[1]](sys.argv[2]))
