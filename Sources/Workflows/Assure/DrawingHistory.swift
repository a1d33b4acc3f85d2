import Assuring
import Records
import Storage

/// Drawings tallied by period. Some items wait until there are enough to match at once; of the others tallies are kept.
struct DrawingHistory {
    private struct Tallied {
        var answered = 0
        var items = 0
        var tally = OverlapTally()
    }

    private let labels: [String]
    private var waiting: [Int: (given: [PartTable.Given], items: [ItemID])] = [:]
    private var waitingItems = 0
    private var periods: [Int: Tallied] = [:]

    private init(labels: [String]) { self.labels = labels }

    static func read(_ question: Question, of project: ProjectID, _ period: HistoryPeriod, _ connection: any Connection) throws -> DrawingHistory {
        var history = DrawingHistory(labels: question.labelNames)
        var item: (id: ItemID, given: [PartTable.Given], last: Timestamp)?
        try connection.revisions.forEachCurrent(of: project, stage: .label) { revision in
            guard let author = revision.author, case .parts(let parts) = revision.annotation.answers[question.name] else { return true }
            let given = PartTable.Given(item: revision.item.description, annotator: author.description, parts: parts)
            if let done = item, done.id != revision.item { history.add(done.id, done.given, period.start(done.last)) }
            let before = item?.id == revision.item ? item : nil
            item = (revision.item, (before?.given ?? []) + [given], max(before?.last ?? revision.madeAt, revision.madeAt))
            return true
        }
        if let item { history.add(item.id, item.given, period.start(item.last)) }
        for start in history.waiting.keys.sorted() { history.match(start) }
        return history
    }

    private mutating func add(_ item: ItemID, _ given: [PartTable.Given], _ start: Int) {
        waiting[start, default: ([], [])].given += given
        waiting[start, default: ([], [])].items.append(item)
        waitingItems += 1
        if waiting[start]?.items.count == DrawingBatch.size { match(start) }
        // However many periods there are, no more than this is held.
        if waitingItems > 10 * DrawingBatch.size { for start in waiting.keys.sorted() { match(start) } }
    }

    private mutating func match(_ start: Int) {
        guard let (given, items) = waiting.removeValue(forKey: start) else { return }
        waitingItems -= items.count
        let tallies = PartTallies(DrawingBatch(given, items: items, labels: labels).table)
        periods[start, default: Tallied()].answered += items.count
        periods[start, default: Tallied()].items += tallies.comparedItems
        periods[start, default: Tallied()].tally.add(tallies.overall)
    }

    func points(_ measure: any PartAgreementMeasure) -> [AgreementHistory.Point] {
        var running = Tallied()
        return periods.keys.sorted().map { start in
            let own = periods[start] ?? Tallied()
            running.items += own.items
            running.tally.add(own.tally)
            let value = measure.value(of: own.tally)
            return AgreementHistory.Point(
                from: CalendarDay.text(start), answered: own.answered, items: own.items, value: value,
                reason: value == nil ? DrawingSurvey.nobodyMet : nil, band: value.map { AgreementBand($0).rawValue },
                running: measure.value(of: running.tally), runningItems: running.items)
        }
    }
}
