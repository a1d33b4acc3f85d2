import Formats
import Media
import Records
import Shipping
import Storage

/// A shipment's files out of the blob store: copied piece by piece, or one picture at a time decoded, turned and written anew.
final class BlobPictures: PictureSource {
    private static let pieceBytes: Int64 = 1 << 20
    private let blobs: any BlobStore

    init(_ blobs: any BlobStore) { self.blobs = blobs }

    func write(_ blob: BlobReference, of key: String, as form: PictureForm, to sink: ByteSink) throws {
        switch form {
        case .asStored:
            var offset: Int64 = 0
            while offset < blob.size {
                let piece = try blobs.read(blob.sha256, offset: offset, count: min(Self.pieceBytes, blob.size - offset))
                guard !piece.isEmpty else { break }
                try sink.write(piece)
                offset += Int64(piece.count)
            }
        case .upright(let type):
            try sink.write(upright(blobs.read(blob.sha256), of: key, as: ImageEncoding(type: type)))
        }
    }

    private func upright(_ bytes: [UInt8], of key: String, as encoding: ImageEncoding) throws -> [UInt8] {
        do { return try ImageEncoder.encode(ImageDecoder.decode(bytes).raster, as: encoding) } catch {
            let finding = error.finding(at: Place(record: key))
            throw WorkflowError(.unprocessable, finding.code, "item `\(key)`: \(finding.message)", hint: finding.hint, findings: [finding])
        }
    }
}

extension ImageEncoding {
    /// For pictures made of pictures: a JPEG stays one at high quality, everything else is written without loss.
    init(type: String) {
        self = switch type {
        case "image/jpeg": .jpeg(quality: 95)
        case "image/webp": .losslessWebP
        default: .png(effort: 6)
        }
    }
}

/// For a look at what would be lost: files have their places and no bytes.
final class NoPictures: PictureSource {
    func write(_ blob: BlobReference, of key: String, as form: PictureForm, to sink: ByteSink) throws {}
}
