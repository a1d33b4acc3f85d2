"""The command line. Every verb the journeys use is a method here, so a renamed option is mended in one place."""
import json
import subprocess
from dataclasses import dataclass

from .places import BINARY


class Failed(AssertionError):
    """A command ended with another exit code than expected; shows all it said."""

    def __init__(self, arguments, result):
        super().__init__(f"winnow {' '.join(map(str, arguments))}\nexit {result.returncode}\nstdout: {result.stdout[-2000:]}\nstderr: {result.stderr[-4000:]}")


def winnow(*arguments, given=None, code=0, timeout=600):
    """Runs the binary; the whole result, whatever it printed."""
    result = subprocess.run([BINARY, *map(str, arguments)], input=given, capture_output=True, text=True, timeout=timeout, check=False)
    if code is not None and result.returncode != code:
        raise Failed(arguments, result)
    return result


def data(*arguments, given=None, timeout=600):
    """Runs a command with `--json` and reads what it printed."""
    result = winnow(*arguments, "--json", given=given, timeout=timeout)
    try:
        return json.loads(result.stdout)
    except json.JSONDecodeError as error:
        raise Failed(arguments, result) from error


def verbs():
    """Every verb there is, as the words to call it by."""
    described = json.loads(winnow("--experimental-dump-help").stdout)["command"]

    def walk(command, path):
        children = [child for child in command.get("subcommands", []) if child["commandName"] != "help"]
        if not children:
            return [path]
        return [words for child in children for words in walk(child, [*path, child["commandName"]])]

    return walk(described, [])


@dataclass
class Workspace:
    """The verbs on one project of one workspace. With `--json` each prints what its route answers."""

    folder: object
    project: str = ""

    def init(self):
        return winnow("init", "--workspace", self.folder)

    def apply(self, definition):
        return data("project", "apply", definition, "--workspace", self.folder)

    def verb(self, *arguments, given=None, timeout=600):
        return data(*arguments, "--workspace", self.folder, "--project", self.project, given=given, timeout=timeout)

    def collect(self, timeout=600):
        return self.verb("collect", timeout=timeout)

    def prepare(self):
        return self.verb("prepare")

    def status(self):
        return self.verb("status")

    def findings(self):
        return self.verb("findings")

    def add_person(self, login, password, role="annotator"):
        return winnow("person", "add", login, "--role", role, "--project", self.project,
                      "--password-stdin", "--workspace", self.folder, given=password + "\n")

    def agreement(self, *options):
        return self.verb("agreement", *options)

    def consensus(self, *options):
        return self.verb("consensus", *options)

    def suggest(self):
        return self.verb("suggest")

    def accept(self, above):
        return self.verb("accept", "--above", above)

    def queue(self, budget):
        return self.verb("queue", "--budget", budget)

    def errors(self):
        return self.verb("errors", "--limit", 100_000)

    def evaluate(self, against="known"):
        return self.verb("evaluate", "--against", against)

    def augment(self, *options):
        """The report of the job."""
        return self.verb("augment", *options)[0]["report"]

    def commit(self, message):
        return self.verb("commit", "-m", message)["commit"]

    def log(self):
        return self.verb("log")["commits"]

    def diff(self, before, after):
        return self.verb("diff", before, after)

    def checkout(self, commit, to):
        return winnow("checkout", commit, "--to", to, "--workspace", self.folder, "--project", self.project)

    def restore(self, commit):
        return self.verb("restore", commit)

    def ship(self, shape, to, commit=None):
        chosen = ["--commit", commit] if commit else []
        return self.verb("ship", "--format", shape, "--to", to, *chosen)
