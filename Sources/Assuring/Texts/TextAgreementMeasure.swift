import Kernels
import Records

/// A measure of how alike annotators' texts of the same item are.
public protocol TextAgreementMeasure: CatalogEntry {
    init()
    /// How much two texts agree out of how much they could, for every two texts of an item.
    func agreement(of table: TextTable, bootstrap: Bootstrap?) -> PairwiseAgreement
}

extension TextAgreementMeasure {
    public func agreement(of table: TextTable) -> PairwiseAgreement { agreement(of: table, bootstrap: nil) }
}

/// Every measure of agreement on texts. Adding one here is all the registration it needs.
public enum TextAgreementCatalog {
    public static let all: [any TextAgreementMeasure] = [WordAccuracy(), CharacterAccuracy(), CharacterNgramF()]

    public static func named(_ name: String) -> (any TextAgreementMeasure)? {
        all.first { $0.name == name }
    }
}

extension TextTable {
    /// All comparisons, in order of items.
    func compared(_ amount: (_ left: Int, _ right: Int) -> (agreed: Double, possible: Double)) -> [PairwiseRow] {
        var rows: [PairwiseRow] = []
        for item in 0..<itemCount {
            let texts = texts(ofItem: item)
            for left in texts {
                for right in left + 1..<max(texts.upperBound, left + 1) {
                    let (agreed, possible) = amount(left, right)
                    rows.append(PairwiseRow(item: Int32(item), annotators[left], annotators[right], agreed: agreed, possible: possible))
                }
            }
        }
        return rows
    }

    func agreement(_ rows: [PairwiseRow], _ measure: String, _ bootstrap: Bootstrap?) -> PairwiseAgreement {
        PairwiseAgreement(rows, measure: measure, itemCount: itemCount, annotatorCount: annotatorCount, bootstrap: bootstrap)
    }

    /// Scalars of all texts as numbers, with the start of each text's.
    func scalars() -> (codes: [Int32], starts: [Int], symbolCount: Int) {
        var index = ScalarIndex()
        var (codes, starts): ([Int32], [Int]) = ([], [0])
        for text in texts {
            codes += index.scalars(of: text)
            starts.append(codes.count)
        }
        return (codes, starts, index.count)
    }
}
