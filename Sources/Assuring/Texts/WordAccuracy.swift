import Kernels
import Records

/// One less the word error rate: 1 - d / max(m, n), d the least number of words to insert, delete or replace.
///
/// A word error rate divides by the length of the reference; between two annotators neither is the reference, and the longer
/// one makes it symmetric and keeps it within 0...1. Two texts without words agree. For a text against a known one use
/// `TextErrorRate.words`. Cost: O(m n / 64) for each two texts of an item.
public struct WordAccuracy: TextAgreementMeasure {
    public static let name = "word-accuracy"
    public static let summary = "One less the word error rate between two texts; for transcripts and translations"

    public init() {}

    public func agreement(of table: TextTable, bootstrap: Bootstrap?) -> PairwiseAgreement {
        var distance = EditDistance(symbolCount: table.vocabulary.count)
        let rows = table.compared { left, right in
            let (a, b) = (table.words(ofText: left), table.words(ofText: right))
            let longer = max(a.count, b.count)
            return (Double(longer - distance.between(a, b)), Double(longer))
        }
        return table.agreement(rows, Self.name, bootstrap)
    }
}
