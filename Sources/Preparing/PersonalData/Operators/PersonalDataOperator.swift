import Records

/// One way to make a found value unrecognisable.
public protocol PersonalDataOperator: CatalogEntry {
    /// What stands in the value's place; nil when this way does not fit the value, and the rewriter replaces it by the
    /// name of its entity and counts it.
    func rewritten(_ value: String, _ place: RewritePlace) -> String?
}

/// What an operator may know beside the value.
public struct RewritePlace: Sendable {
    public var entity: String
    public var locale: PersonalDataLocale
    /// Whose record it is; dates of one subject move together.
    public var subject: String
    public var key: PersonalDataKey

    public init(entity: String, locale: PersonalDataLocale = .global, subject: String = "", key: PersonalDataKey) {
        self.entity = entity
        self.locale = locale
        self.subject = subject
        self.key = key
    }
}

/// Every way, with its usual settings.
public enum PersonalDataOperatorCatalog {
    public static let all: [any PersonalDataOperator] = [
        Redact(), Replace(), Mask(), HashValue(), Encrypt(), Pseudonym(), DateShift(), Generalise(), Keep(),
    ]

    public static func `operator`(named name: String) -> (any PersonalDataOperator)? { all.first { $0.name == name } }
}
