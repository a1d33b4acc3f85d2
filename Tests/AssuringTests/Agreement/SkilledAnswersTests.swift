import Foundation
import Testing

@testable import Assuring

@Suite("Votes as probabilities")
struct SkilledAnswersTests {
    @Test("consistency and uncertainty by hand")
    func byHand() throws {
        // Three classes; annotators of skill 0.8 and 0.5.
        let answers = SkilledAnswers(.drawn("ab", "aa", "--", classes: "abc"), skills: [0.8, 0.5])
        let found = answers.consistencies(with: [0, 0, -1])
        #expect(isClose(found[0], 0.8 * 0.25 / (0.8 * 0.25 + 0.1 * 0.5 + 0.1 * 0.25)))
        #expect(isClose(found[1], 0.8 * 0.5 / (0.8 * 0.5 + 2 * 0.1 * 0.25)))
        #expect(found[2] == nil)
        let shares = [0.8 + 0.25, 0.1 + 0.5, 0.1 + 0.25].map { $0 / 2 }
        #expect(isClose(answers.uncertaintyOfItems()[0], -shares.reduce(0) { $0 + $1 * log($1) }))
        #expect(answers.uncertaintyOfItems()[2] == nil)
        let own = [0.5 + 0.25, 0.25 + 0.5, 0.5].map { $0 / 2 }
        #expect(isClose(answers.uncertaintyOfAnnotators()[1], -own.reduce(0) { $0 + $1 * log($1) }))
    }

    @Test("infallible annotators: agreement is certain, contradiction is 0, entropy is of the answers")
    func infallible() {
        let answers = SkilledAnswers(.drawn("aa", "ab"), skills: [1, 1])
        #expect(answers.consistencies(with: [0, 0]) == [1, 0])
        #expect(answers.uncertaintyOfItems()[0] == 0 && isClose(answers.uncertaintyOfItems()[1], log(2)))
    }

    @Test("hundreds of votes on an item do not underflow")
    func manyVotes() {
        let answers = SkilledAnswers(.drawn(String(repeating: "a", count: 500) + String(repeating: "b", count: 499)), skills: Array(repeating: 0.6, count: 999))
        #expect(isClose(answers.consistencies(with: [0])[0], 0.6, 1e-9))
    }

    @Test("one declared class is certain")
    func oneClass() {
        let answers = SkilledAnswers(.drawn("aa"), skills: [0.7, 0.9])
        #expect(answers.consistencies(with: [0]) == [1] && answers.uncertaintyOfItems() == [0] && answers.uncertaintyOfAnnotators() == [0, 0])
    }
}
