import Records

/// Groups of spans as votes: each group is an item, each annotator of its text votes for a label or for "nothing here".
struct SpanVotes {
    /// Class of "nothing here"; labels follow.
    static let absent: Int32 = 0

    /// By text, then by place.
    private(set) var groups: [(item: Int, members: [SpanGroups.Member])] = []
    let table: SpanTable

    init(_ table: SpanTable, iou: Double) {
        self.table = table
        let grouping = SpanGroups(iou: iou)
        for item in 0..<table.itemCount {
            for members in grouping.groups(table.sheets(ofItem: item)) { groups.append((item, members)) }
        }
    }

    var classCount: Int { table.labelNames.count + 1 }

    var voteTable: VoteTable {
        var columns = VoteColumns(items: [], annotators: [], classes: [], weights: nil)
        for (place, group) in groups.enumerated() {
            for sheet in table.sheets(ofItem: group.item) {
                columns.items.append(Int32(place))
                columns.annotators.append(sheet.annotator)
                columns.classes.append(group.members.first { $0.annotator == sheet.annotator }.map { $0.span.label + 1 } ?? Self.absent)
            }
        }
        return VoteTable(
            checked: columns, itemNames: groups.indices.map(String.init), annotatorNames: table.annotatorNames,
            classNames: [""] + table.labelNames, findings: [])
    }

    /// - Parameter posterior: groups x classes, row-major.
    func settle(
        _ posterior: [Double], bar: Double, by method: some SpanConsensusMethod, iterations: Int, stopReason: Consensus.StopReason
    ) -> SpanConsensus {
        var items = (0..<table.itemCount).map {
            SpanConsensus.Item(item: Int32($0), annotators: table.sheets(ofItem: $0).count, settled: [], open: [], dismissed: [])
        }
        for (place, group) in groups.enumerated() {
            let row = Array(posterior[place * classCount..<(place + 1) * classCount])
            let span = span(group.members, row)
            let labelShare = span.support > 0 ? span.posterior / span.support : 0
            let rival = row[1...].enumerated().filter { Int32($0.offset) != span.label }.map(\.element).max() ?? 0
            let isTied = span.posterior - rival <= Consensus.tieSlack
            if span.support >= bar - 1e-9, labelShare >= bar - 1e-9, !isTied {
                items[group.item].settled.append(span)
            } else if method is SpanDawidSkene, 1 - span.support >= bar - 1e-9 {
                items[group.item].dismissed.append(span)
            } else {
                items[group.item].open.append(span)
            }
        }
        return SpanConsensus(
            items: items, annotators: standings(items), method: method.name, parameters: method.parameters, iterations: iterations,
            stopReason: stopReason)
    }

    private func span(_ members: [SpanGroups.Member], _ row: [Double]) -> SpanConsensus.Span {
        let label = row.indices.dropFirst().reduce(1) { row[$1] > row[$0] + Consensus.tieSlack ? $1 : $0 }
        let bounds = Self.bounds(members)
        let other = row.indices.reduce(0.0) { $1 == label ? $0 : max($0, row[$1]) }
        return SpanConsensus.Span(
            ranges: bounds.bounds, label: Int32(label - 1), support: row[1...].reduce(0, +), posterior: row[label], margin: row[label] - other,
            marks: members.map { .init(annotator: $0.annotator, place: $0.place, iou: bounds.iou($0.span)) })
    }

    /// The bounds most members have; of several those that overlap all members most, then those first in the text.
    private static func bounds(_ members: [SpanGroups.Member]) -> LabelledSpan {
        func score(_ span: LabelledSpan) -> (Int, Double) {
            (members.count { $0.span.ranges == span.ranges }, members.reduce(0) { $0 + $1.span.iou(span) })
        }
        let sorted = members.map(\.span).sorted(by: LabelledSpan.precedes)
        return sorted.dropFirst().reduce(sorted[0]) { best, span in
            let (a, b) = (score(span), score(best))
            return a.0 > b.0 || (a.0 == b.0 && a.1 > b.1 + 1e-12) ? span : best
        }
    }

    private func standings(_ items: [SpanConsensus.Item]) -> [SpanConsensus.Annotator] {
        var rows = (0..<Int32(table.annotatorCount)).map {
            SpanConsensus.Annotator(annotator: $0, sheets: 0, spans: 0, confirmed: 0, rightLabels: 0, expected: 0)
        }
        for sheet in table.sheets {
            let (row, settled) = (Int(sheet.annotator), items[Int(sheet.item)].settled)
            rows[row].sheets += 1
            rows[row].spans += sheet.spans.count
            rows[row].expected += settled.count
            for span in settled {
                guard let mark = span.marks.first(where: { $0.annotator == sheet.annotator }) else { continue }
                rows[row].confirmed += 1
                rows[row].rightLabels += sheet.spans[mark.place].label == span.label ? 1 : 0
            }
        }
        return rows
    }
}
