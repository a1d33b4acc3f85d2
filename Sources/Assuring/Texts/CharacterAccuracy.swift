import Kernels
import Records

/// One less the character error rate: 1 - d / max(m, n) over Unicode scalars, white space included.
///
/// For short answers, names, numbers and languages without spaces, where a word error rate is all or nothing.
/// Symmetric as `WordAccuracy`. Cost: O(m n / 64) for each two texts of an item.
public struct CharacterAccuracy: TextAgreementMeasure {
    public static let name = "character-accuracy"
    public static let summary = "One less the character error rate between two texts; for short answers and languages without spaces"

    public init() {}

    public func agreement(of table: TextTable, bootstrap: Bootstrap?) -> PairwiseAgreement {
        let (codes, starts, symbolCount) = table.scalars()
        var distance = EditDistance(symbolCount: symbolCount)
        let rows = table.compared { left, right in
            let (a, b) = (codes[starts[left]..<starts[left + 1]], codes[starts[right]..<starts[right + 1]])
            let longer = max(a.count, b.count)
            return (Double(longer - distance.between(a, b)), Double(longer))
        }
        return table.agreement(rows, Self.name, bootstrap)
    }
}
