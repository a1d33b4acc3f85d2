import Glibc
import Kernels

/// Which language a text is in, without a model from elsewhere.
///
/// The script decides where one language has it for itself (Greek, Thai, Korean, ...; kana makes Han Japanese). Otherwise
/// naive Bayes over runs of one to a few letters (after Cavnar and Trenkle, 1994, and Nakatani's language-detection):
/// each run adds the log of how much likelier it is in a language than a run never seen there. All runs are used, so the
/// answer is the same every time, unlike that of the library named, which draws some.
///
///     let identifier = LanguageIdentifier(try LanguageProfiles(bytes))
///     identifier.identify("Wo ist der Bahnhof?")      // de
///
/// Cost: about 60 ns a letter with 55 languages; only the first 5,000 letters are read.
public struct LanguageIdentifier: Sendable {
    private let profiles: LanguageProfiles?
    private let grams: LetterGrams
    /// Whether each language of the profiles may be told; nil: any.
    private var allowed: [Bool]?
    /// Runs overlap, so they are no independent witnesses: for the probability each counts for a quarter, and all of a text for
    /// no more than thirty; more only settle the order. Fitted so that of texts told with probability p a share p is right
    /// (8,000 messages of programs in 40 languages).
    private static let weightOfRun = 0.25
    private static let mostRuns = 30.0

    /// Without profiles only scripts are told apart.
    public init(_ profiles: LanguageProfiles? = nil) {
        self.profiles = profiles
        grams = LetterGrams(longest: profiles?.longest ?? 1)
    }

    /// The languages that can be told by their letters' frequencies.
    public var languages: [String] { profiles?.languages ?? [] }

    /// All that can be told, by their letters' frequencies or by their script, in the order of their codes.
    public var known: [String] { Set(languages + LetterScript.allCases.compactMap(\.onlyLanguage)).sorted() }

    /// The same, comparing letters' frequencies only with those of these languages; with all where none is named. Scripts tell
    /// what they told.
    public func among(_ languages: [String]) -> LanguageIdentifier {
        var identifier = self
        identifier.allowed = languages.isEmpty ? nil : self.languages.map(languages.contains)
        return identifier
    }

    public func identify(_ text: String) -> LanguageGuess {
        var text = text, grams = grams
        text.withUTF8 { grams.cut($0) }
        let total = grams.letters.reduce(0, +)
        guard total > 0 else { return LanguageGuess(language: nil, probability: 0, letters: 0, script: .other, runnersUp: []) }
        let script = Self.script(grams.letters)
        let share = Double(grams.letters[Int(script.rawValue)]) / Double(total)
        if let only = script.onlyLanguage {
            return LanguageGuess(language: only, probability: share, letters: total, script: script, runnersUp: [])
        }
        return ranked(grams, total, script)
    }

    /// The most frequent script; Han with a twentieth of kana is Japanese.
    private static func script(_ letters: [Int]) -> LetterScript {
        let most = letters.indices.max { (letters[$0], -$0) < (letters[$1], -$1) } ?? 0
        let script = LetterScript(rawValue: UInt8(most)) ?? .other
        let (han, kana) = (letters[Int(LetterScript.han.rawValue)], letters[Int(LetterScript.kana.rawValue)])
        return script == .han && kana * 20 >= han ? .kana : script
    }

    private func ranked(_ grams: LetterGrams, _ letters: Int, _ script: LetterScript) -> LanguageGuess {
        guard let profiles else { return LanguageGuess(language: nil, probability: 0, letters: letters, script: script, runnersUp: []) }
        var scores = [Double](repeating: 0, count: profiles.languages.count)
        let known = profiles.score(grams.hashes, into: &scores)
        let order = scores.indices.filter { allowed?[$0] ?? true }.sorted { (scores[$0], profiles.languages[$1]) > (scores[$1], profiles.languages[$0]) }
        guard known > 0, let first = order.first, case let best = scores[first] else { return LanguageGuess(language: nil, probability: 0, letters: letters, script: script, runnersUp: []) }
        let scale = min(Self.weightOfRun, Self.mostRuns / Double(known))
        let weights = order.map { exp((scores[$0] - best) * scale) }
        let sum = weights.reduce(0, +)
        let ranking = zip(order, weights).prefix(4).map { LanguageGuess.Candidate(language: profiles.languages[$0], probability: $1 / sum) }
        return LanguageGuess(
            language: ranking[0].language, probability: ranking[0].probability, letters: letters, script: script, runnersUp: Array(ranking.dropFirst()))
    }
}

/// The likeliest language of a text.
public struct LanguageGuess: Sendable, Hashable {
    public struct Candidate: Sendable, Hashable {
        public var language: String
        public var probability: Double
    }

    /// nil: no letters, or none that the profiles know.
    public var language: String?
    /// Among the known languages; keep a text from about 0.65 (the cut FineWeb uses). The share of the script's letters when
    /// the script decided.
    public var probability: Double
    public var letters: Int
    public var script: LetterScript
    public var runnersUp: [Candidate]
}
