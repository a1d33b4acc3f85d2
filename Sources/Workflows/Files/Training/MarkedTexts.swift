import Formats
import Foundation
import Records
import Suggesting

/// Texts with marked stretches out of any dataset format that has them: CoNLL, JSON lines with spans, spaCy, Doccano and so on.
struct MarkedTexts {
    private(set) var texts: [String] = []
    private(set) var spans: [[TextSpan]] = []
    private(set) var findings = FileFindings()
    /// Items without a text, and items nobody looked at.
    private(set) var leftOut = 0
    let cut: TokenCut

    init(_ path: String, from name: String?, _ watch: ReadWatch?) throws {
        let items = try DatasetItems(path, from: name)
        defer { items.close() }
        cut = items.isTokenised ? .spaces : .words
        while let item = try items.next(&findings, watch) {
            guard let text = item.text, case .parts(let parts)? = items.question.flatMap({ item.answers[$0] }) else {
                leftOut += 1
                continue
            }
            texts.append(text)
            spans.append(parts.compactMap(Self.span))
        }
        guard !texts.isEmpty else {
            throw WorkflowError(.unprocessable, "train.no-labels", "`\(path)` has no text with marked words", hint: "CoNLL files and JSON lines with spans are read; name the format with `--from`", findings: findings.kept)
        }
    }

    /// A stretch of several ranges counts from its first to its last scalar.
    private static func span(_ part: Part) -> TextSpan? {
        guard case .ranges(let ranges) = part.shape, let label = part.labels.first, let start = ranges.map({ $0[0] }).min(), let end = ranges.map({ $0[1] }).max() else { return nil }
        return TextSpan(start: start, end: end, label: label)
    }
}

/// Items of a labelled dataset, one after the other.
final class DatasetItems {
    /// The first question whose answers are marked stretches.
    let question: String?
    /// Texts are tokens with one space between.
    let isTokenised: Bool
    private let opened: OpenedDataset
    private let reader: any DatasetReader

    init(_ path: String, from name: String?) throws {
        opened = try OpenedDataset(path, beside: "\(NSTemporaryDirectory())/winnow-train")
        let format = try OpenedDataset.format(name, opened.input, shownAs: path).format
        guard let makeReader = format.makeReader else { throw WorkflowError.unknown("format", format.card.name) }
        reader = try makeReader(opened.input, DatasetReadOptions(needsFiles: false))
        question = reader.questions.first { $0.kind == .spans }?.name
        isTokenised = ["conll", "bio", "bilou"].contains(format.card.name)
    }

    func next(_ findings: inout FileFindings, _ watch: ReadWatch?) throws -> LabelledItem? {
        let item = try reader.next()
        findings += reader.takeFindings()
        let progress = reader.progress
        if progress.done & 511 == 0 { watch?(Int64(progress.done), progress.total.map { Int64($0) }) }
        return item
    }

    func close() { opened.close() }
}
