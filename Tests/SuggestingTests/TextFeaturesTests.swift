import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("Text features")
struct TextFeaturesTests {
    /// Ten obvious lines: the pieces of a text as strings.
    private func pieces(_ text: String) -> (words: [String], grams: [String]) {
        let lower = text.lowercased()
        let tokens = lower.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }).map(String.init)
        var words = tokens + zip(tokens, tokens.dropFirst()).map { $0 + " " + $1 }
        words += tokens.filter { $0.contains(where: \.isNumber) }.map { "#" + String($0.map { $0.isNumber ? "0" : $0 }) }
        var grams: [String] = []
        for token in lower.split(separator: " ") {
            let padded = Array(" " + token.map { $0.isNumber ? "0" : String($0) }.joined() + " ")
            for size in 3...5 {
                if padded.count <= size { grams.append(String(padded)); break }
                for start in 0...(padded.count - size) { grams.append(String(padded[start..<start + size])) }
            }
        }
        return (words, grams)
    }

    @Test("a row holds each piece once, with 1 + ln(count)", arguments: [
        "Free entry in 2 a wkly comp, call 08452810075 now now now", "ok", "", "   ", "é à ü naïve café",
    ])
    func reference(text: String) {
        let rows = TextFeatures(bits: 24).hashed([text])
        let (words, grams) = pieces(text)
        let counts = Dictionary((words + grams.map { "|" + $0 }).map { ($0, 1) }, uniquingKeysWith: +)
        #expect(rows.storedCount == counts.count)
        let expected = counts.values.map { 1 + log(Float($0)) }.sorted()
        #expect(zip(rows.values.sorted(), expected).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(rows.columns == rows.columns.sorted())
        #expect(rows.columns.count { $0 < 1 << 23 } == Set(words).count)
    }

    @Test("case, composed letters and width make no difference; digits do only to words")
    func folding() {
        func columns(_ text: String) -> [UInt32] { TextFeatures().hashed([text]).columns }
        #expect(columns("CAFÉ") == columns("cafe\u{301}"))
        #expect(columns("call 0800 1") != columns("call 0900 1"))
        let grams = TextFeatures(longestWordRun: 0)
        #expect(grams.hashed(["call 0800"]).columns == grams.hashed(["call 0912"]).columns)
    }

    @Test("signed columns cancel on collision, and are the same columns")
    func signed() {
        let text = "the cat sat on the mat with 12 others"
        let plain = TextFeatures(bits: 20).hashed([text]), signed = TextFeatures(bits: 20, isSigned: true).hashed([text])
        #expect(plain.columns == signed.columns)
        #expect(signed.values.contains { $0 < 0 } && signed.values.contains { $0 > 0 })
        #expect(signed.values.map(abs) == plain.values)
    }

    @Test("rows are as long as 1, both kinds as long as each other, unseen columns left out")
    func weights() {
        let hashed = TextFeatures().hashed(["one two three", "two four", "unknown matter", "two unknown"])
        let terms = TermWeights.fit(hashed, rows: [0, 1])
        let rows = terms.apply(to: hashed, rows: [0, 1, 2, 3])
        func squares(_ row: Int, _ keep: (UInt32) -> Bool) -> Float {
            (rows.starts[row]..<rows.starts[row + 1]).reduce(0) { sum, place in
                keep(terms.buckets[Int(rows.columns[place])]) ? sum + rows.values[place] * rows.values[place] : sum
            }
        }
        for row in [0, 1, 3] {
            #expect(abs(squares(row) { _ in true } - 1) < 1e-5)
            #expect(abs(squares(row) { $0 < 1 << 17 } - 0.5) < 1e-5)
        }
        #expect(squares(2) { _ in true } == 0)
    }
}
