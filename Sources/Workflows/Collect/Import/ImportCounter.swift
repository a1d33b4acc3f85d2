import Records
import Synchronization

/// What an import has counted so far. Shared by the batches of one run, and carried by its cursor.
final class ImportCounter: Sendable {
    enum Count: String, CaseIterable {
        /// Items of the dataset.
        case read
        /// Items of the project that were found by their key; by the content of a file.
        case byKey, byContent
        /// Items that were absent.
        case added
        /// Items of the project that got answers, or other ones; that had these answers already.
        case answered, unchanged
        /// Answers that were there already and stayed; that this import replaced.
        case kept, replaced
        /// What single people said where the dataset holds several annotations of an item: what counts is taken, they are not.
        case votes
        /// Items of the dataset that could not be taken.
        case leftOut
        case rejected
        case findings
    }

    private struct State {
        var counts: [Count: Int] = [:]
        var format: String?
        var reason: String?
    }

    private let state: Mutex<State>

    init(resuming cursor: JSONObject) {
        var counts: [Count: Int] = [:]
        for count in Count.allCases { counts[count] = Int(cursor[count.rawValue]?.int ?? 0) }
        state = Mutex(State(counts: counts))
    }

    func add(_ counts: [Count: Int]) {
        state.withLock { state in
            for (count, value) in counts { state.counts[count, default: 0] += value }
        }
    }

    func note(format: String, reason: String?) { state.withLock { ($0.format, $0.reason) = (format, reason) } }

    func value(_ count: Count) -> Int { state.withLock { $0.counts[count] ?? 0 } }

    /// Where the job goes on; the counts go along.
    func cursor(at record: Int) -> JSONObject {
        var cursor = report
        cursor["record"] = .int(Int64(record))
        return cursor
    }

    var report: JSONObject {
        state.withLock { state in
            var report = JSONObject(Count.allCases.map { (key: $0.rawValue, value: .int(Int64(state.counts[$0] ?? 0))) })
            report["format"] = state.format.map(JSONValue.string)
            report["reason"] = state.reason.map(JSONValue.string)
            return report
        }
    }
}
