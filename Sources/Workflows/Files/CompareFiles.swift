import Assuring
import Records

/// Compares two files of labels, item by item.
public enum CompareFiles {
    public static func compare(_ first: String, _ second: String, _ columns: VoteFiles.Columns, watch: ReadWatch? = nil) throws -> (report: CompareReport, findings: FileFindings) {
        var findings = FileFindings()
        let one = try ItemLabels.read(first, columns, &findings, watch)
        let other = try ItemLabels.read(second, columns, &findings, watch)
        return (try CompareReport(one, other), findings)
    }

    /// Every method that needs no more than votes, without being told the known answers it is judged by.
    public static func methods(_ path: String, gold: String, _ columns: VoteFiles.Columns, watch: ReadWatch? = nil) throws -> (report: MethodComparison, findings: FileFindings) {
        var known = FileFindings()
        let answers = try GoldFile(gold, columns, &known)
        let (votes, read) = try VoteFile.read(path, columns, known: answers.labels, watch)
        var findings = read
        findings += known.kept
        let truth = try answers.classes(of: votes, &findings)
        let judged = truth.indices.filter { truth[$0] >= 0 && !votes.votes(ofItem: Int32($0)).isEmpty }
        var rows: [MethodComparison.Row] = []
        var winners: [[Int32]] = []
        for method in ConsensusCatalog.all {
            guard method.name != GoldMajority.name else {
                rows.append(.init(method: method.name, right: 0, judged: judged.count, reason: "it learns from the known answers, so they cannot judge it"))
                continue
            }
            do {
                let consensus = try VoteFiles.settled(votes, by: method)
                let right = judged.count { consensus.winner[$0] == truth[$0] }
                let share = ShareWithInterval(right: right, count: judged.count)
                rows.append(.init(method: method.name, right: right, judged: judged.count, accuracy: share.share, interval: .init(low: share.low, high: share.high, method: .formula)))
                winners.append(consensus.winner)
            } catch let error as WorkflowError {
                rows.append(.init(method: method.name, right: 0, judged: judged.count, reason: error.message))
            }
        }
        let equal = winners.map { left in winners.map { share(left, $0) } }
        return (MethodComparison(source: path, votes: votes.count, items: votes.itemCount, gold: judged.count, methods: rows, equal: equal), findings)
    }

    private static func share(_ left: [Int32], _ right: [Int32]) -> Double? {
        let both = left.indices.filter { left[$0] >= 0 && right[$0] >= 0 }
        return both.isEmpty ? nil : Double(both.count { left[$0] == right[$0] }) / Double(both.count)
    }
}

extension CompareReport {
    /// Both sides as two annotators of one table: what is known of tables of votes holds for them.
    ///
    /// - Throws: `compare.no-overlap` when no item is in both.
    init(_ one: ItemLabels, _ other: ItemLabels) throws {
        var seen = SeenVotes()
        let sides = [seen.annotatorNames.index(of: "1"), seen.annotatorNames.index(of: "2")]
        for (side, file) in zip(sides, [one, other]) {
            let labels = file.labels.names.map { seen.classNames.index(of: $0) }
            for (place, item) in file.items.names.enumerated() {
                seen.items.append(seen.itemNames.index(of: item))
                seen.annotators.append(side)
                seen.classes.append(labels[Int(file.labelOf[place])])
            }
        }
        let votes = try VoteTable(seen)
        let matrix = ConfusionMatrix(votes, 0, 1)
        guard matrix.total > 0 else {
            throw WorkflowError(.unprocessable, "compare.no-overlap", "no item of `\(one.name)` is in `\(other.name)`", hint: "look whether both name items alike: the first has `\(one.items.names[0].prefix(60))`, the second `\(other.items.names[0].prefix(60))`")
        }
        let kappa = CohenKappa().agreement(of: matrix)
        self.init(
            first: Side(name: one.name, items: one.count, only: one.count - matrix.total), second: Side(name: other.name, items: other.count, only: other.count - matrix.total),
            both: matrix.total, equal: matrix.agreements, agreement: Double(matrix.agreements) / Double(matrix.total),
            kappa: Kappa(
                value: kappa.value, reason: kappa.undefined.map { "\($0)" }, interval: kappa.interval.map { IntervalView(low: $0.low, high: $0.high, method: .formula) },
                band: kappa.band?.rawValue),
            confusion: ConfusionView(matrix, names: votes.classNames, isSymmetric: false), labels: Self.labels(matrix, votes.classNames), differing: Self.differing(votes))
    }

    private static func labels(_ matrix: ConfusionMatrix, _ names: [String]) -> [Label] {
        let (rows, columns) = (matrix.rowTotals, matrix.columnTotals)
        var both = [Int](repeating: 0, count: names.count)
        for cell in matrix.cells where cell.row == cell.column { both[Int(cell.row)] = cell.count }
        return names.indices.filter { rows[$0] + columns[$0] > 0 }.map { label in
            Label(
                label: names[label], first: rows[label], second: columns[label], both: both[label],
                precision: rows[label] > 0 ? Double(both[label]) / Double(rows[label]) : nil, recall: columns[label] > 0 ? Double(both[label]) / Double(columns[label]) : nil,
                f1: 2 * Double(both[label]) / Double(rows[label] + columns[label]))
        }
    }

    private static func differing(_ votes: VoteTable) -> [Differing] {
        votes.allItems.compactMap { item in
            let range = votes.votes(ofItem: item)
            guard range.count == 2, votes.classes[range.lowerBound] != votes.classes[range.lowerBound + 1] else { return nil }
            return Differing(
                item: votes.itemNames[Int(item)], first: votes.classNames[Int(votes.classes[range.lowerBound])],
                second: votes.classNames[Int(votes.classes[range.lowerBound + 1])])
        }
    }
}
