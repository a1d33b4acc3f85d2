import Kernels
import Records

/// A measure of how far two annotators marked the same spans of a text.
///
/// Chance-corrected coefficients need a count of what was rightly left unmarked, and a text has no such count of spans: agreement
/// is the mean over pairs of annotators (`PairwiseAgreement`). Two who both marked nothing agree fully.
public protocol SpanAgreementMeasure: CatalogEntry {
    init()
    /// Whether spans with different labels can match.
    var labels: PartMatching.Labels { get set }
    /// Amount agreed of the amount possible between two sheets of an item.
    func compare(_ left: [LabelledSpan], _ right: [LabelledSpan], tokenEnds: [Int32]) -> (agreed: Double, possible: Double)
}

extension SpanAgreementMeasure {
    /// `span-exact`, or `span-exact:unlabelled`; what `SpanAgreementCatalog.named` takes.
    public var fullName: String { labels == .equal ? name : "\(name):unlabelled" }

    public func agreement(of table: SpanTable, bootstrap: Bootstrap? = nil) -> PairwiseAgreement {
        var rows: [PairwiseRow] = []
        for item in 0..<table.itemCount {
            let sheets = Array(table.sheets(ofItem: item))
            for left in sheets.indices {
                for right in left + 1..<max(sheets.count, left + 1) {
                    let (agreed, possible) = compare(sheets[left].spans, sheets[right].spans, tokenEnds: table.tokenEnds[item])
                    rows.append(PairwiseRow(item: Int32(item), sheets[left].annotator, sheets[right].annotator, agreed: agreed, possible: possible))
                }
            }
        }
        return PairwiseAgreement(rows, measure: fullName, itemCount: table.itemCount, annotatorCount: table.annotatorCount, bootstrap: bootstrap)
    }

    /// The same, looking only at spans with that label: agreement per label.
    public func agreement(of table: SpanTable, label: Int32, bootstrap: Bootstrap? = nil) -> PairwiseAgreement {
        agreement(of: table.only(label), bootstrap: bootstrap)
    }
}

/// Every measure of agreement on spans. Adding one here is all the registration it needs.
public enum SpanAgreementCatalog {
    public static let all: [any SpanAgreementMeasure] = [SpanExactF1(), SpanOverlapF1(), SpanTokenF1(), SpanCharacterIoU()]

    /// Each measure with labels and without.
    public static var allVariants: [any SpanAgreementMeasure] {
        all.flatMap { measure in
            var unlabelled = measure
            unlabelled.labels = .ignored
            return [measure, unlabelled]
        }
    }

    /// `"span-exact"`, or without labels: `"span-exact:unlabelled"`.
    public static func named(_ name: String) -> (any SpanAgreementMeasure)? {
        allVariants.first { $0.fullName == name }
    }
}

extension SpanTable {
    private init(_ table: SpanTable, sheets: [Sheet]) {
        itemNames = table.itemNames
        annotatorNames = table.annotatorNames
        labelNames = table.labelNames
        self.sheets = sheets
        itemStart = table.itemStart
        tokenEnds = table.tokenEnds
        findings = table.findings
    }

    func only(_ label: Int32) -> SpanTable {
        SpanTable(self, sheets: sheets.map { sheet in
            var kept = sheet
            kept.spans.removeAll { $0.label != label }
            return kept
        })
    }
}
