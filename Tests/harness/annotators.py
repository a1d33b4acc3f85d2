"""Simulated annotators: seeded, mostly right, each working through the same routes as the browser."""
import random
from dataclasses import dataclass, field

from .api import Client, choice


@dataclass
class Annotator:
    client: Client
    project: str
    question: str
    labels: list
    truth: dict                       # text -> right label
    mistakes: float = 0.1
    seed: int = 0
    submitted: dict = field(default_factory=dict)     # assignment -> (item, revision, label)

    def __post_init__(self):
        self.random = random.Random(self.seed)

    def label_for(self, text):
        right = self.truth[text]
        if self.random.random() >= self.mistakes:
            return right
        return self.random.choice([label for label in self.labels if label != right])

    def label_one(self, assignment):
        item = assignment["item"]
        label = self.label_for(item["fields"]["text"])
        revision = self.client.submit(assignment["assignment"], choice(**{self.question: label}))["revision"]
        self.submitted[assignment["assignment"]] = (item["id"], revision, label)

    def work(self, most=None, batch=5):
        """Takes and answers items until there are none, or until `most` are answered."""
        while most is None or len(self.submitted) < most:
            wanted = batch if most is None else min(batch, most - len(self.submitted))
            assignments = self.client.next(self.project, wanted)
            if not assignments:
                return self
            for assignment in assignments:
                self.label_one(assignment)
        return self
