import Records
import Formats

/// Writes a commit out as a folder people can use without us: data files per split, pictures, `README.md` (the dataset card),
/// `CREDITS.md`, `manifest.json` and `checksums.sha256`.
///
/// Items stream through, one picture at a time; pictures are copies, so a shipment lives without the workspace. The folder appears whole at its place on `finish()` or not at all. The same facts and items in
/// the same order give the same bytes: no time, no machine, no order of hashing is in them.
///
///     let writer = try ShipmentWriter(to: "out/sms", facts: facts, options: ShipmentOptions(format: "jsonl"))
///     for item in items { try writer.write(item) }
///     let report = try body.finish()
public final class ShipmentWriter {
    private let folder: DatasetFolder
    private let body: ShipmentBody
    private let facts: ShipmentFacts
    private let options: ShipmentOptions
    private let format: ShipFormat
    private let sources: [SourceID: Source]
    private var gate: ShippingGate
    private var tally = ShipmentTally()

    /// `pictures` is asked only for items with blobs.
    public init(to path: String, facts: ShipmentFacts, options: ShipmentOptions, pictures: (any PictureSource)? = nil) throws {
        let format = try ShipFormatCatalog.checked(options.format, for: facts.definition)
        self.facts = facts
        self.options = options
        self.format = format
        sources = Dictionary(facts.sources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        gate = ShippingGate(
            use: facts.definition.use, includesUnlabelled: options.includesUnlabelled, answering: format.answering(facts.definition))
        folder = try DatasetFolder(path)
        body = try ShipmentBody(format, in: folder, facts.definition, options, pictures)
    }

    /// Writes the item, or counts why it is withheld. True when it was written.
    @discardableResult
    public func write(_ shipped: ShippedItem) throws -> Bool {
        guard let source = sources[shipped.item.source] else { throw ShipError.unknownSource(item: shipped.item.key) }
        let licence = shipped.item.licence ?? source.licence
        if let reason = gate.refusal(of: shipped, licence: licence) ?? body.refusal(of: shipped) {
            tally.withhold(reason)
            return false
        }
        guard let licence else { return false }
        try body.write(shipped, labelled(shipped, source, licence))
        tally.add(shipped, licence: licence)
        return true
    }

    private func labelled(_ shipped: ShippedItem, _ source: Source, _ licence: Licence) -> LabelledItem {
        let item = shipped.item
        var labelled = LabelledItem(
            key: item.key, fields: item.fields, metadata: item.metadata, split: item.split, licence: licence.name, source: source.name)
        for settled in shipped.settled {
            labelled.answers[settled.question] = settled.answer
            guard options.includesSettledBy else { continue }
            labelled.settledBy[settled.question] = SettledBy(rule: settled.rule.rawValue, reason: settled.reason, posterior: settled.posterior)
        }
        if options.includesRevisions { labelled.revisions = shipped.revisions.map(RevisionJSON.value) }
        return labelled
    }

    /// The report of what was written so far, losses and withheld items among it; the folder is given up when this writer is.
    public func preview() throws -> ShipmentReport {
        try body.finish()
        return report()
    }

    private func report() -> ShipmentReport {
        let findings = gate.findings + gate.mixture(of: tally.byLicence.keys.sorted { $0.name < $1.name })
        return ShipmentReport(tally: tally, files: folder.writtenFiles, losses: body.losses, findings: findings)
    }

    /// Writes card, credits, manifest and checksums and puts the folder in its place.
    public func finish() throws -> ShipmentReport {
        guard tally.total > 0 else { throw ShipError.nothingToShip(withheld: tally.withheldTotal) }
        try body.finish()
        let report = report()
        try folder.write(Credits(facts: facts, tally: tally).markdown, to: "CREDITS.md")
        try folder.write(DatasetCard(facts: facts, format: format.card, tally: tally, report: report).markdown, to: "README.md")
        try folder.write(Manifest(facts: facts, options: options, report: report, files: folder.writtenFiles).text, to: "manifest.json")
        let lines = folder.writtenFiles.map { "\($0.sha256)  \($0.name)\n" }
        try folder.write(lines.joined(), to: "checksums.sha256")
        try folder.finish()
        return self.report()
    }
}
