#!/usr/bin/python3
"""A person connects to another server, marked as production and read-only; the connection and its key are there after a restart, and the key is
in no file but the keyring's.

usage: connections.py --program PROGRAM [--pictures FOLDER]
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import tempfile

import driver
from person import Person

KEY = "tr-AKeyThatNobodyElseHas"


def connects(person, server):
    # Until the first start is through, the window may take the focus from a menu that is open.
    person.open_dataset("Handbook")
    person.read(r"^(All|Loaded) \d+ ", timeout=60)
    person.step("a connection is described and tried out")
    person.menu("File", "Connect to a server")
    dialog = person.find("dialog", "Connect to a server")
    person.find("text", "Name", within=dialog).fill("Shop")
    person.find("text", "Address", within=dialog).fill(server["url"])
    person.find("password text", "API key", within=dialog).fill(KEY)
    person.find("text", "Organization id", within=dialog).fill(server["organization_id"])
    for mark in ("Production", "Read-only"):
        person.find("check box", re.compile(f"^{mark}"), within=dialog).click()
    person.find("push button", "Test connection", within=dialog).click()
    person.read("Connected: the key may use")
    person.find("push button", "Connect", within=dialog).click()
    person.gone("dialog", "Connect to a server")
    person.step("the window says where one is")
    sees_the_marks(person)


def sees_the_marks(person):
    person.read("Production: Shop", timeout=30)
    person.read("^Read-only")


def files_with(secret):
    """All files of the person but those of the keyring."""
    home = pathlib.Path(os.environ["HOME"])
    return [path for path in home.rglob("*")
            if path.is_file() and "keyrings" not in path.parts and secret.encode() in path.read_bytes()]


def main():
    parser = argparse.ArgumentParser(description="Connects to another server as a person does.")
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--pictures", type=pathlib.Path, help="where a picture of a failure goes")
    options = parser.parse_args()
    program = options.program.resolve()
    driver.enter_desktop()
    with tempfile.TemporaryDirectory(prefix="retriever-connections-") as name:
        with subprocess.Popen([program, "--serve", "--data", f"{name}/remote", "--key", KEY], stdout=subprocess.PIPE, text=True) as server:
            try:
                with Person(program, ["--data", f"{name}/workspace"], options.pictures) as person:
                    connects(person, json.loads(server.stdout.readline()))
                    if person.quit() != 0:
                        raise driver.NotSeen("the program to end with 0")
                    person.step("after a restart the connection is open again, its key from the keyring")
                    person.start()
                    sees_the_marks(person)
                    if leaks := files_with(KEY):
                        raise driver.NotSeen(f"no key in {leaks}")
                    person.quit()
            finally:
                server.terminate()


main()
