"""An image dataset's whole life: collected with its boxes, checked, drawn on by two people, settled, versioned, augmented, shipped.

Runs on real photographs where the shared input is there, and always on the repository's own example. What people draw is drawn
by real mouse and key events; figures are compared with those computed here by other means.
"""
import hashlib
import subprocess
from collections import Counter

import pytest

from harness import boxes as geometry
from harness import moves, readers
from harness.api import Client
from harness.boxes import Marked
from harness.browser import Trouble, chromium, open_project, settle, sign_in, until
from harness.canvas import Canvas
from harness.cli import Workspace
from harness.figures import report
from harness.pictures import cells, parts
from harness.places import ROOT, shared
from harness.server import Server

PASSWORD = "correct horse battery staple"
TO_LABEL = 20


class Life:
    """One dataset's workspace, server and people; the tests below take it along in order."""

    def __init__(self, gallery, folder):
        self.gallery, self.folder = gallery, folder
        self.project = Workspace(folder / "workspace", gallery.name)
        self.project.init()
        self.project.apply(gallery.definition)
        self.project.collect()
        self.project.prepare()
        for login in ("ada", "ben"):
            self.project.add_person(login, PASSWORD)
        self.server = Server(self.project.folder)
        self.owner = Client(self.server.address)
        self.owner.redeem(self.server.sign_in_secret(), "olga", PASSWORD)

    @property
    def name(self):
        return self.gallery.name

    def settled(self, made_too=False):
        """key -> the boxes that count, of the pictures that were collected and, if asked for, of those made of them."""
        return {item["key"]: boxes_of(item["settled"], self.gallery.question) for item in self.owner.items(self.name) if made_too or item["key"] in self.gallery.truth}

    def copies(self):
        """Key of each picture that was made of another -> what it says of its origin."""
        made = (item for item in self.owner.items(self.name) if item["key"] not in self.gallery.truth)
        return {item["key"]: self.owner.item(self.name, item["id"])["item"]["metadata"]["augmentation"] for item in made}

    def drawn(self):
        """key -> login -> boxes, as the two people submitted them."""
        found = {}
        for item in self.owner.items(self.name):
            if not item["answers"]:
                continue
            for revision in self.owner.item(self.name, item["id"])["revisions"]:
                if revision["stage"] == "label":
                    found.setdefault(item["key"], {})[revision["authorName"].lower()] = marked(revision["annotation"]["answers"][self.gallery.question])
        return found

    def both(self):
        """Boxes of ada and of ben for every item that both drew on, in the order of keys."""
        return {key: (people["ada"], people["ben"]) for key, people in sorted(self.drawn().items()) if len(people) == 2}

    def say(self, text):
        report(self.name, text)


def marked(answer):
    return [Marked.of(part) for part in answer["parts"]]


def boxes_of(answers, question):
    return marked(answers[question]["answer"]) if question in answers else []


@pytest.fixture(scope="module", params=[cells, parts], ids=["cells-voc", "parts"])
def life(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param.__name__)
    found = Life(request.param(folder), folder)
    yield found
    found.server.kill()


# Collected and checked

def test_every_picture_is_an_item_under_its_licence(life):
    counts = life.project.status()["counts"]
    assert counts["items"] == len(life.gallery.truth) and counts["quarantined"] == 0 and counts["rejected"] == 0
    assert [source["licence"] for source in life.owner.overview(life.name)["sources"]] == [life.gallery.licence]


def test_the_boxes_of_the_files_are_imported_answers_to_the_last_digit(life):
    stored = life.settled()
    assert {key for key, found in stored.items() if not geometry.same(found, life.gallery.truth[key])} == set()
    counts = Counter(marked.label for found in stored.values() for marked in found)
    assert counts == Counter(marked.label for found in life.gallery.truth.values() for marked in found)
    life.say(", ".join(f"{count} {label}" for label, count in counts.most_common()))


def test_the_sets_of_the_files_are_splits(life):
    if not life.gallery.splits:
        assert {item["split"] for item in life.owner.items(life.name)} == {"train", "validation", "test"}
        return
    found = Counter(item["split"] for item in life.owner.items(life.name))
    assert sorted(found.values()) == sorted(life.gallery.splits.values()), found


def test_boxes_without_area_are_findings_and_no_answers(life):
    codes = Counter(finding["code"] for finding in life.owner.findings(life.name))
    assert codes["voc.box.no-area"] == life.gallery.left_out


def test_collecting_again_adds_nothing(life):
    life.project.collect()
    assert life.project.status()["counts"]["items"] == len(life.gallery.truth)


def plain(text):
    """Without marks of code and without capitals, as a page may set a sentence."""
    return text.replace("`", "").lower()


def test_what_the_checks_found_is_shown_with_picture_and_reason(life):
    # Sharp photographs of one microscope break no rule of pictures: there the boxes without area are what hangs on one.
    found = [finding for finding in life.owner.findings(life.name) if finding.get("item")]
    assert found, "nothing was found about any picture"
    if life.name == "parts":
        assert {"image.dark", "image.grayscale", "image.odd-size"} <= {finding["code"] for finding in found}
    with chromium() as page:
        trouble = Trouble(page)
        sign_in(page, life.server.address, "olga", PASSWORD)
        for code in sorted({finding["code"] for finding in found}):
            open_project(page, life.server.address, life.name, f"checks?code={code}")
            card = page.get_by_test_id("finding").first
            card.wait_for()
            key = card.locator("a.link").inner_text()
            reason, = [finding["message"] for finding in found if (finding["code"], finding["key"]) == (code, key)]
            assert plain(reason) in plain(card.inner_text())
            assert until(page, "document.querySelector('[data-testid=finding] img')?.naturalWidth > 0"), f"{code}: no picture of {key}"
        trouble.check("looking at the checks")
    life.say("findings: " + ", ".join(f"{count} {code}" for code, count in Counter(finding["code"] for finding in found).most_common()))


def test_near_duplicates_are_grouped(life):
    groups = {}
    for item in life.owner.items(life.name):
        if item.get("group"):
            groups.setdefault(item["group"], []).append(item["key"])
    pairs = sorted(sorted(keys) for keys in groups.values() if len(keys) > 1)
    if life.name == "parts":
        assert pairs == [["part-01.png", "part-21.png"], ["part-19.png", "part-22.png"]]
    life.say(f"{len(pairs)} groups of near-duplicates")


# Drawn by two people

def test_annotators_never_see_the_boxes_of_the_files(life):
    client = Client(life.server.address)
    client.sign_in("ada", PASSWORD)
    assignment = client.next(life.name)[0]
    assert not assignment.get("draft") and assignment["suggestions"] == []
    assert not {"coco", "voc", "yolo"} & assignment["item"]["metadata"].keys()
    assert assignment["item"]["blobs"]["image"]["width"] > 0


def mistaken(place, boxes, labels):
    """What the second person draws: most of it right, and on purpose not the same."""
    changed = list(boxes)
    if not changed:
        return changed
    first = changed[0]
    left, top, right, bottom = first.box
    match place % 5:
        case 0:
            del changed[0]
        case 1:
            changed.append(Marked(labels[0], (5.0, 5.0, 41.0, 37.0)))
        case 2:
            changed[0] = Marked(labels[(labels.index(first.label) + 1) % len(labels)], first.box)
        case 3:
            # Half its width aside: nearby, and too far to be the same.
            aside = (right - left) / 2 if left < (right - left) / 2 else (left - right) / 2
            changed[0] = Marked(first.label, (left + aside, top, right + aside, bottom))
    return changed


def test_two_people_draw_20_pictures_in_the_browser(life):
    for login in ("ada", "ben"):
        with chromium() as page:
            trouble = Trouble(page)
            sign_in(page, life.server.address, login, PASSWORD)
            open_project(page, life.server.address, life.name, "label")
            canvas = Canvas(page)
            for place in range(TO_LABEL):
                wanted = life.gallery.worth_drawing(canvas.key)
                if login == "ben":
                    wanted = mistaken(place, wanted, life.gallery.labels)
                canvas.label(life.gallery, wanted, "Shift+1")
            canvas.saved()
            trouble.check(f"{login} drawing")
    drawn = life.drawn()
    assert sum("ada" in people for people in drawn.values()) == sum("ben" in people for people in drawn.values()) == TO_LABEL
    assert len(life.both()) == TO_LABEL


def test_what_is_stored_is_where_the_mouse_was(life):
    """Within two pixels of the picture: a pixel of the screen is less than one of the picture, and each end is rounded."""
    for key, people in life.drawn().items():
        assert geometry.same(rounded(people["ada"]), rounded(life.gallery.worth_drawing(key)), slack=2.0), key


def rounded(found):
    """In an order that small differences do not change."""
    return sorted(found, key=lambda one: (one.label, *(round(value / 4) for value in one.box)))


def test_agreement_is_that_of_another_computation(life):
    pairs = list(life.both().values())
    told = life.project.agreement("--question", life.gallery.question)
    assert told["items"] == len(pairs)
    assert told["value"] == pytest.approx(geometry.f1(pairs), abs=1e-9)
    for name, threshold in (("f1", 0.5), ("f1At75", 0.75), ("f1At90", 0.9)):
        assert told["overlap"][name] == pytest.approx(geometry.f1(pairs, threshold), abs=1e-9)
    assert told["overlap"]["meanIoU"] == pytest.approx(geometry.mean_iou(pairs), abs=1e-9)
    assert 0.5 < told["value"] < 1
    # As `mistaken` had it: one left out, one too many, another label, another place.
    assert all(told["differences"][kind] > 0 for kind in ("missed", "label", "place"))
    life.say(f"agreement: F1 {told['value']:.4f}, mean IoU {told['overlap']['meanIoU']:.4f}, {told['differences']}")


def test_consensus_is_half_way_where_both_agree_and_open_where_they_do_not(life):
    summary = life.project.consensus("--question", life.gallery.question)
    expected = {key: geometry.fused(*pair) for key, pair in life.both().items()}
    settled = {item["key"]: item["settled"].get(life.gallery.question) for item in life.owner.items(life.name)}
    agreed = {key for key, found in expected.items() if found is not None}
    assert agreed and len(agreed) < len(expected)
    for key, found in expected.items():
        rule = (settled[key] or {}).get("rule")
        assert (rule == "consensus") == (key in agreed), (key, rule)
        if key in agreed:
            assert geometry.same(marked(settled[key]["answer"]), found, slack=1e-9), key
    assert (summary["settled"], summary["open"]) == (len(agreed), len(expected) - len(agreed))
    life.say(f"fused: {summary['settled']} pictures settled, {summary['open']} left to a person")


def test_a_disagreement_is_adjudicated_in_the_browser(life):
    """Everything as the first person says, by its key, object after object."""
    row = life.owner.disagreements(life.name)[0]
    question = row["question"]
    first = row["votes"][0]
    with chromium() as page:
        trouble = Trouble(page)
        sign_in(page, life.server.address, "olga", PASSWORD)
        open_project(page, life.server.address, life.name, f"disagreements?item={row['id']}")
        page.get_by_test_id("box-dispute").wait_for()
        still_open = page.get_by_test_id("still-open")
        for _ in range(60):
            if still_open.inner_text() == "all decided":
                break
            page.keyboard.press("1")
            page.wait_for_timeout(20)
        assert still_open.inner_text() == "all decided"
        with page.expect_response(lambda response: "/adjudicate" in response.url and response.ok, timeout=15_000):
            page.keyboard.press("Control+Enter")
        settle(page)
        trouble.check("adjudicating in the browser")
    after = life.owner.item(life.name, row["id"])["settled"][question]
    assert after["rule"] == "adjudication"
    # What both agreed on is settled half way between the two.
    found, wanted = marked(after["answer"]), marked(first["answer"])
    assert Counter(one.label for one in found) == Counter(one.label for one in wanted)
    assert len(geometry.matches(found, wanted)) == len(wanted)


# Versioned

def test_a_changed_box_is_the_difference_of_two_commits(life):
    first = life.project.commit("As drawn")
    question = life.gallery.question
    item = next(item for item in life.owner.items(life.name) if item["settled"].get(question, {}).get("rule") == "consensus" and item["settled"][question]["answer"]["parts"])
    moved = [dict(part) for part in item["settled"][question]["answer"]["parts"]]
    left, top, right, bottom = moved[0]["box"]
    moved[0]["box"] = [left, top, right - 1.25, bottom - 0.5]
    life.owner.call("POST", f"/v1/projects/{life.name}/items/{item['id']}/adjudicate",
                    {"annotation": {"answers": {question: {"parts": moved}}, "unknown": [], "flags": []}})
    second = life.project.commit("One box is tighter")
    changes = life.project.diff(first, second)["changed"]
    assert [change["key"] for change in changes if change.get("question") == question] == [item["key"]]
    assert [commit["message"] for commit in life.project.log()][:2] == ["One box is tighter", "As drawn"]
    life.project.restore(first)
    assert Marked.of(item["settled"][question]["answer"]["parts"][0]) in life.settled()[item["key"]]
    life.project.restore(second)
    assert Marked.of(moved[0]) in life.settled()[item["key"]]


# More pictures, and out of the house

def test_copies_are_made_of_training_pictures_only_and_tell_their_origin(life):
    made = life.project.augment()
    items = {item["key"]: item for item in life.owner.items(life.name)}
    records = life.copies()
    assert 0 < made["made"] == len(records) == len(items) - len(life.gallery.truth)
    for key, record in records.items():
        parent = items[record["parent"]["key"]]
        assert (items[key]["split"], parent["split"]) == ("train", "train")
        assert items[key]["group"] == parent["group"]
        assert record["record"]["steps"] and "seed" in record["record"]
    again = life.project.augment()
    assert (again["made"], again["remade"], again["unchanged"]) == (0, 0, made["made"])
    life.say(f"augmented: {made['made']} pictures of {made['parents']}, parts {made['parts']}, skipped {made['skipped']}")


def test_boxes_of_copies_are_where_the_recorded_steps_put_them(life):
    settled, items = life.settled(made_too=True), {item["key"]: item for item in life.owner.items(life.name)}
    for key, record in life.copies().items():
        parent = record["parent"]["key"]
        picture = items[parent]["blobs"]["image"]
        wanted, size = moves.boxes(settled[parent], record["record"]["steps"], (picture["width"], picture["height"]))
        # Boxes of copies lie on multiples of 2^-20 pixels, so that formats with a corner and a size are exact.
        assert geometry.same(settled[key], wanted, slack=2**-20), key
        assert size == tuple(items[key]["blobs"]["image"][side] for side in ("width", "height"))


def test_pixels_of_copies_are_where_the_recorded_steps_put_them(life):
    items = {item["key"]: item["id"] for item in life.owner.items(life.name)}
    for key, record in list(life.copies().items())[:10]:
        likeness = moves.likeness(life.owner.picture(items[record["parent"]["key"]]), life.owner.picture(items[key]), record["record"]["steps"])
        assert likeness > 0.9, (key, likeness)


def test_what_is_shipped_is_what_is_stored_as_other_readers_see_it(life):
    commit = life.project.commit("To ship")
    folders = {}
    for shape in ("coco", "yolo", "voc"):
        folders[shape] = life.folder / "shipped" / shape
        life.project.ship(shape, folders[shape], commit)
    stored = {item["key"]: item["settled"][life.gallery.question]["answer"]["parts"] for item in life.owner.items(life.name)
              if life.gallery.question in item["settled"]}
    assert len(stored) >= len(life.gallery.truth)
    readers.agree(life.name, stored, life.gallery.question, folders, life.folder)


# Nothing of other people's is kept here

def test_no_shared_picture_is_in_the_repository():
    theirs = {hashlib.sha256(path.read_bytes()).hexdigest() for path in shared("data/cells-voc", "looking for its files in the repository").rglob("*") if path.is_file()}
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    ours = {name for name in tracked if name and (ROOT / name).is_file() and hashlib.sha256((ROOT / name).read_bytes()).hexdigest() in theirs}
    assert ours == set()
