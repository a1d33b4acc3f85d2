import Formats
import Records

/// The data of a shipment, in whichever kind of format: takes item after item with its files.
protocol ShipmentBody: AnyObject {
    /// Why the format cannot take this item at all.
    func refusal(of shipped: ShippedItem) -> ShippingGate.Reason?
    func write(_ shipped: ShippedItem, _ labelled: LabelledItem) throws
    /// Closes the files. Nothing may be written afterwards.
    func finish() throws
    var losses: LossReport { get }
}

/// Puts blobs into the shipment's folder, turned where they must be.
final class ShippedFiles {
    static let turned = "ship.picture-turned-upright"
    private let folder: DatasetFolder
    private let source: (any PictureSource)?
    private(set) var losses: LossLedger

    init(_ folder: DatasetFolder, from source: (any PictureSource)?, losses: LossLedger) {
        self.folder = folder
        self.source = source
        self.losses = losses
    }

    func put(_ blob: BlobReference, as form: PictureForm, at path: String, of key: String) throws {
        guard let source else { throw ShipError.noPictures(item: key) }
        if form != .asStored { try losses.adapt(Self.turned, LossExample(item: key)) }
        let sink = try folder.sink(path, compression: Compression.none)
        try source.write(blob, of: key, as: form, to: sink)
        try folder.close(sink, as: path)
    }
}

/// Rows of a table or objects of a file; files of items lie beside it and are named in their rows.
final class RecordsBody: ShipmentBody {
    static let fileLeftOut = "ship.file-left-out"
    private let writer: any DatasetWriter
    private let files: ShippedFiles
    private let format: String
    private let policy: LossPolicy
    private var names = FileNames()
    private var own = LossReport()

    init(_ writer: any DatasetWriter, _ files: ShippedFiles, format: String, policy: LossPolicy) {
        self.writer = writer
        self.files = files
        self.format = format
        self.policy = policy
    }

    var losses: LossReport {
        var all = own
        all.merge(files.losses.report)
        all.merge(writer.losses)
        return all
    }

    func refusal(of shipped: ShippedItem) -> ShippingGate.Reason? { nil }

    func write(_ shipped: ShippedItem, _ labelled: LabelledItem) throws {
        var labelled = labelled
        for (role, blob) in shipped.item.blobs.sorted(by: { $0.key < $1.key }) {
            guard let folder = writer.folder(ofFile: role, of: labelled) else {
                own.add(.dropped, Self.fileLeftOut, of: labelled.key)
                continue
            }
            let form = PictureForm(blob)
            let type = form.type(of: blob)
            let path = names.path(for: form.name(labelled.key, of: blob), in: folder, type: type)
            try files.put(blob, as: form, at: path, of: labelled.key)
            labelled.files[role] = LabelledFile(path: path, type: type, width: blob.width, height: blob.height)
        }
        try writer.write(labelled)
        if policy == .refuse, let loss = losses.losses.first {
            throw LossRefused(format: format, code: loss.code, kind: loss.kind, example: LossExample(item: labelled.key))
        }
    }

    func finish() throws { try writer.finish() }
}

/// A folder of pictures with what is drawn on them.
final class PicturesBody: ShipmentBody {
    static let role = "image"
    static let fieldsLeftOut = "ship.fields-left-out"
    static let fileLeftOut = RecordsBody.fileLeftOut
    /// A question about shapes has no answer that counts, and the format cannot tell that from "there is nothing".
    static let openAsEmpty = "ship.open-question-as-empty"
    private let writer: any DatasetWriter
    private let files: ShippedFiles
    private let drawn: [String]
    private var own: LossLedger

    init(_ writer: any DatasetWriter, _ files: ShippedFiles, drawn: [String], losses: LossLedger) {
        self.writer = writer
        self.files = files
        self.drawn = drawn
        own = losses
    }

    var losses: LossReport {
        var all = own.report
        all.merge(files.losses.report)
        all.merge(writer.losses.report)
        return all
    }

    func refusal(of shipped: ShippedItem) -> ShippingGate.Reason? { shipped.item.blobs[Self.role] == nil ? .noPicture : nil }

    func write(_ shipped: ShippedItem, _ labelled: LabelledItem) throws {
        guard let blob = shipped.item.blobs[Self.role] else { return }
        try countLosses(shipped, labelled)
        let form = PictureForm(blob)
        let size = blob.width.flatMap { width in blob.height.flatMap { PixelSize(width: width, height: $0) } }
        let image = LabelledItem(
            key: form.name(labelled.key, of: blob), size: size, split: labelled.split, answers: labelled.answers, metadata: labelled.metadata)
        try files.put(blob, as: form, at: writer.write(image), of: labelled.key)
    }

    private func countLosses(_ shipped: ShippedItem, _ labelled: LabelledItem) throws {
        if !labelled.fields.isEmpty { try own.drop(Self.fieldsLeftOut, LossExample(item: labelled.key), count: labelled.fields.count) }
        let others = shipped.item.blobs.count - 1
        if others > 0 { try own.drop(Self.fileLeftOut, LossExample(item: labelled.key), count: others) }
        let open = drawn.filter { labelled.answers[$0] == nil }
        guard open.count < drawn.count else { return }
        for question in open { try own.adapt(Self.openAsEmpty, LossExample(item: labelled.key, question: question)) }
    }

    func finish() throws { try writer.finish() }
}

extension ShipFormat {
    /// The writer of this format's data in a folder.
    func body(in folder: DatasetFolder, _ definition: TaskDefinition, _ options: ShipmentOptions, _ source: (any PictureSource)?) throws -> any ShipmentBody {
        let ledger = LossLedger(format: card.name, policy: options.onLoss)
        let files = ShippedFiles(folder, from: source, losses: ledger)
        switch kind {
        case .records(let format):
            let layout = DatasetLayout(
                questions: definition.questions, fieldNames: options.fieldNames, question: options.question, compression: options.compression,
                neutralisesFormulas: options.neutralisesFormulas, settledBy: options.includesSettledBy)
            return RecordsBody(try format.makeWriter(folder, layout), files, format: card.name, policy: options.onLoss)
        case .pictures(let format):
            let layout = DatasetLayout(questions: definition.questions, onLoss: options.onLoss, vocBase: options.vocBase, decimals: options.decimals)
            let drawn = (answering(definition) ?? []).sorted()
            return PicturesBody(try format.makeWriter(folder, layout), files, drawn: drawn, losses: ledger)
        }
    }
}
