import Records

/// Ways that need neither key nor knowledge of the value.

public struct Keep: PersonalDataOperator {
    public static let name = "keep"
    public static let summary = "Leave the value as it is: for entities that are no secret in this project"
    public init() {}
    public func rewritten(_ value: String, _ place: RewritePlace) -> String? { value }
}

public struct Redact: PersonalDataOperator {
    public static let name = "redact"
    public static let summary = "Take the value out and leave nothing"
    public init() {}
    public func rewritten(_ value: String, _ place: RewritePlace) -> String? { "" }
}

public struct Replace: PersonalDataOperator {
    public static let name = "replace"
    public static let summary = "Write the name of the entity, such as <CREDIT_CARD>, or a text of your own"
    /// nil for the entity's name in angle brackets.
    public var text: String?
    public init(with text: String? = nil) { self.text = text }
    public func rewritten(_ value: String, _ place: RewritePlace) -> String? { text ?? "<\(place.entity)>" }
}

public struct Mask: PersonalDataOperator {
    public static let name = "mask"
    public static let summary = "Write one character over some or all of the value's, from its start or its end"
    public var character: Unicode.Scalar
    /// Scalars written over; nil for all.
    public var count: Int?
    public var fromEnd: Bool

    public init(character: Unicode.Scalar = "*", count: Int? = nil, fromEnd: Bool = false) {
        self.character = character
        self.count = count
        self.fromEnd = fromEnd
    }

    public func rewritten(_ value: String, _ place: RewritePlace) -> String? {
        var scalars = Array(value.unicodeScalars)
        let covered = max(0, min(count ?? scalars.count, scalars.count))
        for step in 0..<covered { scalars[fromEnd ? scalars.count - 1 - step : step] = character }
        return String(String.UnicodeScalarView(scalars))
    }
}
