import Assuring
import Records
import Storage

/// Agreement over time: is it getting better as people learn and guidelines grow?
///
/// An item belongs to the period of its last answer, so that no period changes but by new answers. Days are those of UTC,
/// weeks begin on Monday; periods without an answer are left out.

public enum HistoryPeriod: String, Codable, Sendable, CaseIterable {
    case day, week

    /// The number of the period's first day, counted from 1970-01-01.
    func start(_ time: Timestamp) -> Int {
        let day = Int(((Double(time.milliseconds) / 86_400_000).rounded(.down)))
        // 1970-01-01 was a Thursday.
        return self == .day ? day : day - ((day + 3) % 7 + 7) % 7
    }
}

public struct AgreementHistory: Codable, Sendable, Hashable {
    public struct Point: Codable, Sendable, Hashable {
        /// The first day of the period, like `2026-03-02`.
        public var from: String
        /// Items whose last answer falls into it, and those of them that two people answered.
        public var answered: Int
        public var items: Int
        /// nil when undefined; `reason` then says why.
        public var value: Double?
        public var reason: String?
        public var band: String?
        /// Over all items until the end of the period, and how many of them two people answered. nil also where it would
        /// take too long.
        public var running: Double?
        public var runningItems: Int
    }

    public var question: String
    public var measure: String
    public var by: HistoryPeriod
    /// Oldest first.
    public var points: [Point]
}

extension Workflows {
    /// Votes read for running values in all; with more, only the periods themselves are measured.
    private static let runningVotes = 20_000_000

    /// - Parameter measure: as for `agreement(of:)`.
    public func agreementHistory(
        of slug: String, as actor: Actor, question name: String? = nil, measure: String? = nil, by period: HistoryPeriod = .week
    ) async throws -> AgreementHistory {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let question = try Self.comparedQuestion(name, of: project)
            switch try FittingMeasure(measure, for: question) {
            case .votes(let measure):
                let points = Self.points(try QuestionVotes.read(question, of: project.id, connection), measure, period)
                return AgreementHistory(question: question.name, measure: measure.fullName, by: period, points: points)
            case .drawings(let measure):
                let points = try DrawingHistory.read(question, of: project.id, period, connection).points(measure)
                return AgreementHistory(question: question.name, measure: measure.fullName, by: period, points: points)
            }
        }
    }

    private static func points(_ votes: QuestionVotes, _ measure: any AgreementMeasure, _ period: HistoryPeriod) -> [AgreementHistory.Point] {
        let panel = RatingPanel(votes.table)
        let places = Dictionary(grouping: votes.items.indices) { period.start(votes.lastAnswers[$0]) }
        let isRunning = places.count * votes.table.count <= runningVotes
        var seen: [Int32] = []
        var seenTwice = 0
        return places.keys.sorted().map { start in
            let items = (places[start] ?? []).map { Int32($0) }
            let agreement = measure.agreement(of: panel, items: items)
            let twice = items.count { votes.table.votes(ofItem: $0).count > 1 }
            seen += items
            seenTwice += twice
            return AgreementHistory.Point(
                from: CalendarDay.text(start), answered: items.count, items: twice, value: agreement.value,
                reason: agreement.undefined.map { "\($0)" }, band: agreement.band?.rawValue,
                running: isRunning ? measure.agreement(of: panel, items: seen).value : nil, runningItems: seenTwice)
        }
    }
}
