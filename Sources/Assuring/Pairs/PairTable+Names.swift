import Kernels
import Records

/// One comparison in words, as a file or a request holds it.
public struct NamedPair: Sendable, Hashable {
    public var annotator: String
    public var left: String
    public var right: String
    /// The name of the preferred item, or `left`, `right`, `tie`, `neither`; names come first.
    public var preferred: String
    public var weight: Double
    public var time: Double?

    public init(annotator: String, left: String, right: String, preferred: String, weight: Double = 1, time: Double? = nil) {
        self.annotator = annotator
        self.left = left
        self.right = right
        self.preferred = preferred
        self.weight = weight
        self.time = time
    }

    /// nil for `neither`, which prefers nothing and does not call the two equal.
    func outcome(row: Int) throws(PairTableError) -> PairTable.Outcome? {
        if preferred == left { return .left }
        if preferred == right { return .right }
        switch preferred {
        case "left": return .left
        case "right": return .right
        case "tie": return .tie
        case "neither": return nil
        default: throw .preferredUnknown(preferred, left: left, right: right, row: row)
        }
    }
}

extension PairTable {
    /// Names become indices in sorted order. Times count only when every row has one.
    public init(pairs: some Sequence<NamedPair>) throws(PairTableError) {
        var items = NameTable()
        var annotators = NameTable()
        var columns: (annotators: [Int32], left: [Int32], right: [Int32], outcomes: [Outcome], weights: [Double]) = ([], [], [], [], [])
        var times: [Double] = []
        var neither = 0
        var row = 0
        for pair in pairs {
            let outcome = try pair.outcome(row: row)
            row += 1
            let (left, right) = (items.index(of: pair.left), items.index(of: pair.right))
            let annotator = annotators.index(of: pair.annotator)
            guard let outcome else { neither += 1; continue }
            columns.annotators.append(annotator)
            columns.left.append(left)
            columns.right.append(right)
            columns.outcomes.append(outcome)
            columns.weights.append(pair.weight)
            if let time = pair.time { times.append(time) }
        }
        let itemNames = items.names.sorted()
        let annotatorNames = annotators.names.sorted()
        try self.init(
            annotators: NameOrder.renumbered(columns.annotators, from: annotators.names, to: annotatorNames),
            left: NameOrder.renumbered(columns.left, from: items.names, to: itemNames),
            right: NameOrder.renumbered(columns.right, from: items.names, to: itemNames),
            outcomes: columns.outcomes, weights: columns.weights, times: times.count == columns.left.count && !times.isEmpty ? times : nil,
            itemNames: itemNames, annotatorNames: annotatorNames, findings: neither == 0 ? [] : [.preferredNeither(neither)])
    }

    init(
        annotators: [Int32], left: [Int32], right: [Int32], outcomes: [Outcome], weights: [Double], times: [Double]?,
        itemNames: [String], annotatorNames: [String], findings: [Finding]
    ) throws(PairTableError) {
        let table = try PairTable(
            annotators: annotators, left: left, right: right, outcomes: outcomes, weights: weights, times: times,
            itemNames: itemNames, annotatorNames: annotatorNames)
        self.init(table, findings: findings + table.findings)
    }

    private init(_ table: PairTable, findings: [Finding]) {
        annotators = table.annotators
        left = table.left
        right = table.right
        outcomes = table.outcomes
        weights = table.weights
        itemNames = table.itemNames
        annotatorNames = table.annotatorNames
        self.findings = findings
    }
}
