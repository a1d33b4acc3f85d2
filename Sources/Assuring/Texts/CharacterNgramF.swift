import Kernels
import Records

/// chrF: shared character n-grams of 1 to 6 scalars, white space left out.
///
/// Precision and recall of the n-grams are averaged over the lengths that either text has, F = (1 + b^2) P R / (b^2 P + R).
/// Between annotators b = 1, which is symmetric; `score(of:against:beta:)` has the usual 2 for a text against a known one.
/// Mean over the texts two annotators share. Two texts without characters agree, one without does not.
/// Paper: Popović (2015), doi 10.18653/v1/W15-3049. N-grams are packed into 64 bits, exactly up to 1,624 different scalars in a
/// table and by a hash beyond. Cost: O(n log n) per text.
public struct CharacterNgramF: TextAgreementMeasure {
    public static let name = "chrf"
    public static let summary = "Shared character n-grams; for translations and captions, where words come in other forms and order"
    static let longest = 6

    public init() {}

    public func agreement(of table: TextTable, bootstrap: Bootstrap?) -> PairwiseAgreement {
        let (codes, starts, symbolCount) = table.scalars()
        var rows: [PairwiseRow] = []
        for item in 0..<table.itemCount {
            let texts = table.texts(ofItem: item)
            let grams = texts.map { CharacterGrams(codes[starts[$0]..<starts[$0 + 1]], base: UInt64(symbolCount + 1)) }
            for left in grams.indices {
                for right in left + 1..<max(grams.count, left + 1) {
                    rows.append(PairwiseRow(
                        item: Int32(item), table.annotators[texts.lowerBound + left], table.annotators[texts.lowerBound + right],
                        agreed: grams[left].score(against: grams[right], beta: 1), possible: 1))
                }
            }
        }
        return table.agreement(rows, Self.name, bootstrap)
    }

    /// F of a text against a reference.
    public static func score(of text: String, against reference: String, beta: Double = 2) -> Double {
        var index = ScalarIndex()
        let (a, b) = (index.scalars(of: text), index.scalars(of: reference))
        let base = UInt64(index.count + 1)
        return CharacterGrams(a[...], base: base).score(against: CharacterGrams(b[...], base: base), beta: beta)
    }
}

/// Sorted n-grams of one text, by length.
private struct CharacterGrams {
    private let grams: [[UInt64]]

    init(_ codes: ArraySlice<Int32>, base: UInt64) {
        let visible = codes.filter { !(($0 >= 9 && $0 <= 13) || $0 == 32) }.map { UInt64($0) + 1 }
        // Six digits to this base must fit into 64 bits; else every digit is spread by an odd factor, as a hash.
        let factor = base <= 1_625 ? base : 0x9E37_79B9_7F4A_7C15
        grams = (1...CharacterNgramF.longest).map { length in
            guard visible.count >= length else { return [] }
            return (0...visible.count - length).map { start in
                var value: UInt64 = 0
                for place in start..<start + length { value = value &* factor &+ visible[place] }
                return value
            }.sorted()
        }
    }

    func score(against reference: CharacterGrams, beta: Double) -> Double {
        var (precision, recall, lengths) = (0.0, 0.0, 0.0)
        for (ours, theirs) in zip(grams, reference.grams) where !ours.isEmpty || !theirs.isEmpty {
            let shared = Double(Self.shared(ours, theirs))
            lengths += 1
            precision += ours.isEmpty ? 0 : shared / Double(ours.count)
            recall += theirs.isEmpty ? 0 : shared / Double(theirs.count)
        }
        guard lengths > 0 else { return 1 }
        let weight = beta * beta * precision + recall
        return weight == 0 ? 0 : (1 + beta * beta) * precision * recall / (weight * lengths)
    }

    private static func shared(_ left: [UInt64], _ right: [UInt64]) -> Int {
        var (i, j, count) = (0, 0, 0)
        while i < left.count, j < right.count {
            if left[i] == right[j] {
                (i, j, count) = (i + 1, j + 1, count + 1)
            } else if left[i] < right[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return count
    }
}
