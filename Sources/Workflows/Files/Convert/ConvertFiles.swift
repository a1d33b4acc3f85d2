import Formats
import Foundation
import Records

/// From one dataset format into another, without a workspace: what `winnow convert` does.
///
/// Items stream from reader to writer in batches, the one working while the other does; memory is a few batches and what the
/// formats themselves hold. The result appears whole at its place or not at all, and the same input gives the same bytes.
public enum ConvertFiles {
    /// How files that go with items (pictures, recordings) come into the result.
    public enum Carry: String, Sendable, CaseIterable, Codable {
        case copy, link, none
    }

    public struct Options: Sendable {
        /// Format of the input; found out when nil.
        public var from: String?
        public var to: String
        public var onLoss = LossPolicy.adapt
        public var carry = Carry.copy
        /// Only items somebody answered.
        public var onlyLabelled = false
        /// Only this split.
        public var split: String?
        /// For formats that hold one question.
        public var question: String?
        public var vocBase = VOCBase.zero
        public var decimals: Int?
        public var compression = Compression.none
        /// Settings of the reader by name, such as `questions` of a table.
        public var settings: [String: String] = [:]

        public init(to: String) { self.to = to }
    }

    public struct Report: Codable, Sendable, Hashable {
        public var from: String
        /// Why the input was taken for that format; nil when it was named.
        public var reason: String?
        public var to: String
        public var read = 0
        /// Items in the result.
        public var items = 0
        /// Items left out because nobody answered them or they are in another split.
        public var passedOver = 0
        public var files = 0
        public var missingFiles = 0
        public var losses: [LossReport.Loss] = []
        /// The first of each code.
        public var findings: [Finding] = []
    }

    /// Throws `LossRefused` as a `WorkflowError` when losses are refused.
    public static func convert(_ path: String, to out: String, _ options: Options, watch: ReadWatch? = nil) throws -> (report: Report, findings: FileFindings) {
        try ShipmentHands.worded {
            let target = try target(options.to)
            let opened = try OpenedDataset(path, beside: out)
            defer { opened.close() }
            let source = try OpenedDataset.format(options.from, opened.input, shownAs: path)
            guard let makeReader = source.format.makeReader, let makeWriter = target.makeWriter else { throw WorkflowError.unknown("format", options.to) }
            let reader = try makeReader(opened.input, DatasetReadOptions(
                vocBase: options.vocBase, probe: { PictureFile.size(of: $0) }, needsFiles: options.carry != .none, settings: options.settings))
            let folder = try DatasetFolder(out)
            let files = CarriedFiles(folder, from: reader.filesFolder, options.carry)
            let layout = DatasetLayout(
                questions: reader.questions, question: options.question, compression: options.compression, onLoss: options.onLoss, vocBase: options.vocBase,
                decimals: options.decimals, header: reader.header, files: files)
            var work = ConvertWork(reader, try makeWriter(folder, layout), files, options)
            work.report = Report(from: source.format.card.name, reason: source.reason, to: target.card.name)
            work.findings += opened.findings
            try work.run(watch)
            if work.report.read == 0, let first = work.findings.kept.first(where: { $0.severity == .error }) {
                throw WorkflowError(.unprocessable, first.code, first.message, hint: first.hint, findings: work.findings.kept)
            }
            try folder.finish()
            work.report.findings = work.findings.kept
            return (work.report, work.findings)
        }
    }

    private static func target(_ name: String) throws -> DatasetFormat {
        let written = FormatCatalog.datasets.filter { $0.makeWriter != nil }
        guard let format = written.first(where: { $0.card.name == name }) else {
            let hint = FormatCatalog.dataset(named: name) == nil ? "formats that are written are" : "it is only read; formats that are written are"
            throw WorkflowError(.badInput, "format.unknown", "no format `\(name)` can be written", hint: "\(hint) \(written.map { "`\($0.card.name)`" }.joined(separator: ", "))")
        }
        return format
    }
}
