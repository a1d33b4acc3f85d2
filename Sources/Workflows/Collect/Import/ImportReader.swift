import Formats
import Foundation
import Records

/// A labelled dataset as one stream of batches, its answers under the questions of the project.
struct ImportReader: Sendable {
    private static let batchItems = 256
    private static let missing = ["image.missing", "recording.missing", "file.missing", "file-missing"]
    private let job: Job
    private let asked: [Question]
    private let counter: ImportCounter
    private let scratch: String
    private let path: String

    init(_ work: ImportWork) throws {
        job = work.job
        counter = work.counter
        scratch = "\(work.workflows.workspace.path)/scratch/\(work.job.id)"
        path = try Self.onlyFile(in: work.job.settings["path"]?.string ?? "")
        let wanted = Set((work.job.settings["questions"]?.array ?? []).compactMap(\.string))
        asked = work.project.definition.questions.filter { wanted.isEmpty || wanted.contains($0.name) }
        // What a killed process had unpacked is unpacked again: nobody knows how far it had come.
        clean()
    }

    /// An archive or file that was sent lies in a folder of its own.
    private static func onlyFile(in path: String) throws -> String {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard entries.count == 1, case let file = "\(path)/\(entries[0])", Archive.isNamed(file) else { return path }
        return file
    }

    /// Blocks on the disk; batches end at the same items whenever the dataset is read, so one that was stored is passed over whole.
    func read(from start: Int, _ give: (ImportBatch) throws -> Void) throws {
        try ShipmentHands.worded {
            try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
            let opened = try OpenedDataset(path, beside: "\(scratch)/dataset")
            let source = try OpenedDataset.format(job.settings["format"]?.string, opened.input, shownAs: (path as NSString).lastPathComponent)
            guard let makeReader = source.format.makeReader else { return }
            let questions = try ImportQuestions(asked, of: makeReader(opened.input, options(QuestionNames())).questions, format: source.format.card.name)
            let reader = try makeReader(opened.input, options(QuestionNames(asked)))
            counter.note(format: source.format.card.name, reason: source.reason)
            var batch = ImportBatch(findings: start == 0 ? opened.findings + questions.findings : [], folder: reader.filesFolder, reader: ImportHold(reader))
            var record = 0
            while let item = try reader.next() {
                record += 1
                batch.items.append(item)
                guard batch.items.count == Self.batchItems else { continue }
                try pass(&batch, reader, record, from: start, give)
            }
            try pass(&batch, reader, record, from: start, give)
        }
    }

    private func options(_ questions: QuestionNames) -> DatasetReadOptions {
        DatasetReadOptions(
            questions: questions, attributes: asked.flatMap(\.attributes), vocBase: VOCBase(rawValue: Int(job.settings["vocBase"]?.int ?? 0)) ?? .zero,
            probe: { PictureFile.size(of: $0) })
    }

    private func pass(_ batch: inout ImportBatch, _ reader: any DatasetReader, _ record: Int, from start: Int, _ give: (ImportBatch) throws -> Void) throws {
        // Files are needed for absent items only; those without one are told when they are left out.
        batch.findings += reader.takeFindings().filter { !Self.missing.contains(where: $0.code.hasSuffix) }
        let progress = reader.progress
        (batch.record, batch.done, batch.total) = (record, Int64(progress.done), progress.total.map(Int64.init))
        if record > start { try give(batch) }
        batch = ImportBatch(folder: batch.folder, reader: batch.reader)
    }

    /// Unpacked archives are not needed once their files are stored.
    func clean() { try? FileManager.default.removeItem(atPath: scratch) }
}
