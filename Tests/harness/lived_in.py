"""A workspace of messages as after a week's work, so that no page is empty."""
import json
import time

from .ageing import spread_over_weeks
from .annotators import Annotator
from .api import Client, choice
from .cli import Workspace
from .projects import Dataset, support, write
from .server import Server

PASSWORD = "correct horse battery staple"
PEOPLE = {"ada": "annotator", "ben": "annotator", "carla": "reviewer"}

# Two pairs of texts that say nearly the same, for a group of near duplicates each.
TWINS = [
    ("The parcel with order 88120 was left in the rain in front of the door and everything inside is wet", "delivery"),
    ("The parcel with order 88120 was left in the rain in front of the garage and everything inside is wet", "delivery"),
    ("You have charged my card twice for the same subscription this month, please refund one of the payments", "billing"),
    ("You have charged my card twice for the same subscription this month, please refund both of the payments", "billing"),
]
BROKEN = ['{"id": "m900", "text": "a line that ends too early', '{"id": "m901", "topic": "bug"}', json.dumps({"id": "m902", "text": "", "topic": "other"})]


def lived_in(folder):
    """A workspace as after a week's work."""
    base = support()
    dataset = Dataset(base.name, base.question, base.labels, base.rows + TWINS)
    project = collect(dataset, folder)
    with Server(project.folder) as server:
        owner = Client(server.address)
        owner.redeem(server.sign_in_secret(), "olga", PASSWORD, name="Olga Weiss")
        for seed, (login, most) in enumerate({"ada": 120, "ben": 110}.items(), 1):
            annotator(server, dataset, login, seed).work(most=most)
        project.consensus()
        project.commit("After the first morning")
        # What the first commit does not have: more answers, a decision, a model's word, a changed guideline.
        Annotator(owner, dataset.name, dataset.question, dataset.labels, dataset.truth, mistakes=0.05, seed=9).work(most=14)
        annotator(server, dataset, "carla", 3).work(most=20)
        decide(owner, dataset, 2)
        give_back(owner, dataset)
        project.consensus()
        project.suggest()
        project.accept(0.6)
        project.queue(50)
        project.commit("Two disputes decided, the model's sure answers accepted")
        definition = folder / dataset.name / "winnow.yaml"
        definition.write_text(definition.read_text(encoding="utf-8").replace("praise, general questions", "praise, thanks, general questions"), encoding="utf-8")
        project.apply(definition)
        decide(owner, dataset, 1)
        project.commit("`other` says that thanks belong to it")
        ship(owner, dataset)
        owner.call("POST", "/v1/me/tokens", {"name": "nightly export"})
        server.stop()
    spread_over_weeks(project.folder, 5)
    return dataset, project


def collect(dataset, folder):
    """The example's messages with some that are nearly the same, three bad rows, and a source that nobody may use."""
    definition = write(dataset, folder / dataset.name)
    with (folder / dataset.name / "messages.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n".join(BROKEN) + "\n")
    (folder / dataset.name / "old-chat.csv").write_text("id,text\nc1,hello is anybody there\nc2,thanks that worked\nc3,bye\n", encoding="utf-8")
    text = definition.read_text(encoding="utf-8")
    text = text.replace("prepare:\n", "  - {name: old-chat, kind: table, path: old-chat.csv, key: id}\nprepare:\n", 1)
    definition.write_text(text.replace("labelling:\n", "labelling:\n  review: {share: 0.1}\n", 1), encoding="utf-8")
    return begun(folder, dataset.name, definition)


def begun(folder, name, definition):
    """A workspace whose project is collected and prepared, with its people."""
    project = Workspace(folder / "workspace", name)
    project.init()
    project.apply(definition)
    project.collect()
    project.prepare()
    for login, role in PEOPLE.items():
        project.add_person(login, PASSWORD, role)
    return project


def annotator(server, dataset, login, seed):
    client = Client(server.address)
    client.sign_in(login, PASSWORD)
    return Annotator(client, dataset.name, dataset.question, dataset.labels, dataset.truth, mistakes=0.1, seed=seed)


def decide(owner, dataset, count):
    for row in owner.disagreements(dataset.name)[:count]:
        right = dataset.truth[row["fields"]["text"]]
        owner.call("POST", f"/v1/projects/{dataset.name}/items/{row['id']}/adjudicate", {"annotation": choice(**{dataset.question: right}), "note": "The last sentence says who can fix it"})


def give_back(owner, dataset):
    """One of Ada's answers comes back to her."""
    rows = owner.items(dataset.name, state="ready")[:40]
    for row in rows:
        for revision in owner.item(dataset.name, row["id"])["revisions"]:
            if revision.get("author") == "ada" and revision["stage"] == "label":
                owner.call("POST", f"/v1/projects/{dataset.name}/revisions/{revision['id']}/verdict", {"outcome": "return", "note": "Read the last sentence again"})
                return


def ship(owner, dataset):
    job = owner.call("POST", f"/v1/projects/{dataset.name}/ship", {"format": "jsonl"})["job"]
    while owner.call("GET", f"/v1/jobs/{job}")["state"] in ("queued", "running"):
        time.sleep(0.1)
