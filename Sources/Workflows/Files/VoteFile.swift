import Assuring
import Formats
import Foundation
import Records

/// Reads a file of votes: names are numbered as bytes, so that a row costs no string.
///
/// An empty label is an item the annotator left out, and no vote. A row without item or annotator is a finding, and so is a
/// time that cannot be read; its vote still counts.
struct VoteFile {
    private let file: RecordFile
    private let columns: VoteFiles.Columns
    private var votes = SeenVotes()
    /// NaN where a vote has none.
    private var times: [Double] = []
    private var seconds: [Double] = []
    /// Which columns some row had.
    private var found = [Bool](repeating: false, count: 5)

    /// The last vote of each annotator on each item.
    ///
    /// - Parameters:
    ///   - classes: the declared ones, in the order of their scale; nil for those that occur.
    ///   - known: labels that are classes too although nobody may have given them.
    static func read(
        _ path: String, _ columns: VoteFiles.Columns, classes: [String]? = nil, known: [String] = [], _ watch: ReadWatch?
    ) throws -> (VoteTable, FileFindings) {
        var findings = FileFindings()
        var reading = try VoteFile(path, columns, &findings, watch)
        for label in known { _ = reading.votes.classNames.index(of: label) }
        let table = try VoteTable(reading.votes, classes: classes)
        findings += table.findings
        guard !table.isEmpty else {
            throw WorkflowError(.unprocessable, "votes.none", "no vote of `\(path)` is for a declared class", hint: "compare `--classes` with the labels of the file", findings: findings.kept)
        }
        return (table, findings)
    }

    /// Every vote in the order of the file, or of its times.
    ///
    /// - Parameter classes: those there are beside the ones somebody voted for.
    static func history(
        _ path: String, _ columns: VoteFiles.Columns, classes: [String], _ findings: inout FileFindings, _ watch: ReadWatch?
    ) throws -> VoteHistory {
        var reading = try VoteFile(path, columns, &findings, watch)
        for name in classes { _ = reading.votes.classNames.index(of: name) }
        return try VoteHistory(
            reading.votes, times: columns.time == nil ? nil : reading.times, seconds: columns.seconds == nil ? nil : reading.seconds)
    }

    private init(_ path: String, _ columns: VoteFiles.Columns, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        file = try RecordFile(path)
        self.columns = columns
        let asked: [(name: String, option: String)] = [
            (columns.item, "--item"), (columns.annotator, "--annotator"), (columns.label, "--label"),
            (columns.time ?? "", "--time"), (columns.seconds ?? "", "--seconds"),
        ]
        try file.forEachStretch(fields: asked.map(\.name), &findings, watch: watch) { rows, _, findings in add(rows, &findings) }
        for (place, column) in asked.enumerated() where !column.name.isEmpty && !found[place] && !file.fields.isEmpty {
            throw file.unknownField(column.name, option: column.option)
        }
        guard votes.count > 0 else {
            throw WorkflowError(.unprocessable, "votes.none", "`\(file.name)` holds no votes", hint: "a vote is a row with an item, an annotator and a label", findings: findings.kept)
        }
    }

    private mutating func add(_ rows: FieldRows, _ findings: inout FileFindings) {
        // Votes on one item mostly stand together.
        var last: (name: UnsafeRawBufferPointer, item: Int32)?
        for row in 0..<rows.count {
            let (name, annotator, label) = (rows.bytes(row, 0), rows.bytes(row, 1), rows.bytes(row, 2))
            if !(found[0] && found[1] && found[2]) { note([name, annotator, label]) }
            guard let name, let annotator else {
                findings.add(missing(rows.line + row))
                continue
            }
            if !Self.isSame(name, last?.name) { last = (name, votes.itemNames.index(of: name)) }
            let person = votes.annotatorNames.index(of: annotator)
            guard let label, !label.isEmpty, let item = last?.item else { continue }
            votes.items.append(item)
            votes.annotators.append(person)
            votes.classes.append(votes.classNames.index(of: label))
            if columns.time != nil { times.append(value(of: rows, row, 3, "time", VoteTime.seconds, &findings)) }
            if columns.seconds != nil { seconds.append(value(of: rows, row, 4, "seconds", { Double($0).flatMap { $0 >= 0 && $0.isFinite ? $0 : nil } }, &findings)) }
        }
    }

    private static func isSame(_ name: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer?) -> Bool {
        guard let other, other.count == name.count else { return false }
        guard let a = name.baseAddress, let b = other.baseAddress else { return true }
        return memcmp(a, b, name.count) == 0
    }

    private mutating func note(_ cells: [UnsafeRawBufferPointer?]) {
        for (place, cell) in cells.enumerated() where cell != nil { found[place] = true }
    }

    /// NaN, with a finding, for a cell that is no time; NaN alone for an empty one.
    private mutating func value(
        of rows: FieldRows, _ row: Int, _ place: Int, _ what: String, _ read: (String) -> Double?, _ findings: inout FileFindings
    ) -> Double {
        guard let text = rows.bytes(row, place).map({ String(decoding: $0, as: UTF8.self) }) else { return .nan }
        found[place] = true
        guard !text.isEmpty else { return .nan }
        if let value = read(text) { return value }
        findings.add(Finding(
            .warning, "votes.\(what)", "`\(text.prefix(40))` is no \(what == "time" ? "time" : "number of seconds"); the vote counts without", at: Place(file: file.name, line: rows.line + row),
            hint: what == "time" ? "times are seconds since 1970 or like 2026-11-21T15:04:05Z" : "seconds are 0 or more"))
        return .nan
    }

    private func missing(_ line: Int) -> Finding {
        Finding(
            .error, "votes.columns", "the row has no `\(columns.item)` or no `\(columns.annotator)`", at: Place(file: file.name, line: line),
            hint: "name the columns with `--item`, `--annotator` and `--label`")
    }
}

/// When a vote was given, as files say it.
enum VoteTime {
    /// Seconds since 1970, from such a number or from ISO 8601 with a zone, fractions allowed; nil for anything else.
    static func seconds(_ text: String) -> Double? {
        if let number = Double(text) { return number.isFinite ? number : nil }
        let plain = Date.ISO8601FormatStyle()
        return (try? plain.parse(text))?.timeIntervalSince1970
            ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))?.timeIntervalSince1970
    }
}
