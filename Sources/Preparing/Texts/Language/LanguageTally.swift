import Kernels

/// Texts counted by language, with a few of each drawn by the hash of their keys.
struct LanguageTally: Sendable {
    private struct Group {
        var count = 0
        var probability = 0.0
        /// Least hashes first.
        var drawn: [(hash: UInt64, example: LanguageReport.Example)] = []
    }

    private let examples: Int
    private let excerpt: Int
    private var groups: [String: Group] = [:]
    private var (seen, kept, withoutLetters) = (0, 0, 0)

    init(examples: Int, excerpt: Int) {
        self.examples = examples
        self.excerpt = excerpt
    }

    mutating func add(_ key: String, _ text: String, _ verdict: LanguageVerdict) {
        seen += 1
        kept += verdict.reason == nil ? 1 : 0
        withoutLetters += verdict.guess.letters == 0 ? 1 : 0
        var group = groups.removeValue(forKey: verdict.language ?? LanguageCode.undetermined) ?? Group()
        group.count += 1
        group.probability += verdict.guess.probability
        draw(key, text, verdict.guess, &group)
        groups[verdict.language ?? LanguageCode.undetermined] = group
    }

    private func draw(_ key: String, _ text: String, _ guess: LanguageGuess, _ group: inout Group) {
        let hash = Hash64.of(key)
        guard group.drawn.count < examples || hash < group.drawn.last?.hash ?? 0 else { return }
        let example = LanguageReport.Example(key: key, probability: guess.probability, excerpt: excerpt > 0 ? Self.line(text, excerpt) : nil)
        group.drawn.insert((hash, example), at: group.drawn.firstIndex { hash < $0.hash } ?? group.drawn.count)
        if group.drawn.count > examples { group.drawn.removeLast() }
    }

    /// White space and control characters as single spaces.
    private static func line(_ text: String, _ limit: Int) -> String {
        let start = text.unicodeScalars.prefix(limit * 4).map { $0.value < 32 || $0.value == 127 || $0.properties.isWhitespace ? " " : Character($0) }
        let words = String(start).split(separator: " ").joined(separator: " ")
        return words.count > limit ? words.prefix(limit - 1) + "…" : words
    }

    func report(isKept: (String) -> Bool) -> LanguageReport {
        var report = LanguageReport()
        (report.seen, report.kept) = (seen, kept)
        let all = Double(max(1, seen))
        for (language, group) in groups.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
            let (share, drawn) = (Double(group.count) / all, group.drawn.map(\.example))
            if language == LanguageCode.undetermined {
                report.undetermined = .init(count: group.count, share: share, withoutLetters: withoutLetters, examples: drawn)
            } else {
                report.languages.append(.init(
                    language: language, count: group.count, share: share, probability: group.probability / Double(group.count),
                    isKept: isKept(language), examples: drawn))
            }
        }
        return report
    }
}
