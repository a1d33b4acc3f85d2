import Foundation
import Records

/// The input files of one reference case. `expected.json` cannot be opened through this.
struct CaseFolder: Sendable {
    let name: String
    private let folder: URL
    let files: [String]

    init(_ folder: URL) {
        self.folder = folder
        name = folder.lastPathComponent
        files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0 != "expected.json" && !$0.hasPrefix(".") }.sorted()
    }

    func has(_ file: String) -> Bool { files.contains(file) }

    func text(_ file: String) throws -> String {
        guard files.contains(file) else { throw CaseError("there is no `\(file)`") }
        return try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    }

    func json(_ file: String) throws -> JSONValue { try JSONParser.parse(try text(file)) }

    /// Cells of a CSV file below its header. Quoted cells may hold commas and line breaks.
    func table(_ file: String) throws -> CaseTable { try CaseTable(try text(file), named: file) }

    /// A numeric table as rows; an empty cell is NaN.
    func numbers(_ file: String) throws -> [[Double]] {
        try table(file).rows.map { row in try row.map { try number($0, file) } }
    }

    private func number(_ cell: String, _ file: String) throws -> Double {
        if cell.isEmpty { return .nan }
        guard let value = Double(cell) else { throw CaseError("`\(file)` holds `\(cell)` where a number is due") }
        return value
    }
}

/// A header and rows of cells.
struct CaseTable {
    let header: [String]
    let rows: [[String]]

    init(_ text: String, named name: String) throws {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        var scalars = text.unicodeScalars.makeIterator()
        var held: Unicode.Scalar?
        func endRow() {
            row.append(cell)
            cell = ""
            if row != [""] { rows.append(row) }
            row = []
        }
        while let scalar = held ?? scalars.next() {
            held = nil
            switch scalar {
            case "\"" where isQuoted:
                held = scalars.next()
                if held == "\"" { cell.append("\""); held = nil } else { isQuoted = false }
            case "\"" where cell.isEmpty: isQuoted = true
            case "," where !isQuoted: row.append(cell); cell = ""
            case "\n" where !isQuoted: endRow()
            case "\r" where !isQuoted: break
            default: cell.unicodeScalars.append(scalar)
            }
        }
        if !cell.isEmpty || !row.isEmpty { endRow() }
        guard let header = rows.first else { throw CaseError("`\(name)` is empty") }
        self.header = header
        self.rows = Array(rows.dropFirst())
    }

    func column(_ name: String) throws -> [String] {
        guard let place = header.firstIndex(of: name) else { throw CaseError("there is no column `\(name)`") }
        return rows.map { $0[place] }
    }
}

/// Why a case has no result, in words.
struct CaseError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension JSONValue {
    /// NaN and infinities are undefined, which JSON says with null.
    static func defined(_ value: Double?) -> JSONValue {
        guard let value, value.isFinite else { return .null }
        return .double(value)
    }

    static func numbers(_ values: some Sequence<Double>) -> JSONValue { .array(values.map { .defined($0) }) }
    static func integers(_ values: some Sequence<some BinaryInteger>) -> JSONValue { .array(values.map { .int(Int64($0)) }) }
    static func strings(_ values: some Sequence<String>) -> JSONValue { .array(values.map { .string($0) }) }
    static func table(_ values: [Double], columns: Int) -> JSONValue {
        .array(stride(from: 0, to: values.count, by: max(columns, 1)).map { .numbers(values[$0..<$0 + columns]) })
    }
}
