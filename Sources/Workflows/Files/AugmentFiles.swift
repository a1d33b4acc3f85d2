import Augmenting
import Formats
import Foundation
import Kernels
import Media
import Records

/// `winnow augment FOLDER`: the same operations over a folder of labelled pictures, without a workspace. The result is a
/// folder in the same format with the pictures themselves and their copies, and `augmented.jsonl` saying of what each
/// copy was made and how.
public enum AugmentFiles {
    public struct Report: Codable, Sendable, Hashable {
        public var format: String
        public var pictures = 0
        public var made = 0
        /// Reason -> pictures.
        public var skipped: [String: Int] = [:]
        /// What became of parts -> how many, over all copies.
        public var parts: [String: Int] = [:]
        public var losses = LossReport()
    }

    /// A recipe file: JSON with the members of `augment:` in `winnow.yaml`.
    public static func recipe(_ path: String) throws -> AugmentDeclaration {
        guard let data = FileManager.default.contents(atPath: path) else { throw WorkflowError(.notFound, "recipe.none", "there is no file `\(path)`") }
        let declared: AugmentDeclaration
        do { declared = try JSONParser.parse(String(decoding: data, as: UTF8.self)).decode(AugmentDeclaration.self) } catch {
            throw WorkflowError(.badInput, "recipe.bad", "`\(path)` is no recipe: \(error)", hint: "such as {\"copies\": 2, \"seed\": 7, \"steps\": [{\"operation\": \"flip-horizontal\"}]}")
        }
        let findings = AugmentationRecipe.findings(in: declared)
        guard findings.isEmpty else { throw WorkflowError.refused(findings, what: "recipe") }
        guard !declared.steps.isEmpty else { throw WorkflowError(.badInput, "recipe.no-steps", "`\(path)` has no `steps`") }
        return declared
    }

    public static func augment(
        _ path: String, to out: String, _ declared: AugmentDeclaration, format name: String? = nil, watch: ReadWatch? = nil
    ) throws -> (report: Report, findings: FileFindings) {
        let input = try DatasetInput(path)
        let format = try chosen(name, input)
        guard let makeReader = format.makeReader, let makeWriter = format.makeWriter else { throw unknown(format.card.name) }
        let reader = try makeReader(input, DatasetReadOptions(probe: { PictureFile.size(of: $0) }))
        let folder = try DatasetFolder(out)
        let work = try AugmentFilesWork(reader, format.card.name, makeWriter, folder, declared)
        while let image = try reader.next() {
            try work.add(image)
            watch?(Int64(reader.progress.done), reader.progress.total.map(Int64.init))
        }
        return try work.finish()
    }

    private static var formats: [DatasetFormat] { FormatCatalog.datasets.filter { $0.makeReader != nil && $0.makeWriter != nil && $0.media == [.image] } }

    private static var known: String { formats.map { "`\($0.card.name)`" }.joined(separator: ", ") }

    private static func unknown(_ name: String) -> WorkflowError {
        WorkflowError(.badInput, "format.unknown", "there is no format `\(name)` of pictures that is read and written", hint: "formats are \(known)")
    }

    private static func chosen(_ name: String?, _ input: DatasetInput) throws -> DatasetFormat {
        if let name {
            guard let format = formats.first(where: { $0.card.name == name }) else { throw unknown(name) }
            return format
        }
        let names = Set(formats.map(\.card.name))
        guard let found = FormatCatalog.candidates(for: input).first(where: { names.contains($0.format.card.name) }) else {
            throw WorkflowError(.badInput, "format.unknown", "`\(input.path)` looks like no format of labelled pictures", hint: "name one with `--format`: \(known)")
        }
        return found.format
    }
}

/// One pass over a folder: what was read goes out as it is, and copies after it.
private final class AugmentFilesWork {
    private let reader: any DatasetReader
    private let writer: any DatasetWriter
    private let folder: DatasetFolder
    private let recipe: AugmentationRecipe
    private let declared: AugmentDeclaration
    private let questions: [Question]
    private let log: ByteSink
    private var report: AugmentFiles.Report
    private var findings = FileFindings()

    init(_ reader: any DatasetReader, _ format: String, _ make: DatasetFormat.MakeWriter, _ folder: DatasetFolder, _ declared: AugmentDeclaration) throws {
        let labels = reader.labels.map { LabelDefinition(name: $0) }
        questions = [QuestionKind.boxes, .polygons, .masks, .skeletons].map { Question(name: $0.rawValue, kind: $0, labels: labels) }
        writer = try make(folder, DatasetLayout(questions: questions, header: reader.header))
        recipe = try AugmentationRecipe(declared)
        log = try folder.sink("augmented.jsonl", compression: Compression.none)
        report = AugmentFiles.Report(format: format)
        (self.reader, self.folder, self.declared) = (reader, folder, declared)
    }

    func add(_ image: LabelledItem) throws {
        findings += reader.takeFindings()
        guard let file = image.picturePath else { return skip("picture-missing") }
        let bytes = try PictureFile.bytes(of: reader.filesFolder == "." ? file : "\(reader.filesFolder)/\(file)")
        try put(bytes, at: writer.write(image))
        report.pictures += 1
        if let split = image.split, !declared.splits.contains(split) { return skip("split-\(split)") }
        guard !image.answers.isEmpty else { return skip("no-answer") }
        do { try copy(image, bytes) } catch let error as ImageError {
            skip("picture-unreadable")
            findings.add(error.finding(at: Place(file: file, record: image.key)))
        } catch let error as AugmentationError {
            skip("too-large")
            findings.add(Finding(.warning, "augment.too-large", "`\(image.key)` is not augmented: \(error)", at: Place(file: file, record: image.key)))
        }
    }

    private func skip(_ reason: String) { report.skipped[reason, default: 0] += 1 }

    private func put(_ bytes: [UInt8], at places: [String: String]) throws {
        guard let path = places["image"] else { return }
        let sink = try folder.sink(path, compression: Compression.none)
        try sink.write(bytes)
        try folder.close(sink, as: path)
    }

    private func copy(_ image: LabelledItem, _ bytes: [UInt8]) throws {
        let picture = try ImageDecoder.decode(bytes, named: image.key)
        guard image.size == PixelSize(width: picture.raster.width, height: picture.raster.height) else {
            // Shapes drawn on a turned or another picture would not follow its pixels.
            return skip("size-differs")
        }
        let stored = picture.facts.format.mediaType
        let type = ["image/jpeg", "image/webp"].contains(stored) ? stored : "image/png"
        let joined = PartsOfQuestions(image.answers, questions)
        for copy in 0..<declared.copies {
            let result = try recipe.apply(to: picture.raster, parts: joined.parts, parent: image.key, seed: declared.seed, copy: copy)
            let key = ChildRecord.key(of: image.key, copy: copy, isSameType: type == stored, type: type)
            let child = LabelledItem(
                picture: key, size: PixelSize(width: result.image.width, height: result.image.height), split: image.split, answers: joined.answers(with: result.parts))
            try put(ImageEncoder.encode(result.image, as: ImageEncoding(type: type)), at: writer.write(child))
            try log.write(JSONValue.object(["key": .string(key), "record": .object(result.record.json)]).bytes() + [10])
            for fate in result.fates { report.parts[fate.outcome.rawValue, default: 0] += 1 }
            report.made += 1
        }
    }

    func finish() throws -> (report: AugmentFiles.Report, findings: FileFindings) {
        findings += reader.takeFindings()
        try writer.finish()
        try folder.close(log, as: "augmented.jsonl")
        try folder.finish()
        report.losses = writer.losses.report
        return (report, findings)
    }
}
