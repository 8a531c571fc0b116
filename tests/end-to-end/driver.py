"""Drives the real program as a person does: looks for what is on the screen by role and accessible name, points and types.

A script calls enter_desktop() first. That starts the script once more on a screen of its own (Xvfb), with a window manager, a
session bus, an unlocked keyring and an empty home, so that nothing on the machine is seen or changed. Needs /usr/bin/python3,
whose gi knows AT-SPI, and Qt's xcb platform: the offscreen one shows nothing to AT-SPI.
"""
import contextlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

SCREEN = "1440x900x24"
INSIDE = "RETRIEVER_TEST_DESKTOP"
# The window fills the screen, dialogs keep their size.
OPENBOX = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <theme><name>Clearlooks</name><titleLayout>NLIMC</titleLayout></theme>
  <desktops><number>1</number></desktops>
  <applications><application type="normal" class="*"><maximized>yes</maximized></application></applications>
</openbox_config>
"""
# What can hold a million children, of which only the shown ones matter.
ENDLESS = {"table", "tree table", "tree", "list"}


class Gone(Exception):
    """A widget went away while it was looked at."""


class NotSeen(Exception):
    """Something that a person would look for did not come."""


def enter_desktop():
    """Returns inside the desktop; outside of it, runs the script there and ends with its exit code."""
    if INSIDE in os.environ:
        for stream, own in enumerate(os.environ[INSIDE].split(), 1):
            os.dup2(int(own), stream)
        return
    with tempfile.TemporaryDirectory(prefix="retriever-desktop-") as home, contextlib.ExitStack() as stack:
        folder = pathlib.Path(home)
        (folder / "run").mkdir(mode=0o700)
        (folder / ".config/openbox").mkdir(parents=True)
        (folder / ".config/openbox/rc.xml").write_text(OPENBOX, encoding="utf-8")
        log = stack.enter_context(open(folder / "desktop.log", "w", encoding="utf-8"))
        keep = ("PATH", "PYTHONPATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "RETRIEVER_RECORD_ANSWERS")
        env = {name: os.environ[name] for name in keep if name in os.environ}
        # The bus and its services talk a lot; the script takes the real standard output and error along.
        own = [os.dup(1), os.dup(2)]
        env |= {INSIDE: " ".join(map(str, own)), "HOME": home, "XDG_RUNTIME_DIR": str(folder / "run"), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}
        reading, writing = os.pipe()
        screen = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"],
                                  pass_fds=[writing], env=env, stdout=log, stderr=log)
        stack.callback(ended, screen)
        os.close(writing)
        number = os.read(reading, 16).strip().decode()
        if not number:
            sys.exit("Xvfb did not start; packaging/setup --all installs it.")
        env["DISPLAY"] = f":{number}"
        sys.exit(subprocess.run(["dbus-run-session", "--", sys.executable, *sys.argv], env=env, stdout=log, stderr=log,
                                pass_fds=own, check=False).returncode)


def ended(process, patience=10):
    """Asks the process to end, and makes it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(condition, what, timeout=20):
    """The first true thing that condition() gives."""
    end = time.monotonic() + timeout
    while True:
        with passing_over_what_is_gone():
            if result := condition():
                return result
        if time.monotonic() > end:
            raise NotSeen(f"waited {timeout} s for {what}")
        time.sleep(0.05)


@contextlib.contextmanager
def passing_over_what_is_gone():
    try:
        yield
    except Exception as error:
        if not isinstance(error, Gone) and not type(error).__module__.startswith("gi"):
            raise


class Control:
    """Something on the screen."""

    def __init__(self, desktop, node):
        self.desktop = desktop
        self.node = node
        # How it was found, and what it was called then.
        self.again = None
        self.known_as = None

    @property
    def role(self):
        return self.node.get_role_name()

    @property
    def name(self):
        return self.node.get_name() or ""

    @property
    def text(self):
        """Its text where it has one, else its name."""
        face = self.node.get_text_iface()
        return face.get_text(0, face.get_character_count()) if face and face.get_character_count() else self.name

    @property
    def box(self):
        """x, y, width and height on the screen."""
        face = self.node.get_component_iface()
        if not face:
            raise Gone
        area = face.get_extents(self.desktop.atspi.CoordType.SCREEN)
        return area.x, area.y, area.width, area.height

    def has(self, state):
        return self.node.get_state_set().contains(getattr(self.desktop.atspi.StateType, state))

    def place(self):
        """Its box once it can be clicked and moves no more. What was replaced meanwhile (rows that were loaded again) is looked for
        again."""
        seen = None

        def look():
            nonlocal seen
            before, seen = seen, None
            if self.again and not self.alive():
                self.node = self.again().node
            seen = self.name, self.box
            return self.box if seen == before and self.has("ENABLED") and self.has("SHOWING") else None
        return wait_until(look, "something to be clicked")

    def alive(self):
        with passing_over_what_is_gone():
            return self.has("SHOWING") and bool(self.box) and (self.known_as is None or self.name == self.known_as)
        return False

    def click(self, button=1, count=1, modifier=None):
        """Clicks into its middle."""
        x, y, width, height = self.place()
        self.desktop.click_at(x + width // 2, y + height // 2, button, count, modifier)
        return self

    def fill(self, text):
        """Replaces what it holds by typing; text that xdotool cannot type goes in by the accessibility interface."""
        self.click()
        self.desktop.press("ctrl+a")
        if text.isascii() and text.isprintable() and len(text) < 400:
            self.desktop.type(text)
        else:
            self.node.get_editable_text_iface().set_text_contents(text)
        return self

    def click_text(self, passage):
        """Clicks on a passage of its text, as on a link."""
        face = self.node.get_text_iface()
        start = face.get_text(0, face.get_character_count()).index(passage)
        area = face.get_character_extents(start + len(passage) // 2, self.desktop.atspi.CoordType.SCREEN)
        self.desktop.click_at(area.x + area.width // 2, area.y + area.height // 2)

    def children(self, most=300):
        for index in range(min(self.node.get_child_count(), most)):
            if child := self.node.get_child_at_index(index):
                yield Control(self.desktop, child)


class Desktop:
    """The program on its screen. Use with "with": ends the program and the desktop, and on a failure says what was on the screen."""

    def __init__(self, program, arguments=(), pictures=None, environment=None):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        self.atspi = Atspi
        self.program = [str(program), *arguments]
        self.pictures = pathlib.Path(pictures) if pictures else None
        self.environment = environment or {}
        self.log = pathlib.Path.home() / "program.log"
        self.stack = contextlib.ExitStack()
        self.process = None
        self.taken = 0

    def __enter__(self):
        log = self.stack.enter_context(open(pathlib.Path.home() / "desktop.log", "a", encoding="utf-8"))
        keyring = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                                   stdin=subprocess.PIPE, stdout=log, stderr=log)
        self.stack.callback(ended, keyring)
        keyring.stdin.write(b"test")
        keyring.stdin.close()
        self.stack.callback(ended, subprocess.Popen(["openbox"], stdout=log, stderr=log))
        wait_until(lambda: self.run("xdotool", "get_desktop").strip(), "openbox to manage windows")
        self.start()
        return self

    def __exit__(self, kind, error, trace):
        if kind:
            self.report(error)
        if self.process:
            ended(self.process)
        self.stack.close()
        return False

    def start(self):
        """Starts the program and waits for its window."""
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(self.program, env=os.environ | self.environment, stdout=log, stderr=log)
        return self.find("frame", timeout=60)

    def quit(self):
        """Closes the window as a person does; the exit code of the program."""
        self.press("ctrl+q")
        return self.process.wait(30)

    def roots(self):
        """The top windows of the program, those in front last."""
        for index in range(self.atspi.get_desktop(0).get_child_count()):
            application = self.atspi.get_desktop(0).get_child_at_index(index)
            if application and application.get_process_id() == self.process.pid:
                application.clear_cache()
                for child in Control(self, application).children():
                    yield child

    def all(self, role=None, name=None, within=None, hidden=False):
        """Every control with that role (or one of them) and that name: the exact text, or a pattern that occurs in it."""
        roles = {role} if isinstance(role, str) else role

        def fits(control):
            if roles and control.role not in roles:
                return False
            if name is None:
                return True
            return bool(name.search(control.name)) if isinstance(name, re.Pattern) else control.name.replace("&", "") == name

        def walk(control):
            with passing_over_what_is_gone():
                if not hidden and not control.has("SHOWING"):
                    return
                if fits(control):
                    yield control
                for child in control.children(300 if control.role in ENDLESS else 1000):
                    yield from walk(child)

        with passing_over_what_is_gone():
            for root in [within] if within else reversed(list(self.roots())):
                root.node.clear_cache()
                yield from walk(root)

    def find(self, role=None, name=None, within=None, timeout=15):
        """The first such control, waited for."""
        def look():
            if self.process.poll() is not None:
                raise NotSeen(f"the program ended with {self.process.returncode} while looking for {role} '{name}'")
            return next(self.all(role, name, within), None)

        shown = name.pattern if isinstance(name, re.Pattern) else name
        found = wait_until(look, f"{role or 'anything'} named '{shown}'", timeout)
        with passing_over_what_is_gone():
            found.known_as = found.name
        found.again = lambda: self.find(role, name, within, timeout=5)
        return found

    def sees(self, role=None, name=None, within=None):
        return next(self.all(role, name, within), None) is not None

    def gone(self, role=None, name=None, timeout=15):
        wait_until(lambda: not self.sees(role, name), f"{role} '{name}' to go away", timeout)

    def read(self, pattern, within=None, timeout=15):
        """Waits until some text on the screen has the pattern; the control that shows it."""
        wanted = re.compile(pattern)
        return wait_until(lambda: next((control for control in self.all(within=within) if wanted.search(control.text)), None),
                          f"the text /{pattern}/", timeout)

    def run(self, *command):
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    def click_at(self, x, y, button=1, count=1, modifier=None):
        keys = (["keydown", modifier], ["keyup", modifier]) if modifier else ([], [])
        self.run("xdotool", "mousemove", str(x), str(y), *keys[0], "click", "--repeat", str(count), "--delay", "60", str(button), *keys[1])

    def press(self, *keys):
        self.run("xdotool", "key", "--clearmodifiers", "--delay", "30", *keys)

    def type(self, text):
        self.run("xdotool", "type", "--delay", "8", "--", text)

    def picture(self, name):
        """Saves the screen as NN-name.png where pictures are wanted."""
        if self.pictures:
            time.sleep(0.3)  # what was just asked for gets painted
            self.taken += 1
            path = self.pictures / f"{self.taken:02}-{name}.png"
            subprocess.run(["import", "-window", "root", str(path)], check=True)
            return path
        return None

    def report(self, error):
        """Says on a failure what a person would see."""
        print(f"\nFAILED: {error}\nOn the screen:", file=sys.stderr)
        with contextlib.suppress(Exception):
            for root in self.roots():
                self.dump(root)
        with contextlib.suppress(OSError):
            print("The program said:", *self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-60:], sep="\n  ", file=sys.stderr)
        folder = self.pictures or pathlib.Path(os.environ.get("RETRIEVER_FAILURE_PICTURES", "/tmp"))
        with contextlib.suppress(Exception):
            path = folder / f"failed-{pathlib.Path(sys.argv[0]).stem}.png"
            subprocess.run(["import", "-window", "root", str(path)], check=True)
            print(f"picture: {path}", file=sys.stderr)

    def dump(self, control, depth=0):
        if not control.has("SHOWING"):
            return
        line = f"{'  ' * depth}{control.role} '{control.name}'"
        if control.text != control.name:
            line += f" = '{control.text[:200]}'"
        print(line, file=sys.stderr)
        for child in control.children(60 if control.role in ENDLESS else 300):
            self.dump(child, depth + 1)
