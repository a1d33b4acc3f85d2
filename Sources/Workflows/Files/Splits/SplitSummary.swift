import Preparing
import Records

/// What a split of a file came to, of whatever method: sizes, how evenly labels lie, from when to when, what is on no side.
public struct SplitSummary: Sendable, Hashable, Codable {
    public struct Side: Sendable, Hashable, Codable {
        public var name: String
        /// nil for windows, which ask for none.
        public var asked: Double?
        public var count: Int
        public var share: Double
        /// Label -> records; nil without labels.
        public var labels: [String: Int]?
        /// Total variation distance of the labels from those of all records: 0 equal, 1 disjoint.
        public var labelDistance: Double?
        /// Times of the first and last record.
        public var first: String?
        public var last: String?
        /// Records the gap leaves out.
        public var leftOut: Int?
    }

    public struct Copies: Sendable, Hashable, Codable {
        public var groups: Int
        public var records: Int
    }

    /// `shares`, `labels`, `kept`, `stable`, `folds`, `time`, `cuts` or `windows`.
    public var method: String
    /// nil where chance has no part.
    public var seed: UInt64?
    public var records: Int
    public var sides: [Side]
    /// Of two and more records, all of them whole.
    public var groups = 0
    public var largestGroup = 0
    public var copies: Copies?
    public var withoutTime: Int?
    public var findings: [Finding]

    init(_ report: SplitReport, method: String) {
        (self.method, seed, findings) = (method, report.seed, report.findings)
        (groups, largestGroup) = (report.groups, report.largestGroup)
        records = report.sides.reduce(0) { $0 + $1.count }
        sides = report.sides.map { side in
            let isLabelled = side.strata.keys.contains { !$0.isEmpty }
            return Side(
                name: side.name, asked: side.asked, count: side.count, share: side.share, labels: isLabelled ? side.strata : nil,
                labelDistance: isLabelled ? side.distance : nil)
        }
    }

    init(_ result: TimeSplitResult, method: String, _ times: TimeField) {
        (self.method, records, withoutTime, findings) = (method, result.places.count, result.withoutTime, result.findings + Self.unclear(times))
        sides = result.sides.map { side in
            Side(
                name: side.name, asked: side.asked, count: side.count, share: side.share, first: side.first.map { TimeField.words($0, isDate: times.areDates) },
                last: side.last.map { TimeField.words($0, isDate: times.areDates) }, leftOut: side.leftOut)
        }
    }

    /// Two sides a round.
    init(_ rounds: [FoldRound], times: [Double?], _ field: TimeField) {
        (method, records) = ("windows", times.count)
        let without = times.count { $0 == nil }
        (withoutTime, findings) = (without, Self.unclear(field))
        if without > 0 { findings.append(Finding(.warning, "split.no-time", "\(without) of \(times.count) items have no time and are in no round")) }
        let all = Double(max(1, times.count))
        sides = rounds.enumerated().flatMap { number, round in
            [("train", round.train), ("test", round.test)].map { role, places in
                let own = places.compactMap { times[$0] }
                return Side(
                    name: "round-\(number + 1)-\(role)", count: places.count, share: Double(places.count) / all,
                    first: own.min().map { TimeField.words($0, isDate: field.areDates) }, last: own.max().map { TimeField.words($0, isDate: field.areDates) },
                    leftOut: role == "train" ? round.leftOut.count : 0)
            }
        }
        for side in sides where side.count == 0 {
            findings.append(Finding(.error, "split.side-empty", "`\(side.name)` holds nothing", hint: "ask for a smaller gap or a longer window"))
        }
    }

    private static func unclear(_ times: TimeField) -> [Finding] {
        guard times.unclear > 0 else { return [] }
        return [Finding(
            .warning, "split.time-unclear", "\(times.unclear) dates may be one of two days, and no clear one tells which number is the month",
            hint: "write them as `2026-01-31`: `winnow uniform --column NAME=date:day-first`")]
    }
}
