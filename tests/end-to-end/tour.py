#!/usr/bin/python3
"""The demo tour: everything that Retriever is for, done by hand on a screen of its own, with a picture of each step.

usage: tour.py --program PROGRAM --pictures FOLDER [--documents FOLDER]
"""
import argparse
import pathlib
import re
import shutil
import sys
import tempfile

import driver
from person import Person

# Debian's sqlite3-doc: some hundred pages that were written for people.
DOCUMENTS = pathlib.Path("/usr/share/doc/sqlite3")
ENOUGH = 300


def arguments():
    parser = argparse.ArgumentParser(description="Performs the demo tour.")
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--pictures", required=True, type=pathlib.Path)
    parser.add_argument("--documents", default=DOCUMENTS, type=pathlib.Path, help="a folder with real documents")
    return parser.parse_args()


def look_around(person):
    person.step("The first start: the local workspace with the Handbook")
    person.open_dataset("Handbook")
    person.open_page("Chunks")
    person.read(r"^(All|Loaded) \d+ ", timeout=60)
    person.picture("first-start-light")
    person.step("A chunk and its preview")
    person.search("how datasets chunks and groups fit together")
    person.see_chunk("How datasets, chunks and groups fit together").click()
    person.read("unit of information in a dataset", within=person.find(name="Text of the chunk"))
    person.picture("preview-light")
    person.clear_search()


def add_documents(person, folder):
    person.step('A new dataset, "SQLite docs"')
    person.find("push button", re.compile("^New dataset")).click()
    dialog = person.find("dialog", "New dataset")
    person.find("text", "Name", within=dialog).fill("SQLite docs")
    person.picture("new-dataset-light")
    person.find("push button", "Create dataset", within=dialog).click()
    person.gone("dialog", "New dataset")
    person.open_dataset("SQLite docs")
    person.read("This dataset has no chunks yet")
    person.picture("empty-dataset-light")
    person.step(f"A folder of documents: {folder}")
    dialog, found = person.begin_adding_documents(folder)
    print(f"  {found}")
    person.picture("documents-found-light")
    person.find("push button", "Add documents", within=dialog).click()
    person.find("push button", "Pause", within=dialog)
    person.picture("documents-on-their-way-light")
    summary = person.read(r"^[\d,. ]+ chunks of [\d,. ]+ files indexed", within=dialog, timeout=120).text
    print(f"  {summary}")
    person.picture("documents-added-light")
    person.find("push button", "Show chunks", within=dialog).click()
    person.gone("dialog", re.compile("^Add documents"))


def work_with_chunks(person):
    person.step("A chunk, written in the form")
    person.write_chunk("<h2>House rule</h2>\n<p>Every connection of ours turns on <b>foreign keys</b> with "
                       "PRAGMA foreign_keys = ON before it does anything else.</p>", "house-rule-1", "house")
    person.picture("new-chunk-light")
    person.save_chunk("Create chunk")
    person.step("The chunk, changed")
    person.find("text", "Number").fill("1.50")
    person.picture("changed-chunk-light")
    person.save_chunk()
    person.picture("saved-chunk-light")
    person.step("A search")
    person.search("foreign keys")
    person.see_chunk("House rule").click()
    person.inspect("Preview")
    person.picture("search-light")
    person.clear_search()


def work_with_groups(person):
    person.step("A group")
    person.open_page("Groups")
    person.find("table", "Groups")
    person.create_group("House rules", "What holds for every project of ours.")
    person.picture("group-light")
    person.open_page("Chunks")
    person.search("house rule foreign keys")
    person.see_chunk("House rule").click()
    person.put_into_group("House rules")
    person.picture("chunk-in-group-light")
    person.clear_search()
    person.open_page("Groups")
    person.see_chunk_of_group("House rule")


def chat(person):
    person.step("A question, answered from the documents")
    person.open_page("Chat")
    answer = person.ask("What is WAL mode and when should I use it?")
    print("  " + answer.strip().splitlines()[0][:160])
    person.picture("answer-light")
    number = person.click_citation()
    person.step(f"The source behind citation [{number}]")
    person.find("push button", "Open in Chunks")
    person.picture("citation-light")


def look_at_requests(person):
    person.step("What was sent, and the same as code")
    person.open_page("Requests")
    person.find("text", re.compile("^Find in addresses")).fill("/api/message")
    person.press("Return")
    person.find("table cell", "/api/message", within=person.find("table", "Requests")).click()
    person.inspect("TypeScript")
    person.picture("requests-light")


def go_dark(person):
    person.step("The dark look")
    person.menu("View", "Appearance", "Dark")
    person.picture("chat-dark")
    person.open_page("Groups")
    person.find("table", "Groups")
    person.picture("groups-dark")
    person.open_page("Chunks")
    person.search("write-ahead log")
    person.see_chunk("").click()
    person.picture("chunks-dark")
    person.open_page("Requests")
    person.inspect("Answer")
    person.picture("requests-dark")
    person.open_page("Settings")
    person.picture("settings-dark")


def main():
    options = arguments()
    driver.enter_desktop()
    pages = list(options.documents.rglob("*.html"))
    if len(pages) < ENOUGH:
        sys.exit(f"{options.documents} holds {len(pages)} HTML pages; the tour needs {ENOUGH}. packaging/setup --all installs sqlite3-doc; "
                 "where documentation is left out of packages, give another folder with --documents.")
    if options.pictures.is_dir():
        shutil.rmtree(options.pictures)
    options.pictures.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="retriever-tour-") as folder:
        with Person(options.program.resolve(), ["--data", f"{folder}/workspace"], options.pictures) as person:
            look_around(person)
            add_documents(person, options.documents)
            work_with_chunks(person)
            work_with_groups(person)
            chat(person)
            look_at_requests(person)
            go_dark(person)
            person.step("Quit")
            code = person.quit()
            if code != 0:
                raise driver.NotSeen(f"the program to end with 0, it ended with {code}")
    print(f"{len(list(options.pictures.glob('*.png')))} pictures")


main()
