/// What is wrong in one place of somebody's data, in words they can act on. Collected, not thrown.
public struct Finding: Sendable, Hashable, Codable, Error {
    public enum Severity: String, Sendable, Codable, CaseIterable, Comparable {
        case note, warning, error

        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    }

    public var severity: Severity
    /// Stable and documented, like `csv.row.too-few-columns`.
    public var code: String
    /// One sentence without a full stop; names and values in backticks.
    public var message: String
    public var place: Place?
    /// What to do about it.
    public var hint: String?

    public init(_ severity: Severity, _ code: String, _ message: String, at place: Place? = nil, hint: String? = nil) {
        self.severity = severity
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint
    }
}

/// Where a finding is. Every part is optional; lines and columns count from 1, columns in Unicode scalars.
public struct Place: Sendable, Hashable, Codable {
    public var file: String?
    public var line: Int?
    public var column: Int?
    /// The record's own name or number, such as an item key.
    public var record: String?

    public init(file: String? = nil, line: Int? = nil, column: Int? = nil, record: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.record = record
    }
}

extension Place: CustomStringConvertible {
    public var description: String {
        let position = [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
        return [position.isEmpty ? nil : position, record.map { "`\($0)`" }].compactMap(\.self).joined(separator: " ")
    }
}
