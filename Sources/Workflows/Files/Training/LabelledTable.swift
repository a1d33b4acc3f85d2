import Formats
import Records
import Suggesting

/// The rows of a plain file as a model learns from them.
///
/// A row without a label, or of a text without a text, is left out and counted: an unlabelled pool may stand in the same
/// file. Numbers that are none end the reading: a hole in a column is for `winnow impute`.
struct LabelledTable {
    let name: String
    let inputs: ModelInputs
    let targets: ModelTargets
    private(set) var leftOut = 0

    /// Of labels, in the order of their scalars.
    var names: [String] { targets.names }

    init(_ path: String, _ kind: ModelMethod, _ options: TrainFiles.Options, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        let file = try RecordFile(path)
        name = file.name
        var rows = Rows(kind: kind, options: options, name: file.name)
        try file.forEach(&findings, watch: watch) { record, findings in try rows.add(record, &findings) }
        try rows.check(file)
        leftOut = rows.leftOut
        inputs = kind.input == .numbers ? .numbers(rows.numbers, names: options.features) : .texts(rows.texts)
        targets = rows.targets
    }

    /// What was read so far.
    private struct Rows {
        let kind: ModelMethod
        let options: TrainFiles.Options
        let name: String
        var texts: [String] = []
        var numbers: [Double] = []
        var answers: [Double] = []
        var labels: [[String]] = []
        var leftOut = 0
        var seenText = false
        var seenLabel = false

        mutating func add(_ record: RawRecord, _ findings: inout FileFindings) throws {
            let value = record.fields[options.label]
            seenLabel = seenLabel || value != nil
            let isEmpty = RecordFile.text(value)?.isEmpty ?? true
            if kind.input == .text {
                seenText = seenText || record.fields[options.text] != nil
                guard let text = RecordFile.text(record.fields[options.text]) else { return leaveOut("train.no-text", "the record has no `\(options.text)`", record, &findings) }
                guard !isEmpty else { return leaveOut("train.no-label", "the record has no `\(options.label)`", record, &findings) }
                texts.append(text)
            } else {
                guard !isEmpty else { return leaveOut("train.no-label", "the record has no `\(options.label)`", record, &findings) }
                for column in options.features { numbers.append(try number(record.fields[column], column, record)) }
            }
            switch kind.answer {
            case .number: answers.append(try number(value, options.label, record))
            case .labels: labels.append(Self.several(value, options.separator))
            default: labels.append([RecordFile.text(value) ?? ""])
            }
        }

        private mutating func leaveOut(_ code: String, _ words: String, _ record: RawRecord, _ findings: inout FileFindings) {
            leftOut += 1
            findings.add(Finding(.note, code, "\(words), so nothing is learned from it", at: Place(file: name, line: record.line)))
        }

        private func number(_ value: JSONValue?, _ column: String, _ record: RawRecord) throws -> Double {
            if let number = RecordFile.number(value), number.isFinite { return number }
            let text = RecordFile.text(value) ?? ""
            throw WorkflowError(
                .unprocessable, "train.number", "line \(record.line) of `\(name)` has \(text.isEmpty ? "nothing" : "`\(ShownText.of(text))`") in `\(column)`, where a finite number is due",
                hint: "`winnow impute` fills holes; or leave such rows out")
        }

        /// A JSON list, such a list as a text, or names with separators between them; each once.
        private static func several(_ value: JSONValue?, _ separator: String) -> [String] {
            var list = value?.array
            if list == nil, let text = value?.string {
                if text.hasPrefix("["), case .array(let parsed)? = try? JSONParser.parse(text) { list = parsed } else {
                    list = text.components(by: separator).map { .string($0) }
                }
            }
            var seen: Set<String> = []
            return (list ?? [value].compactMap(\.self)).compactMap { RecordFile.text($0) }.filter { !$0.isEmpty && seen.insert($0).inserted }
        }

        func check(_ file: RecordFile) throws {
            if kind.input == .text, !seenText, !file.fields.isEmpty { throw file.unknownField(options.text, option: "--text") }
            if !seenLabel, !file.fields.isEmpty { throw file.unknownField(options.label, option: "--label") }
            guard !labels.isEmpty || !answers.isEmpty else {
                throw WorkflowError(.unprocessable, "train.no-labels", "no record of `\(name)` has a `\(options.label)` to learn from", hint: "label some rows first")
            }
        }

        var targets: ModelTargets {
            if kind.answer == .number { return .numbers(answers) }
            let names = Set(labels.flatMap(\.self)).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
            let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
            let found = labels.map { $0.compactMap { places[$0] } }
            return kind.answer == .labels ? .labelSets(found.map { $0.sorted() }, names: names) : .labels(found.map { $0[0] }, names: names)
        }
    }
}

extension String {
    /// Cut at every separator, white space around the pieces taken off.
    fileprivate func components(by separator: String) -> [String] {
        guard !separator.isEmpty else { return [self] }
        return split(separator: separator).map { piece in
            String(piece.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        }
    }
}
