#!/usr/bin/python3
"""The real program before a person: what must work on the day it is released. The demo tour (tour.py) shows more.

usage: e2e.py --program PROGRAM [--pictures FOLDER]
"""
import argparse
import pathlib
import re
import tempfile

import driver
from person import Person

DOCUMENT = """<html><head><title>Ferry</title></head><body><h1>Ferry</h1>
<h2>Departures</h2><p>The ferry to Hven departs at seven every morning.</p>
<h2>Bicycles</h2><p>Bicycles travel on the ferry free of charge.</p></body></html>"""


def check(condition, what):
    if not condition:
        raise driver.NotSeen(what)


def finds_its_way_at_the_first_start(person):
    person.step("the first start shows the Handbook and its chunks")
    person.open_dataset("Handbook")
    person.open_page("Chunks")
    whole = person.read(r"^(All|Loaded) \d+ ", timeout=60).text
    person.step("a search finds the chunk that has the words and reads it, an empty one brings the list back")
    person.search("first start opens local workspace")
    person.see_chunk("The first start").click()
    person.read("fills it with one dataset", within=person.find(name="Text of the chunk"))
    person.clear_search()
    person.read(f"^{re.escape(whole)}$")


def creates_and_edits(person):
    person.step("a dataset is created and is empty")
    person.create_dataset("Ferries")
    person.open_dataset("Ferries")
    person.read("This dataset has no chunks yet")
    person.step("a chunk is written and its change is saved, with its number as it was typed")
    person.write_chunk("The harbour office opens at nine.", "office", "harbour")
    person.save_chunk("Create chunk")
    person.find("text", "Number").fill("1.50")
    person.save_chunk()
    person.see_chunk("The harbour office").click()
    person.inspect("Preview")
    person.read("^Number: 1.50$")
    person.step("whoever leaves a changed form is asked first")
    person.inspect("Form")
    person.find("text", "Number").fill("2")
    person.open_page("Groups")
    person.find("push button", "Keep editing").click()
    check(person.find("text", "Number").text == "2", "what was typed, after staying")
    person.open_page("Groups")
    person.find("push button", "Discard changes").click()
    person.read("This dataset has no groups yet")


def adds_documents(person, folder):
    person.step("a folder is added, one group for its document")
    person.open_page("Chunks")
    dialog, found = person.begin_adding_documents(folder)
    check("1 " in found, f"one document to be counted, not: {found}")
    person.find("push button", "Add documents", within=dialog).click()
    person.read("2 chunks of ", within=dialog, timeout=60)
    person.find("push button", "Show chunks", within=dialog).click()
    person.see_chunk("Departures").click()
    person.step("the groups in the inspector are those of the chunk that is shown, also of a new one")
    person.inspect("Groups")
    person.find("list item", "Ferry", within=person.find("list", "Groups of the chunk"))
    person.write_chunk("Season tickets are sold at the office.", "season", "tickets")
    person.save_chunk("Create chunk")
    person.inspect("Groups")
    person.read("This chunk is in no group")
    person.open_page("Groups")
    person.create_group("Questions", "Asked at the counter")
    person.find("table cell", re.compile("^Ferry"), within=person.find("table", "Groups"))
    person.step("a chunk is put into a group")
    person.open_page("Chunks")
    person.put_into_group("Questions")
    person.open_page("Groups")
    person.see_chunk_of_group("Season tickets")


def answers_with_citations(person):
    person.step("a question is answered from the documents, and its citation leads to the chunk")
    person.open_page("Chat")
    answer = person.ask("When does the ferry to Hven depart?")
    check("departs at seven" in answer, f"the answer to quote the document, not: {answer}")
    person.click_citation()
    person.find("push button", "Open in Chunks").click()
    person.read("departs at seven", within=person.find(name="Text of the chunk"))


def changes_its_look(person):
    person.step("the dark look, with everything open")
    person.open_page("Chat")
    person.menu("View", "Appearance", "Dark")
    person.read("departs at seven")
    person.menu("View", "Appearance", "Light")


def keeps_everything(person):
    person.step("everything is there after the program was closed and opened again")
    check(person.quit() == 0, "the program to end with 0")
    person.start()
    person.open_dataset("Ferries")
    person.open_page("Chunks")
    person.see_chunk("The harbour office")
    person.see_chunk("Departures")
    person.open_page("Chat")
    person.find("list item", re.compile("ferry to Hven"), within=person.find("list", "Chats")).click()
    person.read("departs at seven")


def main():
    parser = argparse.ArgumentParser(description="Drives the real program as a person does.")
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--pictures", type=pathlib.Path, help="where a picture of a failure goes")
    options = parser.parse_args()
    driver.enter_desktop()
    with tempfile.TemporaryDirectory(prefix="retriever-e2e-") as name:
        folder = pathlib.Path(name) / "timetable"
        folder.mkdir()
        (folder / "ferry.html").write_text(DOCUMENT, encoding="utf-8")
        with Person(options.program.resolve(), ["--data", f"{name}/workspace"], options.pictures) as person:
            finds_its_way_at_the_first_start(person)
            creates_and_edits(person)
            adds_documents(person, folder)
            answers_with_citations(person)
            changes_its_look(person)
            keeps_everything(person)
            check(person.quit() == 0, "the program to end with 0")


main()
