"""Fifty people on one project at once: no place is given twice and none is lost."""
import threading
from collections import Counter

from harness.annotators import Annotator
from harness.api import Client
from harness.projects import collected, support
from harness.server import Server

PASSWORD = "correct horse battery staple"
PEOPLE = 50
OVERLAP = 2


def work(worker, troubles):
    try:
        worker.work(batch=3)
    except Exception as error:  # noqa: BLE001 - a thread's failure must reach the test
        troubles.append(f"{worker.seed}: {error}")


def test_no_slot_twice_none_lost(tmp_path):
    dataset = support()
    project = collected(dataset, tmp_path)
    for number in range(PEOPLE):
        project.add_person(f"person{number}", PASSWORD)
    with Server(project.folder) as server:
        workers = []
        for number in range(PEOPLE):
            client = Client(server.address)
            client.sign_in(f"person{number}", PASSWORD)
            workers.append(Annotator(client, "support", "topic", dataset.labels, dataset.truth, seed=number))
        troubles = []
        threads = [threading.Thread(target=work, args=(worker, troubles)) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert troubles == []
        taken = Counter(assignment for worker in workers for assignment in worker.submitted)
        assert max(taken.values()) == 1, "an assignment was handed to two people"
        pairs = Counter((item, worker.seed) for worker in workers for item, _, _ in worker.submitted.values())
        assert max(pairs.values()) == 1, "somebody was given two places of one item"
        places = Counter(item for worker in workers for item, _, _ in worker.submitted.values())
        assert len(places) == len(dataset.rows)
        assert set(places.values()) == {OVERLAP}
        assert all(not worker.client.next("support") for worker in workers), "work is left although every place is filled"
