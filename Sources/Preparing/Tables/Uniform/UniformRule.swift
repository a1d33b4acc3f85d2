/// How the values of a column are to be written, all in one way.
public enum UniformRule: Sendable, Hashable {
    /// Quantities as numbers in one unit: `5 ft 3 in`, `12 kg`, `3,5 km`.
    ///
    /// - Parameters:
    ///   - to: a symbol of `UnitTable`.
    ///   - bare: the unit of numbers without one; nil leaves them unread.
    case unit(to: String, bare: String?)
    /// Dates and times as ISO 8601; times with an offset, or in `zone`, as UTC.
    case date(order: DateOrder?, zone: ZoneRules?)
    /// Numbers with decimal comma or thousands as numbers. nil: by the evidence of the column.
    case number(decimal: DecimalMark?)
    case boolean(BooleanWords)
    case text(TextForm)
}

public enum DateOrder: String, Sendable, Hashable, Codable, CaseIterable {
    case dayFirst = "day-first", monthFirst = "month-first"
}

public enum DecimalMark: String, Sendable, Hashable, Codable, CaseIterable {
    case comma, point
}

/// Words for true and false, in lower case.
public struct BooleanWords: Sendable, Hashable, Codable {
    public var yes: [String]
    public var no: [String]

    public init(yes: [String] = ["true", "t", "yes", "y", "1", "on"], no: [String] = ["false", "f", "no", "n", "0", "off"]) {
        (self.yes, self.no) = (yes.map { $0.lowercased() }, no.map { $0.lowercased() })
    }
}

/// Letters and white space of texts.
public struct TextForm: Sendable, Hashable, Codable {
    public enum Letters: String, Sendable, Hashable, Codable, CaseIterable { case keep, lower, upper }

    public var letters: Letters
    /// Runs of white space to one space, none at the ends.
    public var trimsSpace: Bool
    /// Equal characters as equal scalars (NFC).
    public var composes: Bool

    public init(letters: Letters = .keep, trimsSpace: Bool = true, composes: Bool = true) {
        (self.letters, self.trimsSpace, self.composes) = (letters, trimsSpace, composes)
    }
}
