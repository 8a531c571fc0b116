"""What a person does with Retriever, step by step, over the driver. Each step ends only when its outcome is on the screen."""
import re

from driver import Desktop, NotSeen, wait_until


class Person(Desktop):
    """Someone before the window, with a fresh local workspace."""

    def step(self, text):
        print(f"- {text}", flush=True)

    def menu(self, *names):
        """Walks through a menu by clicking: menu("View", "Appearance", "Dark")."""
        for name in names:
            item = self.find(("menu item", "check menu item", "radio menu item"), re.compile(rf"^{name}"))
            item.click()

    def see_dataset(self, name):
        """The dataset's entry of the sidebar."""
        return self.find("list item", re.compile(rf"^{re.escape(name)}\b"), within=self.find("list", "Datasets"))

    def open_dataset(self, name):
        self.see_dataset(name).click()
        self.find("frame", re.compile(rf"^{re.escape(name)}\b.*Retriever"))

    def open_page(self, name):
        self.find("list item", name, within=self.find("list", "Pages of the dataset")).click()

    def chunk_table(self):
        return self.find("table", "Chunks")

    def see_chunk(self, words, timeout=20):
        """The cell of a chunk whose text has the words, whatever is between them."""
        return self.find("table cell", re.compile(r"\W+".join(re.findall(r"\w+", words))), within=self.chunk_table(), timeout=timeout)

    def search(self, words):
        self.find("text", re.compile("^Search chunks")).fill(words)
        self.press("Return")

    def clear_search(self):
        self.find("text", re.compile("^Search chunks")).click()
        self.press("Escape")

    def inspect(self, tab):
        self.find("page tab", re.compile(rf"^{tab}")).click()

    def create_dataset(self, name):
        self.find("push button", re.compile("^New dataset")).click()
        dialog = self.find("dialog", "New dataset")
        self.find("text", "Name", within=dialog).fill(name)
        self.find("push button", "Create dataset", within=dialog).click()
        self.gone("dialog", "New dataset")
        self.see_dataset(name)

    def begin_adding_documents(self, folder):
        self.find("push button", "Add documents").click()
        dialog = self.find("dialog", re.compile("^Add documents to"))
        self.find("text", "Folder", within=dialog).fill(str(folder))
        self.press("Tab")
        return dialog, self.read(r"\d[\d,]* file", within=dialog, timeout=60).text

    def write_chunk(self, text, tracking_id, tag):
        """Fills the form of a new chunk and leaves the saving to the caller."""
        self.press("ctrl+n")
        self.find("push button", "Create chunk", timeout=10)
        self.find("text", "Text").fill(text)
        self.find("text", "Tracking id").fill(tracking_id)
        self.find("text", "Tags").click()
        self.type(tag)
        self.press("Return")

    def create_group(self, name, description):
        self.find("push button", "New group").click()
        dialog = self.find("dialog", "New group")
        self.find("text", "Name", within=dialog).fill(name)
        self.find("text", "Description", within=dialog).fill(description)
        self.find("push button", "Create group", within=dialog).click()
        self.gone("dialog", "New group")
        self.find("table cell", re.compile(rf"^{re.escape(name)}"), within=self.find("table", "Groups"))

    def put_into_group(self, group):
        """The chunk in the inspector, into a group as well."""
        self.inspect("Groups")
        self.find("push button", re.compile("^Choose groups")).click()
        dialog = self.find("dialog", "Choose groups")
        self.find("list item", group, within=dialog).click()
        self.press("space")
        self.find("push button", "Choose", within=dialog).click()
        self.gone("dialog", "Choose groups")
        self.find("list item", group, within=self.find("list", "Groups of the chunk"))

    def see_chunk_of_group(self, words):
        """On the Groups page, a chunk of the group that is shown there."""
        self.find("table cell", re.compile(words), within=self.find("table", "Chunks of the group"))

    def save_chunk(self, button="Save"):
        self.find("push button", button).click()
        self.read(r"^Saved\.", timeout=40)

    def ask(self, question, timeout=60):
        """Asks in the chat and waits for the whole answer; the answer's text."""
        field = self.find("text", "Question")
        field.click()
        self.type(question)
        self.press("Return")
        return self.wait_for_answer(timeout)

    def wait_for_answer(self, timeout=60):
        def finished():
            if failure := next(self.all("label", re.compile("^The question was not answered")), None):
                raise NotSeen(failure.name)
            if self.sees("push button", "Stop"):
                return None
            answers = [control.text for control in self.all(name="Answer")]
            return answers[-1] if answers and self.sees("push button", re.compile(r"^Copy the answer")) else None
        return wait_until(finished, "the whole answer", timeout)

    def click_citation(self):
        """Clicks the first citation of the last answer; its number. A citation is shown as its number between no-break spaces."""
        answer = list(self.all(name="Answer"))[-1]
        mark = re.search("\u00a0(\\d+)\u00a0", answer.text)
        if not mark:
            raise NotSeen("a citation in the answer")
        answer.click_text(mark.group(0))
        number = mark.group(1)
        self.find("list item", re.compile(rf"^{number}\b"), within=self.find("list", "Sources of the answer"))
        return number
