import Collecting
import Formats
import Foundation
import Media
import Records
import Storage

/// Takes pictures in: bytes into the store, size and orientation from the header, what is no picture set aside.
///
/// The original is kept as it is, byte for byte; width and height are those of the upright picture, in which all
/// coordinates count. Nothing is decoded here: a picture whose header is right and whose pixels are not is found by the
/// step `image-checks`.
struct PictureIntake: Sendable {
    /// Bytes held before they go to the disk together.
    private static let heldBytes = 32 << 20

    let definition: TaskDefinition
    let blobs: any BlobStore

    func ready(_ batch: CollectedImageBatch) throws -> ReadyBatch {
        let said = FindingsByPicture(batch)
        var records: [ReadyRecord] = []
        var held: [[UInt8]] = []
        var bytes = 0
        for image in batch.images {
            let answers = SourceAnswers(image.answers, heldTo: definition, at: image.place)
            var record = ReadyRecord(
                key: image.key, metadata: image.metadata, split: image.split, answers: answers.kept, findings: said.of(image) + answers.findings)
            if let picture = read(image, &record) {
                held.append(picture)
                bytes += picture.count
            }
            records.append(record)
            if bytes > Self.heldBytes {
                _ = try blobs.put(held)
                (held, bytes) = ([], 0)
            }
        }
        _ = try blobs.put(held)
        return ReadyBatch(
            records: records, findings: said.ofNone, cursor: batch.cursor, done: Int64(batch.done), total: batch.total.map(Int64.init))
    }

    /// The bytes to keep; nil, and the record rejected, when there are none.
    private func read(_ image: CollectedImage, _ record: inout ReadyRecord) -> [UInt8]? {
        guard let path = image.path else {
            record.rejection = "image.missing"
            return nil
        }
        let bytes: [UInt8]
        do { bytes = try PictureFile.bytes(of: path) } catch {
            let error = error as? ImageError
            reject(&record, error?.finding(at: image.place) ?? Finding(.error, "image.unreadable", "`\(image.key)` cannot be read", at: image.place, hint: "check its permissions"))
            return nil
        }
        var blob = BlobReference(sha256: ContentHash.hex(of: bytes), size: Int64(bytes.count), type: "application/octet-stream")
        do throws(ImageError) {
            let facts = try ImageProbe.facts(of: bytes, named: image.key)
            blob.type = facts.format.mediaType
            (blob.width, blob.height) = (facts.uprightWidth, facts.uprightHeight)
            blob.orientation = facts.orientation.rawValue
            record.findings += facts.notes.map { $0.finding(at: image.place) }
            compare(image.size, facts, &record, at: image.place)
        } catch {
            reject(&record, error.finding(at: image.place))
        }
        record.blobs["image"] = blob
        return bytes
    }

    private func reject(_ record: inout ReadyRecord, _ finding: Finding) {
        record.rejection = finding.code
        record.findings.append(finding)
    }

    /// Boxes drawn on a picture of another size mean something else: said, and left as they are.
    private func compare(_ stated: PixelSize?, _ facts: ImageFacts, _ record: inout ReadyRecord, at place: Place) {
        guard let stated, !record.answers.isEmpty, stated.width != facts.uprightWidth || stated.height != facts.uprightHeight else { return }
        let isUnturned = stated.width == facts.width && stated.height == facts.height
        record.findings.append(Finding(
            .warning, "image.size-differs",
            "the source states \(stated.width) x \(stated.height) pixels, and the picture has \(facts.uprightWidth) x \(facts.uprightHeight)"
                + (isUnturned ? " once its EXIF orientation is applied" : ""), at: place,
            hint: "look whether its shapes lie where they should"))
    }
}

/// What a reader said of a batch, by the picture it is about: the one named in the place, or the one whose file has the
/// same name as the annotation file.
private struct FindingsByPicture {
    private var byStem: [String: [Finding]] = [:]
    private(set) var ofNone: [Finding] = []

    init(_ batch: CollectedImageBatch) {
        let stems = Set(batch.images.map { ImageFiles.stem($0.key) })
        for finding in batch.findings {
            let named = [finding.place?.record, finding.place?.file].compactMap { $0.map(ImageFiles.stem) }
            if let stem = named.first(where: stems.contains) { byStem[stem, default: []].append(finding) } else { ofNone.append(finding) }
        }
    }

    /// Two pictures of one name in different folders both get them.
    func of(_ image: CollectedImage) -> [Finding] { byStem[ImageFiles.stem(image.key)] ?? [] }
}
