import Collecting
import Formats
import Foundation
import Records
import Storage

/// Absent items as records that are ready to be stored, their files in the blob store.
struct ImportIntake {
    private let definition: TaskDefinition
    private let blobs: any BlobStore

    init(_ definition: TaskDefinition, _ blobs: any BlobStore) {
        self.definition = definition
        self.blobs = blobs
    }

    func records(of items: [LabelledItem], _ batch: ImportBatch) throws -> [ReadyRecord] {
        let pictures = items.filter { $0.files[LabelledItem.imageRole] != nil }
        let others = items.filter { $0.files[LabelledItem.imageRole] == nil }
        return try self.pictures(pictures, batch) + others.map { try record($0, batch) }
    }

    private func pictures(_ items: [LabelledItem], _ batch: ImportBatch) throws -> [ReadyRecord] {
        guard !items.isEmpty else { return [] }
        let images = items.map { item in
            CollectedImage(
                key: item.key, path: batch.path(of: LabelledItem.imageRole, in: item), size: item.size, split: item.split, answers: item.answers,
                metadata: item.metadata, place: ImportSorter.place(of: item))
        }
        let cursor = CollectCursor(offset: 0, line: 0, record: 0)
        let ready = try PictureIntake(definition: definition, blobs: blobs).ready(CollectedImageBatch(images: images, findings: [], cursor: cursor, done: 0, total: nil))
        return zip(ready.records, items).map { record, item in
            var record = record
            record.fields = item.fields
            return record
        }
    }

    private func record(_ item: LabelledItem, _ batch: ImportBatch) throws -> ReadyRecord {
        let answers = SourceAnswers(item.answers, heldTo: definition, at: ImportSorter.place(of: item))
        var record = ReadyRecord(
            key: item.key, fields: item.fields, metadata: item.metadata, split: item.split, answers: answers.kept, findings: answers.findings)
        for (role, file) in item.files.sorted(by: { $0.key < $1.key }) {
            guard let path = batch.path(of: role, in: item), let handle = FileHandle(forReadingAtPath: path) else { continue }
            record.blobs[role] = try blob(handle, file)
        }
        return record
    }

    /// Piece by piece; what the dataset states of the file is taken as it says.
    private func blob(_ handle: FileHandle, _ file: LabelledFile) throws -> BlobReference {
        defer { try? handle.close() }
        let writer = try blobs.writer()
        do {
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { try piece.withUnsafeBytes { try writer.append($0) } }
            let kept = try writer.finish()
            var blob = BlobReference(sha256: kept.sha256, size: kept.size, type: file.type ?? "application/octet-stream")
            (blob.width, blob.height, blob.durationSeconds, blob.rate) = (file.width, file.height, file.duration, file.rate)
            return blob
        } catch {
            writer.cancel()
            throw error
        }
    }
}
