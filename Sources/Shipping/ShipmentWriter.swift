import Records
import Formats

/// Writes a commit out as a folder people can use without us: data files per split, pictures, `README.md` (the dataset card),
/// `CREDITS.md`, `manifest.json` and `checksums.sha256`.
///
/// Items stream through, one picture at a time; pictures are copies, so a shipment lives without the workspace. The folder appears whole at its place on `finish()` or not at all. The same facts and items in
/// the same order give the same bytes: no time, no machine, no order of hashing is in them.
///
/// For an export (`ShipmentPurpose.export`) the data files and pictures are the same, and nothing is beside them.
///
///     let writer = try ShipmentWriter(to: "out/sms", facts: facts, options: ShipmentOptions(format: "jsonl"))
///     for item in items { try writer.write(item) }
///     let report = try writer.finish()
public final class ShipmentWriter {
    private let folder: DatasetFolder
    private let body: ShipmentBody
    private let purpose: ShipmentPurpose
    private let facts: ShipmentFacts
    private let options: ShipmentOptions
    private let format: ShipFormat
    private let sources: [SourceID: Source]
    private var gate: ShippingGate
    private var tally = ShipmentTally()

    /// `pictures` is asked only for items with blobs; `attempt` is that of `DatasetFolder`.
    public init(
        to path: String, for purpose: ShipmentPurpose = .shipment, facts: ShipmentFacts, options: ShipmentOptions, pictures: (any PictureSource)? = nil,
        attempt: String? = nil
    ) throws {
        let format = try ShipFormatCatalog.checked(options.format, for: facts.definition)
        self.purpose = purpose
        self.facts = facts
        self.options = options
        self.format = format
        sources = Dictionary(facts.sources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        gate = ShippingGate(use: facts.definition.use, purpose: purpose, options: options, answering: format.answering(facts.definition))
        folder = try DatasetFolder(path, attempt: attempt)
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
        try body.write(shipped, labelled(shipped, source, licence))
        tally.add(shipped, licence: licence)
        return true
    }

    private func labelled(_ shipped: ShippedItem, _ source: Source, _ licence: Licence?) -> LabelledItem {
        let item = shipped.item
        var labelled = LabelledItem(
            key: item.key, fields: item.fields, metadata: item.metadata, split: item.split, licence: licence?.name, source: source.name)
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
        let licences = purpose == .shipment ? gate.mixture(of: tally.byLicence.keys.sorted { $0.name < $1.name }) : []
        return ShipmentReport(tally: tally, files: folder.writtenFiles, losses: body.losses, findings: gate.findings + licences)
    }

    /// Writes all there is but does not put the folder in its place yet: card, credits, manifest and checksums come now.
    public func close() throws -> ShipmentReport {
        guard tally.total > 0 else { throw ShipError.nothingToShip(withheld: tally.withheldTotal) }
        try body.finish()
        guard purpose == .shipment else { return report() }
        let report = report()
        try folder.write(Credits(facts: facts, tally: tally).markdown, to: "CREDITS.md")
        try folder.write(DatasetCard(facts: facts, format: format.card, tally: tally, report: report).markdown, to: "README.md")
        try folder.write(Manifest(facts: facts, options: options, report: report, files: folder.writtenFiles).text, to: "manifest.json")
        let lines = folder.writtenFiles.map { "\($0.sha256)  \($0.name)\n" }
        try folder.write(lines.joined(), to: "checksums.sha256")
        return self.report()
    }

    /// Puts the folder in its place; after `close()`.
    public func place() throws { try folder.finish() }

    /// `close()` and `place()`.
    public func finish() throws -> ShipmentReport {
        let report = try close()
        try place()
        return report
    }
}
