"""The tables in the documents, as the built product tells them: commands, catalogues, routes.

`tools/write-docs` writes them between their markers and a test compares them, so that no document lists by hand what
the product knows about itself.
"""
import json
import re

from .api import Client
from .cli import data, winnow
from .places import ROOT
from .server import Server


def table(header, rows):
    """A Markdown table; a bar inside a cell would end it."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines).replace("| --- |", "|---|").replace(" --- |", "---|")


def commands():
    """Every verb with its one-line abstract, in the order of the help."""
    described = json.loads(winnow("--experimental-dump-help").stdout)["command"]
    rows = []

    def walk(command, path):
        name = " ".join([*path, command["commandName"]])
        children = [child for child in command.get("subcommands", []) if child["commandName"] != "help"]
        if path and not children:
            rows.append([f"`{name}`", command.get("abstract", "")])
        for child in children:
            walk(child, [*path, command["commandName"]])

    walk(described, [])
    return table(["command", "what it does"], rows)


def catalogues():
    """One table per catalogue, by its name."""
    parts = []
    for name, entries in sorted(data("list").items()):
        parts.append(f"### {name}\n" + table(["name", "what it does"], [[f"`{entry['name']}`", entry["summary"]] for entry in entries]))
    return "\n\n".join(parts)


def formats():
    """Every format with what it is for, what it holds and the codes of what it can lose."""
    cards = data("formats")
    uses = lambda card: " and ".join(word for word, is_so in (("read", card["canRead"]), ("written", card["canWrite"])) if is_so)
    overview = table(["format", "use", "media", "what it is"], [[f"`{card['name']}`", uses(card), ", ".join(card["media"]) or "any", card["summary"]] for card in cards])
    details = [
        f"### {card['name']}\n{card['summary']}.\n\nHolds: {', '.join(card['holds']) or '-'}.\n"
        + (f"\nMay lose: {', '.join(f'`{code}`' for code in card['loses'])}.\n" if card["loses"] and card["canWrite"] else "")
        for card in cards
    ]
    return overview + "\n\n" + "\n".join(details).rstrip()


def routes(workspace):
    """Every route with the permission it was registered with, from the served OpenAPI document."""
    winnow("init", "--workspace", workspace)
    with Server(workspace) as server:
        paths = Client(server.address).call("GET", "/v1/openapi.json")["paths"]
    rows = []
    for path, methods in paths.items():
        for method, route in methods.items():
            needs = " or ".join(f"`{need}`" for need in route["x-permission"])
            rows.append([method.upper(), f"`{path}`", needs, route["summary"]])
    return table(["method", "path", "needs", "what it does"], rows)


def sections(folder):
    """(file, section) -> text as it should be."""
    return {
        ("docs/commands.md", "commands"): commands(),
        ("docs/commands.md", "catalogues"): catalogues(),
        ("docs/formats.md", "formats"): formats(),
        ("docs/api.md", "routes"): routes(folder / "workspace"),
    }


def pattern(section):
    return re.compile(rf"(<!-- generated: {section} -->\n)(.*?)\n?(<!-- end: {section} -->)", re.DOTALL)


def written(file, section):
    found = pattern(section).search((ROOT / file).read_text(encoding="utf-8"))
    assert found, f"{file} has no markers for `{section}`"
    return found.group(2)


def write(file, section, text):
    path = ROOT / file
    path.write_text(pattern(section).sub(lambda found: found.group(1) + text + "\n" + found.group(3), path.read_text(encoding="utf-8")), encoding="utf-8")
