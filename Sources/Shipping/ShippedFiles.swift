import Formats
import Records

/// Puts blobs into the shipment's folder, turned where they must be.
final class ShippedFiles: ItemFiles {
    static let turned = "ship.picture-turned-upright"
    private let folder: DatasetFolder
    private let source: (any PictureSource)?
    private(set) var losses: LossLedger
    /// Of the item under way, by role; those whose bytes a writer has taken into its own files are `embedded`.
    var blobs: [String: BlobReference] = [:]
    private(set) var embedded: Set<String> = []

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

    func begin(_ blobs: [String: BlobReference]) {
        self.blobs = blobs
        embedded = []
    }

    func bytes(of role: String, in item: LabelledItem) throws -> [UInt8]? {
        guard let blob = blobs[role], let source else { return nil }
        let form = PictureForm(blob)
        if form != .asStored { try losses.adapt(Self.turned, LossExample(item: item.key)) }
        let sink = ByteSink(memory: item.key)
        try source.write(blob, of: item.key, as: form, to: sink)
        embedded.insert(role)
        return sink.contents
    }
}
