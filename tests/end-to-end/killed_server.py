#!/usr/bin/python3
"""Kills the local server at random moments while it indexes, copies and deletes, fills its disk and damages its files, and checks that no accepted chunk is
lost or doubled and nothing that is damaged overwritten.

usage: killed_server.py PROGRAM [SEED]
"""
import atexit
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

ROUNDS = 6
BATCH = 40
DOOMED = 800
INDEXING_DELAY_MS = "200"


class Server:
    """One run of `retriever --serve` over a data folder."""

    def __init__(self, program, folder, delay=None):
        environment = os.environ | ({"RETRIEVER_INDEXING_DELAY_MS": delay} if delay else {})
        self.process = subprocess.Popen([program, "--serve", "--port", "0", "--data", str(folder)], stdout=subprocess.PIPE, env=environment)
        atexit.register(self.kill)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the server did not start: exit code {self.process.wait()}")
        start = json.loads(line)
        self.url, self.key, self.organization = start["url"], start["key"], start["organization_id"]

    def ask(self, method, path, body=None, dataset=None):
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", "X-API-Version": "V2"}
        headers |= {"TR-Dataset": dataset} if dataset else {"TR-Organization": self.organization}
        request = urllib.request.Request(self.url + path, method=method, headers=headers,
                                         data=None if body is None else json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def stop(self, how):
        """Ends it politely; its exit code."""
        self.process.send_signal(how)
        return self.process.wait(20)


def check(condition, what):
    if not condition:
        raise SystemExit(f"FAILED: {what}")


def all_chunks(server, dataset):
    """Every chunk by scrolling, as a list of tracking ids."""
    found, last = [], None
    while True:
        page = server.ask("POST", "/api/chunks/scroll", {"page_size": 100} | ({"offset_chunk_id": last} if last else {}), dataset)["chunks"]
        fresh = page[1:] if last and page and page[0]["id"] == last else page
        if not fresh:
            return found
        found += [chunk["tracking_id"] for chunk in fresh]
        last = fresh[-1]["id"]


def searched(server, dataset, word):
    """The tracking ids of every chunk that a full-text search for the word finds."""
    found, page = [], 1
    while True:
        hits = server.ask("POST", "/api/chunk/search", {"query": word, "search_type": "fulltext", "page": page, "page_size": 100}, dataset)["chunks"]
        if not hits:
            return found
        found += [hit["chunk"]["tracking_id"] for hit in hits]
        page += 1


def create_until_killed(server, dataset, accepted, number, chance):
    """Creates batches until the server dies; what was answered is accepted."""
    killer = threading.Timer(chance.uniform(0.02, 0.6), server.kill)
    killer.start()
    batch = 0
    try:
        while True:
            ids = [f"round{number}-batch{batch}-{index}" for index in range(BATCH)]
            chunks = [{"chunk_html": f"<p>Everlasting text of {name}</p>", "tracking_id": name} for name in ids]
            server.ask("POST", "/api/chunk", chunks, dataset)
            accepted += ids
            batch += 1
    except (urllib.error.URLError, OSError, ValueError, EOFError):
        pass
    killer.join()


def check_nothing_lost(server, dataset, accepted):
    """Every accepted chunk is there once, whichever way one looks; more may be there only where the answer was what the kill cut off."""
    deadline = time.monotonic() + 60
    while True:
        scrolled, found = all_chunks(server, dataset), searched(server, dataset, "everlasting")
        if set(accepted) <= set(found) and sorted(found) == sorted(scrolled):
            break
        check(time.monotonic() < deadline, f"{len(set(accepted) - set(scrolled))} of {len(accepted)} accepted chunks are not listed and "
                                           f"{len(set(accepted) - set(found))} not found; {len(scrolled)} listed, {len(found)} found")
        time.sleep(0.1)
    check(len(scrolled) == len(set(scrolled)), f"{len(scrolled) - len(set(scrolled))} chunks are listed twice")
    check(len(found) == len(set(found)), f"{len(found) - len(set(found))} chunks are found twice")
    extra = set(scrolled) - set(accepted)
    check(len(extra) in range(BATCH * ROUNDS + 1) and len(extra) % BATCH == 0, f"{len(extra)} chunks came from half a batch")
    for name in random.sample(accepted, min(10, len(accepted))):
        check(server.ask("GET", f"/api/chunk/tracking_id/{name}", dataset=dataset)["tracking_id"] == name, f"{name} by its tracking id")
    return len(extra)


def wait_until(what, condition):
    deadline = time.monotonic() + 60
    while not condition():
        check(time.monotonic() < deadline, what)
        time.sleep(0.1)


def check_copy_and_deletion(program, server, data, dataset, accepted, chance):
    """Killed again and again in the middle of a copy and of a deletion: the copy is there once and whole, what was to be deleted is gone, and
    what came later is spared."""
    copy = server.ask("POST", "/api/dataset/clone", {"dataset_to_clone": dataset, "dataset_name": "Copy"})["id"]
    server.kill()
    server = Server(program, data)
    names = [f"doomed-{number}" for number in range(DOOMED)]
    for first in range(0, DOOMED, BATCH):
        chunks = [{"chunk_html": "<p>Doomed text</p>", "tracking_id": name, "tag_set": ["doomed"]} for name in names[first:first + BATCH]]
        server.ask("POST", "/api/chunk", chunks, dataset)
        if first in (BATCH, 5 * BATCH, 10 * BATCH):
            server.kill()
            server = Server(program, data)
    killer = threading.Timer(chance.uniform(0.0, 0.1), server.kill)
    killer.start()
    doomed = {"filter": {"must": [{"field": "tag_set", "match_any": ["doomed"]}]}}
    try:
        server.ask("DELETE", "/api/chunk", doomed, dataset)
        is_accepted = True
    except (urllib.error.URLError, OSError, ValueError, EOFError):
        is_accepted = False
    killer.join()
    server = Server(program, data)
    server.ask("POST", "/api/chunk", {"chunk_html": "<p>Later text</p>", "tracking_id": "later", "tag_set": ["doomed"]}, dataset)
    doomed_left = lambda: sum(name.startswith("doomed-") for name in all_chunks(server, dataset))
    settled = time.monotonic() + 3
    wait_until("a deletion comes to its end, or was never begun", lambda: (left := doomed_left()) == 0 or (
        left == DOOMED and not is_accepted and time.monotonic() > settled))
    check({"later", *accepted} <= set(all_chunks(server, dataset)), "what was not to be deleted is spared, and what came later")
    wait_until("a copy comes to its end", lambda: set(accepted) <= set(searched(server, copy, "everlasting")))
    copied = all_chunks(server, copy)
    check(len(copied) == len(set(copied)) and not any(name.startswith(("doomed-", "later")) for name in copied), "the copy is there once, without what came later")
    check(sorted(searched(server, copy, "everlasting")) == sorted(copied), "all of the copy is found, once")
    print(f"a copy of {len(copied)} and a deletion of {DOOMED}, {'answered' if is_accepted else 'not answered'} and {'not ' if doomed_left() else ''}carried out: killed in between")
    return server


def check_full_disk(server, data, dataset, accepted):
    """No room for more: refused with 507, nothing half stored; with room it goes on."""
    before = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    room = max(path.stat().st_size for path in data.iterdir()) + 300_000
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (room, before[1]))
    status = 200
    for batch in range(200):
        ids = [f"full-batch{batch}-{index}" for index in range(BATCH)]
        chunks = [{"chunk_html": "<p>Everlasting text</p>" + "x" * 1000, "tracking_id": name} for name in ids]
        try:
            server.ask("POST", "/api/chunk", chunks, dataset)
        except urllib.error.HTTPError as error:
            status, words = error.code, error.read()
            break
        accepted += ids
    check(status == 507 and b'"message"' in words, f"a full disk is answered with 507 and a message, not {status}")
    check(len(all_chunks(server, dataset)) >= len(accepted), "what is there can be read while the disk is full")
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, before)
    server.ask("POST", "/api/chunk", chunks, dataset)
    accepted += ids
    check_nothing_lost(server, dataset, accepted)
    print(f"a full disk after {batch} batches: refused, nothing half stored, and on with room")


def check_damaged_log(program, server, data, dataset):
    """A log that lost a part is set aside with its database; the next start begins anew."""
    for number in range(20):
        server.ask("POST", "/api/chunk", {"chunk_html": "in the log", "tracking_id": f"log-{number}"}, dataset)
    server.kill()
    log = data / "workspace.db-wal"
    with open(log, "r+b") as file:
        file.seek(32 + 4120 * 2 + 100)
        file.write(b"lost")
    damaged = log.read_bytes()
    refused = subprocess.run([program, "--serve", "--data", str(data)], capture_output=True, text=True, timeout=60, check=False)
    aside = [path for path in data.iterdir() if ".damaged-" in path.name and not path.name.endswith("-wal")]
    check(refused.returncode != 0 and len(aside) == 1 and aside[0].name in refused.stderr, f"a damaged log is told with the name: {refused.stderr}")
    check(aside[0].with_name(aside[0].name + "-wal").read_bytes() == damaged, "the damaged log is kept as it was")
    fresh = Server(program, data)
    check(fresh.ask("GET", f"/api/dataset/organization/{fresh.organization}") == [], "the next start begins with an empty workspace")
    fresh.kill()
    print("a damaged log: told, kept, and begun anew")


def main():
    program = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="retriever-killed-") as folder:
        data = pathlib.Path(folder) / "workspace with a space"
        server = Server(program, data, INDEXING_DELAY_MS)
        organization = server.organization
        dataset = server.ask("POST", "/api/dataset", {"dataset_name": "Killed"})["id"]
        accepted = []
        for number in range(ROUNDS):
            before = len(accepted)
            create_until_killed(server, dataset, accepted, number, chance)
            server = Server(program, data, INDEXING_DELAY_MS if number % 2 else None)
            check(server.organization == organization, "the organization id stays the same over restarts")
            if number % 2 == 0:
                extra = check_nothing_lost(server, dataset, accepted)
                print(f"round {number}: {len(accepted) - before} accepted, {len(accepted)} in all, {extra} more whose answer was cut off: all there, once")
                server.kill()
                server = Server(program, data, INDEXING_DELAY_MS)
            else:
                print(f"round {number}: {len(accepted) - before} accepted; killed again before they are indexed")
        check(server.stop(signal.SIGTERM) == 0, "SIGTERM ends the server with exit code 0")
        server = Server(program, data)
        check_nothing_lost(server, dataset, accepted)
        second = subprocess.run([program, "--serve", "--data", str(data)], capture_output=True, text=True, timeout=30, check=False)
        check(second.returncode != 0 and second.stderr.strip(), "a second server over the same folder ends and says why")
        check(server.stop(signal.SIGINT) == 0, "SIGINT ends the server with exit code 0")
        server = Server(program, data)
        server = check_copy_and_deletion(program, server, data, dataset, accepted, chance)
        for name in ("later", *(f"doomed-{number}" for number in range(DOOMED))):
            try:
                server.ask("DELETE", f"/api/chunk/tracking_id/{name}", dataset=dataset)
            except urllib.error.HTTPError as error:
                check(error.code == 404, f"{name} is deleted")
        check_full_disk(server, data, dataset, accepted)
        check_damaged_log(program, server, data, dataset)
        check(len(accepted) > 0, "something was accepted")
    print(f"{len(accepted)} chunks survived {ROUNDS} kills")


main()
