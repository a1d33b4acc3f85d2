/// One place of a text that tells who somebody is.
public struct PersonalDataSpan: Sendable, Hashable, Codable {
    /// `CREDIT_CARD`, `US_SSN`: a name of `PersonalDataCatalog`.
    public var entity: String
    /// In Unicode scalars, end exclusive: the offsets that labels use.
    public var range: Range<Int>
    /// From 0 to 1: how sure the finder is.
    public var score: Double
    public var evidence: PersonalDataEvidence
    /// Whose number it is; for a telephone, the country whose plan it follows.
    public var locale: PersonalDataLocale

    public init(entity: String, range: Range<Int>, score: Double, evidence: PersonalDataEvidence = PersonalDataEvidence(), locale: PersonalDataLocale = .global) {
        self.entity = entity
        self.range = range
        self.score = score
        self.evidence = evidence
        self.locale = locale
    }
}

/// Why a span was found: what a reviewer wants to know before accepting it.
public struct PersonalDataEvidence: Sendable, Hashable, Codable {
    /// Its check digits agree, or what stands for them: the suffix of a host.
    public var checksum: Bool
    /// The word among the five before it that speaks for it.
    public var contextWord: String?

    public init(checksum: Bool = false, contextWord: String? = nil) {
        self.checksum = checksum
        self.contextWord = contextWord
    }
}
