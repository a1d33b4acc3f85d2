import Assuring
import Records

/// What stands beside a coefficient of votes: its interval, what is confused with what, and the same by label and annotator.

public struct IntervalView: Codable, Sendable, Hashable {
    public var low: Double
    public var high: Double
    /// `formula` from the standard error, or `bootstrap` of the items.
    public var method: Method

    public enum Method: String, Codable, Sendable, Hashable, CaseIterable {
        case formula, bootstrap
    }
}

/// How often two annotators of one item gave two labels: what a heat map shows.
public struct ConfusionView: Codable, Sendable, Hashable {
    /// With more labels nobody can read the map, and a browser should not have to draw it.
    public static let mostLabels = 40

    /// The labels used most, in their declared order.
    public var labels: [String]
    /// A row per label and a column per label. Of annotators who are compared with each other it is symmetric, and each pair of
    /// answers counts once: on the diagonal, or in both cells of the two labels.
    public var counts: [[Int]]
    /// Labels beyond the limit, and pairs of answers with one of them.
    public var leftOut: Int
    public var pairsLeftOut: Int
}

/// How far people agree on one label against all others.
public struct ClassAgreementView: Codable, Sendable, Hashable {
    public static let mostLabels = 500

    public var label: String
    /// Answers with it on items that two people or more answered, and such items.
    public var ratings: Int
    public var items: Int
    /// Of the others' answers on items where somebody gave the label, the share that gave it too.
    public var specific: Double?
    /// Krippendorff's alpha of the label against all others; nil exactly when `reason` says why.
    public var alpha: Double?
    public var reason: String?
}

/// How far one annotator agrees with the others.
public struct AnnotatorAgreementView: Codable, Sendable, Hashable {
    public var login: String
    public var votes: Int
    /// Items somebody else answered too, and how many people were met on them.
    public var shared: Int
    public var others: Int
    /// Mean share of the others who said the same.
    public var observed: Double?
    /// The same less what habits alone give; nil exactly when `reason` says why.
    public var kappa: Double?
    public var reason: String?
    /// Krippendorff's alpha of everybody else: much above the group's for somebody who reads the guidelines otherwise.
    public var alphaWithout: Double?
}

extension ConfusionView {
    /// Of everybody with everybody; nil without an item that two people answered.
    init?(_ votes: VoteTable) {
        self.init(ConfusionMatrix.pooled(votes), names: votes.classNames, isSymmetric: true)
    }

    /// - Parameter isSymmetric: a cell holds both directions of its two labels; else rows are one side's labels and columns the other's.
    init?(_ matrix: ConfusionMatrix, names: [String], isSymmetric: Bool) {
        guard matrix.total > 0 else { return nil }
        let shown = Self.used(matrix, names.count)
        var place = [Int32](repeating: -1, count: names.count)
        for (index, label) in shown.enumerated() { place[label] = Int32(index) }
        labels = shown.map { names[$0] }
        counts = Array(repeating: Array(repeating: 0, count: shown.count), count: shown.count)
        pairsLeftOut = 0
        for cell in matrix.cells {
            let (row, column) = (Int(place[Int(cell.row)]), Int(place[Int(cell.column)]))
            guard row >= 0, column >= 0 else { pairsLeftOut += cell.count; continue }
            counts[row][column] += cell.count
            if isSymmetric, row != column { counts[column][row] += cell.count }
        }
        leftOut = names.count - shown.count
    }

    /// The labels in most cells, by how often; of equally many the first declared. In their declared order.
    private static func used(_ matrix: ConfusionMatrix, _ count: Int) -> [Int] {
        guard count > mostLabels else { return Array(0..<count) }
        var uses = [Int](repeating: 0, count: count)
        for cell in matrix.cells {
            uses[Int(cell.row)] += cell.count
            uses[Int(cell.column)] += cell.count
        }
        return (0..<count).sorted { (-uses[$0], $0) < (-uses[$1], $1) }.prefix(mostLabels).sorted()
    }
}

extension ClassAgreementView {
    /// One row per label, in their order; of very many those with the most answers.
    static func table(_ votes: VoteTable) -> [ClassAgreementView] {
        var rows = ClassAgreement.table(of: votes)
        if rows.count > mostLabels {
            rows = rows.sorted { (-$0.ratings, $0.label) < (-$1.ratings, $1.label) }.prefix(mostLabels).sorted { $0.label < $1.label }
        }
        return rows.map { row in
            ClassAgreementView(
                label: votes.classNames[Int(row.label)], ratings: row.ratings, items: row.items, specific: row.specific, alpha: row.alpha,
                reason: row.undefined.map { "\($0)" })
        }
    }
}

extension AnnotatorAgreementView {
    static func table(_ votes: VoteTable, _ logins: [String]) -> [AnnotatorAgreementView] {
        AnnotatorAgreement.table(of: votes).map { row in
            AnnotatorAgreementView(
                login: logins[Int(row.annotator)], votes: row.votes, shared: row.shared, others: row.others, observed: row.observed, kappa: row.kappa,
                reason: row.undefined.map { "\($0)" }, alphaWithout: row.alphaWithout)
        }
    }
}
