import Collecting
import Foundation
import Records

/// A declared source of either kind as one stream of records that are ready to be stored.
struct SourceReader: Sendable {
    private enum Kind {
        case rows(any Collector)
        case pictures(any ImageCollector, PictureIntake)
    }

    private static let rowsAtOnce = 2000
    private let make: @Sendable () throws -> Kind
    private let definition: TaskDefinition
    private let scratch: String

    /// Throws when the declaration cannot be read as a source, before anything is opened.
    init(_ work: CollectWork) throws {
        definition = work.project.definition
        let scratch = "\(work.workflows.workspace.path)/scratch/\(work.job.id)"
        self.scratch = scratch
        let (declaration, folder, blobs) = (work.declaration, work.folder, work.workflows.store.blobs)
        let uploads = work.workflows.uploads(of: work.source.name, in: work.project.slug)
        let definition = work.project.definition
        // Collectors are made where they run: they are values of one thread.
        make = {
            let context = ImageContext(folder: folder, uploads: uploads, scratch: scratch, probe: { PictureFile.size(of: $0) })
            if let collector = try SourceCatalog.imageCollector(for: declaration, questions: definition.questions, in: context) {
                return .pictures(collector, PictureIntake(definition: definition, blobs: blobs))
            }
            return .rows(try SourceCatalog.collector(for: declaration, in: CollectingContext(folder: folder) { try ForeignDoor($0) }))
        }
        if case .pictures = try Self.told(make) {
            // What a killed process had unpacked is unpacked again: nobody knows how far it had come.
            try? FileManager.default.removeItem(atPath: scratch)
            try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        }
        try Self.check(declaration, definition)
    }

    /// Blocks on the disk; `give` is called with batches in the order of the source.
    func read(from cursor: CollectCursor?, _ give: (ReadyBatch) throws -> Void) throws {
        try Self.told {
            switch try make() {
            case .rows(let collector):
                try collector.collect(from: cursor, batchSize: Self.rowsAtOnce) { try give(ReadyBatch($0, questions: definition)) }
            case .pictures(let collector, let intake):
                try collector.collect(from: cursor) { try give(intake.ready($0)) }
            }
        }
    }

    /// Unpacked archives are not needed once their pictures are stored.
    func clean() { try? FileManager.default.removeItem(atPath: scratch) }

    /// Pictures answer no question about texts, and rows are no pictures.
    private static func check(_ declaration: SourceDeclaration, _ definition: TaskDefinition) throws {
        let givesPictures = SourceCatalog.images.contains { $0.name == declaration.kind }
        guard definition.media != .mixed, givesPictures != (definition.media == .image) else { return }
        throw WorkflowError(
            .unprocessable, "source.media",
            "source `\(declaration.name)` of kind `\(declaration.kind)` gives \(givesPictures ? "pictures" : "rows"), and the project's media is `\(definition.media.rawValue)`",
            hint: givesPictures ? "set `media: image`, or `media: mixed`" : "pictures come from a source of kind `folder`; `media: mixed` takes both")
    }

    /// Errors of the layers below in the words people are shown.
    private static func told<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch {
            guard !(error is WorkflowError), let finding = ErrorFinding.of(error) else { throw error }
            throw WorkflowError(
                .unprocessable, finding.code, (finding.place.map { "\($0): " } ?? "") + finding.message, hint: finding.hint, findings: [finding])
        }
    }
}
