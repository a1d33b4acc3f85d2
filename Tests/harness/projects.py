"""Ready projects: collected and prepared workspaces that the journeys begin with."""
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from .cli import Workspace
from .places import EXAMPLES, shared

SMS_DEFINITION = """\
winnow: 1
project: {name}
objective: Tell unwanted text messages from wanted ones
media: text
questions:
  - {{name: spam, kind: choice, prompt: Is this message spam?, labels: [ham, spam], unknown: true}}
sources:
  - {{name: sms, kind: table, path: "{path}", columns: {{label: 0, text: 1}}, licence: CC-BY-4.0, attribution: "Almeida and Hidalgo, SMS Spam Collection", known: {{spam: label}}}}
prepare:
  - {{step: near-duplicates}}
  - {{step: split}}
labelling: {{overlap: 2}}
consensus: {{spam: {{method: dawid-skene, settle: 0.7}}}}
splits: {{train: 0.8, validation: 0.1, test: 0.1, stratify: spam, group: near-duplicate, seed: 7}}
"""


@dataclass
class Dataset:
    """A dataset whose right answers are known to the test and hidden from annotators."""

    name: str
    question: str
    labels: list
    rows: list                        # (text, label) in the order of the file

    @property
    def truth(self):
        return dict(self.rows)

    def flipped(self, positions, chooser):
        """A copy with the labels at `positions` replaced by another one."""
        rows = [(text, chooser.choice([other for other in self.labels if other != label]) if place in positions else label)
                for place, (text, label) in enumerate(self.rows)]
        return Dataset(self.name + "-flipped", self.question, self.labels, rows)


def sms_spam():
    path = shared("data/sms-spam/data/sms.tsv", "the journey over 5,574 real text messages")
    rows = [tuple(reversed(line.split("\t", 1))) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return Dataset("sms-spam", "spam", ["ham", "spam"], rows)


def support():
    lines = (EXAMPLES / "support/messages.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return Dataset("support", "topic", ["billing", "delivery", "account", "bug", "other"], [(record["text"], record["topic"]) for record in records])


def write(dataset, folder):
    """The dataset's file and `winnow.yaml` in `folder`; the path of the latter."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    definition = folder / "winnow.yaml"
    if dataset.question == "spam":
        (folder / "sms.tsv").write_text("".join(f"{label}\t{text}\n" for text, label in dataset.rows), encoding="utf-8")
        definition.write_text(SMS_DEFINITION.format(name=dataset.name, path="sms.tsv"), encoding="utf-8")
        return definition
    shutil.copytree(EXAMPLES / "support", folder, dirs_exist_ok=True)
    records = [{"id": f"m{place:03}", "text": text, "topic": label} for place, (text, label) in enumerate(dataset.rows, 1)]
    (folder / "messages.jsonl").write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    text = definition.read_text(encoding="utf-8").replace("project: support\n", f"project: {dataset.name}\n")
    definition.write_text(text, encoding="utf-8")
    return definition


def collected(dataset, folder, workspace=None):
    """A workspace with the dataset collected and prepared."""
    folder = Path(folder)
    project = Workspace(workspace or folder / "workspace", dataset.name)
    if workspace is None:
        project.init()
    project.apply(write(dataset, folder / dataset.name))
    project.collect()
    project.prepare()
    return project
