import Records

/// `CREDITS.md`: every source whose items are in the shipment, with licence, attribution and count (C03).
struct Credits {
    let facts: ShipmentFacts
    let tally: ShipmentTally

    /// Sources with items in the shipment, by name.
    var sources: [Source] { facts.sources.filter { tally.bySource[$0.id] != nil }.sorted { ($0.name, $0.id) < ($1.name, $1.id) } }

    var markdown: String {
        var text = "# Credits\n\nThis dataset contains items from the sources below. Keep this file with every copy.\n\n"
        text += MarkdownText.table(["source", "items", "licence", "attribution", "origin"], sources.map(row))
        let texts = licenceTexts
        if !texts.isEmpty { text += "\n## Licence texts\n\n" + texts }
        let needing = sources.filter { $0.attribution == nil && needsAttribution($0) }
        if !needing.isEmpty {
            text += "\n## To be completed\n\nThese sources ask for attribution and none is recorded: \(needing.map { MarkdownText.line($0.name) }.joined(separator: ", ")).\n"
        }
        return text
    }

    /// Names of sources that ask for attribution where none is recorded.
    var incomplete: [String] { sources.filter { $0.attribution == nil && needsAttribution($0) }.map(\.name) }

    private func row(_ source: Source) -> [String] {
        [
            MarkdownText.line(source.name), String(tally.bySource[source.id] ?? 0), MarkdownText.line(source.licence?.name ?? "per item"),
            MarkdownText.line(source.attribution ?? "-"), MarkdownText.line(source.origin),
        ]
    }

    private func needsAttribution(_ source: Source) -> Bool {
        source.licence.flatMap(LicenceTerms.terms(of:))?.needsAttribution ?? true
    }

    private var licenceTexts: String {
        tally.byLicence.keys.sorted { $0.name < $1.name }.compactMap { licence in
            LicenceTerms.terms(of: licence)?.link.map { "- \(MarkdownText.line(licence.name)): \($0)\n" }
        }.joined()
    }
}
