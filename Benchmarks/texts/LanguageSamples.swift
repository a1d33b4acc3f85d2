import Preparing

/// Sentences whose language is known, one a line: `language<TAB>sentence`.
struct LanguageSamples {
    let all: [(language: String, text: String)]

    init(_ file: String) {
        all = file.split(separator: "\n").compactMap { line in
            line.firstIndex(of: "\t").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
        }
    }

    /// Over the languages that can be told apart, in all and for each; a variant counts as its language.
    func accuracy(_ guesses: [LanguageGuess], _ identifier: LanguageIdentifier) -> [String: Double] {
        let known = Set(identifier.languages + ["el", "he", "zh", "ja", "ko", "hy", "ka", "bn", "pa", "gu", "ta", "te", "kn", "ml", "th", "km", "my"])
        var seen: [String: Int] = [:], right: [String: Int] = [:]
        for (sample, guess) in zip(all, guesses) {
            let language = Self.base(sample.language)
            guard known.contains(language) else { continue }
            for key in ["all", language] {
                seen[key, default: 0] += 1
                right[key, default: 0] += guess.language == language ? 1 : 0
            }
        }
        return Dictionary(uniqueKeysWithValues: seen.map { ("accuracy " + $0.key, Double(right[$0.key, default: 0]) / Double($0.value)) })
            .merging(["sentences": Double(seen["all", default: 0]), "languages": Double(seen.count - 1)]) { first, _ in first }
    }

    /// `pt-br` is `pt`; Django's `nb` is the profiles' `no`.
    private static func base(_ language: String) -> String {
        let base = String(language.prefix { $0 != "-" })
        return base == "nb" ? "no" : base
    }
}
