/// Tells the language of text after text, says which are not wanted, and counts.
///
///     var filter = LanguageFilter(identifier, settings)
///     for item in items { if let reason = filter.add(item.key, item.text).reason { ... } }
///     print(filter.report)
///
/// Memory does not grow with the number of texts. Cost: that of `LanguageIdentifier`.
public struct LanguageFilter: Sendable {
    private let identifier: LanguageIdentifier
    private let settings: LanguageSettings
    private var tally: LanguageTally

    /// - Parameter excerpt: characters of a text that stand beside its key in the report; 0 where nobody may read texts there.
    public init(_ identifier: LanguageIdentifier, _ settings: LanguageSettings = LanguageSettings(), examples: Int = 3, excerpt: Int = 0) {
        self.identifier = identifier.among(settings.among)
        self.settings = settings
        tally = LanguageTally(examples: examples, excerpt: excerpt)
    }

    /// Languages with the most texts first.
    public var report: LanguageReport { tally.report { [settings] in settings.keep.isEmpty || settings.keep.contains($0) } }

    @discardableResult
    public mutating func add(_ key: String, _ text: String) -> LanguageVerdict {
        let guess = identifier.identify(text)
        let language = guess.probability >= settings.threshold ? guess.language : nil
        let verdict = LanguageVerdict(language: language, guess: guess, reason: reason(language))
        tally.add(key, text, verdict)
        return verdict
    }

    private func reason(_ language: String?) -> LanguageVerdict.Reason? {
        guard !settings.keep.isEmpty else { return nil }
        guard let language else { return settings.keepsUndetermined ? nil : .undetermined }
        return settings.keep.contains(language) ? nil : .other
    }
}

/// What was told of one text.
public struct LanguageVerdict: Sendable, Hashable {
    /// Why a text is not kept; the raw values stand in `dropped_by`.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case other = "language_other"
        case undetermined = "language_undetermined"
    }

    /// nil where no guess is probable enough.
    public var language: String?
    public var guess: LanguageGuess
    /// nil: kept.
    public var reason: Reason?
}
