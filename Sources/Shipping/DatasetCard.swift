import Records
import Formats

/// `README.md` of a shipment: the dataset card, from facts we hold and nothing else. Its front matter is what the
/// Hugging Face hub reads. Sections without facts say so, so that a gap is seen.
struct DatasetCard {
    let facts: ShipmentFacts
    let format: FormatCard
    let tally: ShipmentTally
    let report: ShipmentReport

    private var definition: TaskDefinition { facts.definition }

    var markdown: String {
        [
            FrontMatter(facts: facts, format: format, tally: tally, files: report.files).yaml,
            "# \(MarkdownText.line(definition.project))\n",
            summary,
            section("Content", content),
            section("Questions and labels", definition.questions.map(questionTable).joined(separator: "\n")),
            section("Sources and licences", sourceTable + "\nAttributions are in `CREDITS.md`.\n"),
            section("Collection", orNothing(facts.collection, "No record of the collection was given.")),
            section("Preparation", orNothing(facts.preparation, "Items are as collected.")),
            section("How labels were settled", settledTable),
            section("Agreement", orNothing(facts.agreement, "Agreement was not measured.")),
            section("Known limitations", MarkdownText.list(limitations)),
            section("Version", version),
        ].joined(separator: "\n")
    }

    private func section(_ title: String, _ body: String) -> String { "## \(title)\n\n\(body)" }

    private func orNothing(_ lines: [String], _ nothing: String) -> String { lines.isEmpty ? "\(nothing)\n" : MarkdownText.list(lines) }

    private var summary: String {
        var text = MarkdownText.line(definition.objective) + "\n"
        if let purpose = definition.purpose { text += "\nPurpose: \(MarkdownText.line(purpose))\n" }
        if let metric = definition.metric { text += "\nAcceptance: \(MarkdownText.line(metric.name)) of at least \(metric.target)\n" }
        return text + "\nIntended use: \(definition.use.rawValue)\n"
    }

    private var content: String {
        let rows = tally.splits.map { [MarkdownText.line($0), String(tally.bySplit[$0] ?? 0)] } + [["all", String(tally.total)]]
        var text = MarkdownText.table(["split", "items"], tally.splits == ["all"] ? Array(rows.dropLast()) : rows)
        text += "\nMedia: \(definition.media.rawValue). Format: `\(format.name)` (\(MarkdownText.line(format.summary))).\n"
        if tally.labelled < tally.total { text += "\n\(tally.total - tally.labelled) of the items have no answer.\n" }
        return text
    }

    private func questionTable(_ question: Question) -> String {
        var text = "### \(MarkdownText.line(question.name))\n\n\(question.prompt.isEmpty ? "" : MarkdownText.line(question.prompt) + "\n\n")Kind: `\(question.kind.rawValue)`\n"
        let names = tally.labelNames(question)
        guard !names.isEmpty else { return text }
        let about = Dictionary(question.labels.map { ($0.name, $0.about ?? "") }, uniquingKeysWith: { first, _ in first })
        let rows = names.map { name in
            [MarkdownText.line(name)] + tally.splits.map { String(tally.count(question.name, name, $0)) } + [MarkdownText.line(about[name] ?? "")]
        }
        text += "\n" + MarkdownText.table(["label"] + tally.splits.map(MarkdownText.line) + ["about"], rows)
        return text
    }

    private var sourceTable: String {
        MarkdownText.table(["source", "kind", "licence", "origin", "items"], Credits(facts: facts, tally: tally).sources.map { source in
            [MarkdownText.line(source.name), source.kind, MarkdownText.line(source.licence?.name ?? "per item"), MarkdownText.line(source.origin),
             String(tally.bySource[source.id] ?? 0)]
        })
    }

    private var settledTable: String {
        let rows = definition.questions.flatMap { question in
            SettledAnswer.Rule.allCases.compactMap { rule in
                tally.rules[question.name]?[rule].map { [MarkdownText.line(question.name), rule.rawValue, String($0)] }
            }
        }
        return rows.isEmpty ? "No item has a settled answer.\n" : MarkdownText.table(["question", "settled by", "items"], rows)
    }

    /// The facts' own, then what this shipment lost or left behind.
    private var limitations: [String] {
        var lines = facts.limitations
        lines += report.losses.losses.map { "Format \(format.name): \($0.count) \($0.kind.rawValue) (\($0.code))\($0.examples.isEmpty ? "" : ", such as \($0.examples[0])")" }
        lines += report.withheld.map { "Withheld: \($0.count) items, \($0.name)" }
        lines += report.findings.map { "\($0.severity.rawValue): \($0.message)" }
        let incomplete = Credits(facts: facts, tally: tally).incomplete
        if !incomplete.isEmpty { lines.append("No attribution is recorded for \(incomplete.joined(separator: ", "))") }
        return lines.isEmpty ? ["None are known"] : lines
    }

    private var version: String {
        "Commit: \(facts.commit.map { "`\($0)`" } ?? "none, the present state was shipped")\n\nMade with \(MarkdownText.line(facts.program)). `checksums.sha256` has the checksum of every file, `manifest.json` the counts for programs.\n"
    }
}
