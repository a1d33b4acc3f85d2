import Labeling
import Records
import Testing

@Suite("Certainty")
struct CertaintyTests {
    /// One annotator per letter; `?` does not know.
    private func voters(_ votes: String) -> [Revision] {
        votes.enumerated().map { place, vote in
            let annotation = vote == "?" ? Annotation(unknown: ["q"]) : Annotation(answers: ["q": .choice(String(vote))])
            return Revision(
                id: RevisionID(raw: Int64(place)), item: ItemID(raw: 1), stage: .label, author: PersonID(raw: Int64(place)), number: 1, origin: .person,
                annotation: annotation, definitionVersion: 1, madeAt: Timestamp(milliseconds: 0))
        }
    }

    @Test("is the share of the commonest answer", arguments: [
        ("a", 1), ("ab", 0.5), ("aab", 2.0 / 3), ("aa?", 2.0 / 3), ("??", 1), ("a?b", 1.0 / 3),
    ] as [(String, Double)])
    func share(votes: String, expected: Double) {
        #expect(Certainty.least(of: voters(votes), questions: ["q"]) == expected)
    }

    @Test("is the least of all questions, and a consensus knows better than a share")
    func least() {
        #expect(Certainty.least(of: voters("ab"), questions: ["q", "other"], known: ["q": 0.9]) == 0.9)
        #expect(Certainty.least(of: voters("aa"), questions: ["q", "other"], known: ["other": 0.6]) == 0.6)
        #expect(Certainty.least(of: [], questions: ["q"]) == nil)
    }
}
