import Foundation
import Testing
@testable import Suggesting

@Suite("Entities in texts")
struct EntityTests {
    private static let names = ["Ann Lee", "Bob", "Éva Nagy", "Li 🎉 Wei", "Tom Hill"], towns = ["Paris", "New York", "Graz", "Łódź"]

    /// Forty texts that name a person and a town.
    static func sample() -> (texts: [String], spans: [[TextSpan]]) {
        var texts: [String] = [], spans: [[TextSpan]] = []
        for row in 0..<40 {
            let name = names[row % 5], town = towns[row % 4]
            let text = row % 2 == 0 ? "Mr \(name) lives in \(town) now" : "😀 in \(town) we met Mr \(name)"
            texts.append(text)
            spans.append([(name, "person"), (town, "town")].map { found, label in
                let start = text.unicodeScalars.distance(from: text.unicodeScalars.startIndex, to: text.range(of: found)!.lowerBound)
                return TextSpan(start: start, end: start + found.unicodeScalars.count, label: label)
            })
        }
        return (texts, spans)
    }

    @Test("names and towns are learned, their offsets count scalars")
    func learns() throws {
        let (texts, spans) = Self.sample()
        let fitted = try EntityTraining(folds: 4).fit(texts, spans)
        #expect(fitted.report.f1 ?? 0 > 0.9)
        #expect(fitted.report.droppedSpans == 0)
        let found = fitted.model.predict(texts)
        for (found, given) in zip(found, spans) {
            #expect(Set(found.map { "\($0.start)-\($0.end) \($0.label)" }) == Set(given.map { "\($0.start)-\($0.end) \($0.label)" }))
            #expect(found.allSatisfy { ($0.confidence ?? 0) > 0.3 && ($0.confidence ?? 2) <= 1 })
        }
    }

    @Test("the bytes do not depend on threads, and what is read back predicts the same")
    func roundTrip() throws {
        let (texts, spans) = Self.sample()
        let model = try EntityTraining(folds: 0, threads: 1).fit(texts, spans).model
        let other = try EntityTraining(folds: 0, threads: 3).fit(texts, spans).model
        #expect(model.data == other.data)
        let read = try EntityModel(data: model.data)
        #expect(read.predict(texts) == model.predict(texts, threads: 2))
        #expect(try ModelFile.kind(of: model.data) == "text-entities")
    }

    @Test("every truncation of a file is told and none traps")
    func truncated() throws {
        let (texts, spans) = Self.sample()
        let data = try EntityTraining(folds: 0, maximumIterations: 2).fit(texts, spans).model.data
        for length in stride(from: 0, to: data.count, by: 97) {
            #expect(throws: SuggestingError.self) { try EntityModel(data: Array(data.prefix(length))) }
        }
        #expect(throws: SuggestingError.self) { try TrainedModel(data: data) }
    }

    @Test("marks inside words take the word, marks on nothing or on a mark are left out; both are counted")
    func crooked() throws {
        let (texts, spans) = Self.sample()
        var crooked = spans
        crooked[0] = [TextSpan(start: 4, end: 9, label: "person"), TextSpan(start: 3, end: 5, label: "town"), TextSpan(start: 2, end: 3, label: "town")]
        let report = try EntityTraining(folds: 0, maximumIterations: 2).fit(texts, crooked).report
        #expect(report.adjustedSpans == 1)
        #expect(report.droppedSpans == 2)
    }

    @Test("nothing marked, no words and no texts are told")
    func refusals() {
        #expect(throws: SuggestingError.nothingMarked(rows: 2)) { try EntityTraining().fit(["a", "b"], [[], []]) }
        #expect(throws: SuggestingError.nothingMarked(rows: 0)) { try EntityTraining().fit([], []) }
        #expect(throws: SuggestingError.noFeatures(rows: 1)) { try EntityTraining().fit([" "], [[TextSpan(start: 0, end: 1, label: "x")]]) }
        #expect(throws: SuggestingError.countsDiffer(texts: 1, labels: 0)) { try EntityTraining().fit(["a"], []) }
    }

    @Test("words are cut where the rule says, in scalars", arguments: [
        (TokenCut.spaces, "a  b,c\n😀 d", [0, 3, 7, 9], [1, 6, 8, 10]),
        (.words, "don't go, Li.", [0, 6, 8, 10, 12], [5, 8, 9, 12, 13]),
        (.words, "", [], []),
    ])
    func cuts(cut: TokenCut, text: String, starts: [Int], ends: [Int]) {
        let row = cut.tokens(of: text)
        #expect(row.starts == starts)
        #expect(row.ends == ends)
    }
}
