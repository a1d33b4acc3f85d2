/// One kind of personal data: its name, how it is written, and what tells it from another number.
///
/// A value, not a type: an entity is layouts and at most two questions. Those that have no fixed layout (addresses of
/// mail, links, networks, telephones, dates) name the scanner that knows them instead.
public struct PersonalDataEntity: Sendable {
    /// As presidio names it, so that settings and reports carry over.
    public let name: String
    public let locale: PersonalDataLocale
    /// One sentence without a full stop.
    public let summary: String
    /// Base score of its strongest layout, before checksum and context.
    public let score: Double
    /// Words that speak for it when they stand in the five words before.
    public let contextWords: [String]
    public let hasChecksum: Bool
    /// Empty for what a scanner finds.
    public let forms: [PersonalDataForm]
    /// False drops the candidate; true says no more than the layout does.
    let rule: CodeRule?
    /// False drops the candidate; true makes it certain.
    let checksum: CodeRule?
    let scanner: PersonalDataScanner?

    typealias CodeRule = @Sendable (CodeText) -> Bool

    init(
        _ name: String, _ locale: PersonalDataLocale, _ summary: String, _ forms: [PersonalDataForm], context: String,
        rule: CodeRule? = nil, checksum: CodeRule? = nil
    ) {
        self.name = name
        self.locale = locale
        self.summary = summary
        self.forms = forms
        self.rule = rule
        self.checksum = checksum
        score = forms.map(\.score).max() ?? 0
        contextWords = context.split(separator: " ").map(String.init)
        hasChecksum = checksum != nil
        scanner = nil
    }

    init(_ name: String, _ summary: String, _ scanner: PersonalDataScanner, score: Double, hasChecksum: Bool = false, context: String) {
        self.name = name
        locale = .global
        self.summary = summary
        self.scanner = scanner
        self.score = score
        self.hasChecksum = hasChecksum
        contextWords = context.split(separator: " ").map(String.init)
        forms = []
        rule = nil
        checksum = nil
    }

    /// Nothing is found of it without a model of names.
    public var needsNames: Bool { scanner?.isOfNames ?? false }

    /// Whether the letters and digits of a text, whatever parts them, pass its rule and checksum. nil without either.
    public func accepts(_ text: String) -> Bool? {
        guard rule != nil || checksum != nil else { return nil }
        return CodeText.asking(text) { code in
            guard let form = forms.first(where: { $0.admits(code) }) else { return false }
            return (rule?(code) ?? true) && (form.isUnchecked || (checksum?(code) ?? true))
        }
    }
}

/// Kinds of text without a fixed layout, each with a scanner of its own.
enum PersonalDataScanner: Sendable, Hashable, CaseIterable {
    case mail, link, network, hardware, telephone, date
    /// Found by a `NameTagger`.
    case person, location, organisation

    var isOfNames: Bool { self == .person || self == .location || self == .organisation }
}
