import Records

/// How sure the votes of one item are, which decides whether one more person is asked.
///
/// Of each question the share of the commonest answer, or the posterior of a consensus where one was computed; of the
/// item the least of them. "I don't know" is a vote like any other here: two who do not know agree that it is hard.
public enum Certainty {
    /// - Parameters:
    ///   - comparable: the answer as it is compared with others', without ids of parts.
    ///   - known: posteriors by question that a consensus method gave; they replace the share.
    /// - Returns: nil without votes.
    public static func least(
        of voters: [Revision], questions: [String], known: [String: Double] = [:], comparable: (Answer) -> Answer = { $0 }
    ) -> Double? {
        questions.compactMap { known[$0] ?? share(of: voters, question: $0, comparable) }.min()
    }

    private static func share(of voters: [Revision], question: String, _ comparable: (Answer) -> Answer) -> Double? {
        var counts: [Answer: Int] = [:]
        var unknown = 0
        for revision in voters {
            if revision.annotation.unknown.contains(question) { unknown += 1 }
            if let answer = revision.annotation.answers[question] { counts[comparable(answer), default: 0] += 1 }
        }
        let heard = counts.values.reduce(unknown, +)
        return heard == 0 ? nil : Double(max(unknown, counts.values.max() ?? 0)) / Double(heard)
    }
}
