import Formats
import Records

/// The data of a shipment: takes item after item with its files.
final class ShipmentBody {
    static let fieldsLeftOut = "ship.fields-left-out"
    static let fileLeftOut = "ship.file-left-out"
    /// A question about shapes has no answer that counts, and the format cannot tell that from "there is nothing".
    static let openAsEmpty = "ship.open-question-as-empty"
    private let format: ShipFormat
    private let writer: any DatasetWriter
    private let files: ShippedFiles
    private let drawn: [String]
    private var own: LossLedger

    init(_ format: ShipFormat, in folder: DatasetFolder, _ definition: TaskDefinition, _ options: ShipmentOptions, _ source: (any PictureSource)?) throws {
        self.format = format
        own = LossLedger(format: format.card.name, policy: options.onLoss)
        files = ShippedFiles(folder, from: source, losses: own)
        let layout = DatasetLayout(
            questions: definition.questions, fieldNames: options.fieldNames, question: options.question, compression: options.compression,
            neutralisesFormulas: options.neutralisesFormulas, settledBy: options.includesSettledBy, onLoss: options.onLoss, vocBase: options.vocBase,
            decimals: options.decimals, files: files)
        writer = try format.makeWriter(folder, layout)
        let held = format.answering(definition) ?? []
        drawn = definition.questions.filter { $0.kind.isDrawn && held.contains($0.name) }.map(\.name)
    }

    var losses: LossReport {
        var all = own.report
        all.merge(files.losses.report)
        all.merge(writer.losses.report)
        return all
    }

    /// Why the format cannot take this item at all.
    func refusal(of shipped: ShippedItem) -> ShippingGate.Reason? {
        format.needsPicture && shipped.item.picture == nil ? .noPicture : nil
    }

    func write(_ shipped: ShippedItem, _ labelled: LabelledItem) throws {
        let blobs = shipped.item.blobs
        var item = labelled
        item.media = shipped.item.media
        // `CREDITS.md` has the licences of all items; formats without room for them lose nothing.
        if format.card.capacity != nil { (item.licence, item.source) = (nil, nil) }
        if format.needsPicture { try countOpen(&item) }
        for (role, blob) in blobs { item.files[role] = Self.file(blob, of: labelled.key) }
        files.begin(blobs)
        let places = try writer.write(item)
        for (role, blob) in blobs.sorted(by: { $0.key < $1.key }) {
            if let place = places[role] {
                try files.put(blob, as: PictureForm(blob), at: place, of: labelled.key)
            } else if !files.embedded.contains(role) {
                try own.drop(Self.fileLeftOut, LossExample(item: labelled.key))
            }
        }
    }

    private static func file(_ blob: BlobReference, of key: String) -> LabelledFile {
        let form = PictureForm(blob)
        return LabelledFile(
            name: form.name(key, of: blob), type: form.type(of: blob), width: blob.width, height: blob.height, duration: blob.durationSeconds, rate: blob.rate)
    }

    /// Formats of pictures alone: what is not drawn has no place, and open questions look like answered ones.
    private func countOpen(_ item: inout LabelledItem) throws {
        if format.card.capacity == nil, !item.fields.isEmpty {
            try own.drop(Self.fieldsLeftOut, LossExample(item: item.key), count: item.fields.count)
            item.fields = [:]
        }
        let open = drawn.filter { item.answers[$0] == nil }
        guard open.count < drawn.count else { return }
        for question in open { try own.adapt(Self.openAsEmpty, LossExample(item: item.key, question: question)) }
    }

    func finish() throws { try writer.finish() }
}
