import Formats
import Foundation
import Records

/// Told how many stored bytes were read, and of how many when that is known.
public typealias ReadWatch = (_ done: Int64, _ total: Int64?) -> Void

/// A plain file of records for the tools that need no workspace: CSV, TSV, JSON lines or JSON, packed or not.
///
/// `-` is standard input; it and other pipes are kept in a temporary file, so that what they hold can be told from their
/// first bytes and read twice.
final class RecordFile {
    /// As findings show it.
    let name: String
    private let path: String
    private let format: String
    /// Of `csv`: where the first line has `;` and no comma, as programs write in countries of the decimal comma, it parts cells.
    private let dialect: CSVDialect
    /// What standard input, or a packed file, was kept in; it goes with this.
    private let kept: AnyObject?
    /// Fields of the first good record: what a person may have meant by a name that is not there.
    var fields: [String] = []

    init(_ path: String) throws {
        let isPipe = try path == "-" || Self.isPipe(path)
        name = path == "-" ? "(standard input)" : path
        let input = isPipe ? try KeptInput(path, name: name) : nil
        kept = input
        self.path = input?.path ?? path
        if isPipe {
            format = try RecordSniff.format(of: ByteSource(path: self.path, shownAs: name))
        } else {
            _ = try ByteSource(path: path)
            guard let card = FormatCatalog.card(forPath: path), ["csv", "tsv", "json", "jsonl"].contains(card.name) else {
                throw WorkflowError(.badInput, "file.format", "`\(path)` is no table this reads", hint: "files end in .csv, .tsv, .jsonl or .json, also with .gz or .zst; or give it on standard input as `-`")
            }
            format = card.name
        }
        dialect = try Self.dialect(format, self.path, shownAs: name)
    }

    /// What was opened before; by the ending of its name, or by its first bytes.
    init(_ plain: PlainFile) throws {
        (name, path, kept) = (plain.name, plain.path, plain)
        let card = FormatCatalog.card(forPath: plain.name).flatMap { ["csv", "tsv", "json", "jsonl"].contains($0.name) ? $0.name : nil }
        format = try card ?? RecordSniff.format(of: ByteSource(path: plain.path, shownAs: plain.name))
        dialect = try Self.dialect(format, plain.path, shownAs: plain.name)
    }

    /// Looks at the beginning; refuses at once what is no text at all, however large it is.
    private static func dialect(_ format: String, _ path: String, shownAs name: String) throws -> CSVDialect {
        let beginning = try RecordSniff.beginning(of: ByteSource(path: path, shownAs: name))
        guard beginning.isEmpty || beginning.contains(where: { $0 != 0 }) else {
            throw WorkflowError(
                .unprocessable, "file.zeros", "the first \(beginning.count) bytes of `\(name)` are all zero: it holds no text",
                hint: "files of zeros are left by downloads that broke off; get it again")
        }
        guard format == "csv" else { return format == "tsv" ? .tsv : .csv }
        return RecordSniff.partsBySemicolon(beginning) ? CSVDialect(delimiter: UInt8(ascii: ";")) : .csv
    }

    /// Said once a pass, since it is told from the first line and not declared.
    func sayDialect(_ findings: inout FileFindings) {
        guard format == "csv", dialect != .csv else { return }
        findings.add(Finding(.note, "csv.semicolon", "cells are parted by `;`: the first line has no comma", at: Place(file: name, line: 1)))
    }

    /// Rows and cells, so that a first line may be missing.
    var isTable: Bool { format == "csv" || format == "tsv" }

    /// Between cells.
    var delimiter: UInt8 { dialect.delimiter }

    /// Columns of the header, or fields of the first good record.
    func firstFields() throws -> [String] {
        let reader = try explained { try fieldReader([]) }
        if reader.known.isEmpty { _ = try reader.next() }
        return reader.known
    }

    static func isPipe(_ path: String) throws -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    /// Calls `body` with every good record; bad ones are added to `findings`, in the order of the file.
    ///
    /// Throws when the file has bad records only: it is hardly what it is taken for.
    func forEach(_ findings: inout FileFindings, watch: ReadWatch? = nil, _ body: (RawRecord, inout FileFindings) throws -> Void) throws {
        let reader = try open()
        sayDialect(&findings)
        var good = 0
        var bad = 0
        while let record = try reader.next() {
            let found = reader.takeFindings()
            bad += found.count { $0.severity == .error }
            findings += found
            if good == 0 { fields = record.fields.members.map(\.key) }
            good += 1
            try body(record, &findings)
            if let watch, good & 511 == 0 { watch(reader.source.progress.done, reader.source.progress.total) }
        }
        let found = reader.takeFindings()
        bad += found.count { $0.severity == .error }
        findings += found
        try checkRecords(good: good, bad: bad, findings)
    }

    /// As `forEach`, with the text of one field: nil where a record has none, which is a finding of this `code`.
    ///
    /// Throws when no record has that field: its name is hardly what was meant.
    func forEachText(
        of field: String, _ findings: inout FileFindings, orFinding code: String, so consequence: String = "", watch: ReadWatch? = nil,
        _ body: (RawRecord, String?) throws -> Void
    ) throws {
        var isThere = false
        try forEach(&findings, watch: watch) { record, findings in
            let text = Self.text(record.fields[field])
            if text == nil { findings.add(noText(record, field, code, so: consequence)) }
            isThere = isThere || text != nil
            try body(record, text)
        }
        guard isThere || fields.isEmpty else { throw unknownField(field, option: "--field") }
    }

    func noText(_ record: RawRecord, _ field: String, _ code: String, so consequence: String = "") -> Finding {
        Finding(.warning, code, "the record has no `\(field)`\(consequence)", at: Place(file: name, line: record.line), hint: "name the field with `--field`")
    }

    /// As `forEach`, of a few fields as bytes. `body` gets the reader at each good record.
    func forEach(fields names: [String], _ findings: inout FileFindings, watch: ReadWatch? = nil, _ body: (any FieldReader, inout FileFindings) throws -> Void) throws {
        let reader = try explained { try fieldReader(names) }
        sayDialect(&findings)
        var pass = FieldPass()
        while try reader.next() {
            pass.come(to: 1, of: reader, &findings, watch)
            if pass.good == 1 { fields = reader.known }
            try body(reader, &findings)
        }
        try end(pass, of: reader, &findings, watch)
    }

    /// As `forEach(fields:)`, thousands of rows at one go where the format has them: for files of millions. `body` reads on
    /// by what it is given, which may be done beside its work on another thread, or leaves that to this.
    func forEachStretch(
        fields names: [String], _ findings: inout FileFindings, watch: ReadWatch? = nil,
        _ body: (FieldRows, _ readOn: @escaping () -> Void, inout FileFindings) throws -> Void
    ) throws {
        let reader = try explained { try fieldReader(names) }
        sayDialect(&findings)
        var pass = FieldPass()
        try reader.forEachStretch(fieldCount: names.count) { rows, readOn in
            if pass.good == 0 { fields = reader.known }
            pass.come(to: rows.count, of: reader, &findings, watch)
            try body(rows, readOn, &findings)
        }
        try end(pass, of: reader, &findings, watch)
    }

    private func end(_ pass: FieldPass, of reader: any FieldReader, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        var pass = pass
        pass.come(to: 0, of: reader, &findings, watch)
        try checkRecords(good: pass.good, bad: pass.bad, findings)
    }

    /// A file of nothing but bad records is hardly what it is taken for.
    func checkRecords(good: Int, bad: Int, _ findings: FileFindings) throws {
        guard good > 0 || bad == 0 else { throw noRecords(findings) }
    }

    private func noRecords(_ findings: FileFindings) -> WorkflowError {
        WorkflowError(.unprocessable, "file.no-records", "no record of `\(name)` can be read as \(format)", hint: "look whether it is a \(format) file", findings: findings.kept)
    }

    func open() throws -> any RecordReader { try explained { try reader() } }

    private func explained<Reader>(_ open: () throws -> Reader) throws -> Reader {
        do { return try open() } catch let error as FormatError {
            var finding = error.finding
            switch error {
            case .badHeader, .noHeader: finding.hint = "the first line of a \(format) file names its columns"
            default: break
            }
            throw finding
        }
    }

    private func fieldReader(_ names: [String]) throws -> any FieldReader {
        switch format {
        case "csv", "tsv": try CSVFields(ByteSource(path: path, shownAs: name), dialect: dialect, fields: names)
        case "jsonl": try JSONLinesFields(ByteSource(path: path, shownAs: name), fields: names)
        default: RecordFields(try reader(), fields: names)
        }
    }

    private func reader() throws -> any RecordReader {
        let source = try ByteSource(path: path, shownAs: name)
        return switch format {
        case "csv", "tsv": try CSVReader(source, dialect: dialect)
        case "json": try JSONListReader(source)
        default: try JSONLinesReader(source)
        }
    }

    /// Wrong use: a name was given of a field that no record has.
    func unknownField(_ field: String, option: String) -> WorkflowError {
        let known = fields.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
        return WorkflowError(
            .badInput, "field.unknown", "no record of `\(name)` has a field `\(field)`",
            hint: fields.isEmpty ? "the file has no records" : "it has \(known); name one with `\(option)`")
    }

    /// The text of a field, whatever JSON kind it has; nil when it is missing or null.
    static func text(_ value: JSONValue?) -> String? {
        guard let value, !value.isNull else { return nil }
        return value.string ?? value.text(sorted: false)
    }

    static func number(_ value: JSONValue?) -> Double? {
        value?.double ?? value?.string.flatMap { Double($0) }
    }
}

/// How far a pass over a file has come.
private struct FieldPass {
    var (good, bad) = (0, 0)

    mutating func come(to count: Int, of reader: any FieldReader, _ findings: inout FileFindings, _ watch: ReadWatch?) {
        let found = reader.takeFindings()
        bad += found.count { $0.severity == .error }
        findings += found
        if let watch, good >> 12 != (good + count) >> 12 { watch(reader.source.progress.done, reader.source.progress.total) }
        good += count
    }
}
