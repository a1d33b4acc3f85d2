import Records
import Synchronization

/// What the report of every step begins with, whatever the step: how many it saw, how many it marked and with what, for how
/// long, and from which seed. Nothing is dropped by any step, so what is kept is what bears no mark.
///
/// In a report: `seen`, `kept`, `marked` (code -> how often), `examples` (code -> keys of at most three items), `seconds`, and
/// `seed` where chance has a part. A step's own figures stand behind them.
final class StepHead: Sendable {
    static let mostExamples = 3

    private struct State {
        var seen: Int?
        var markedItems = 0
        var marks: [String: Int] = [:]
        var examples: [String: [String]] = [:]
        var seed: UInt64?

        mutating func add(_ code: String, _ count: Int, key: String?) {
            marks[code, default: 0] += count
            guard let key, examples[code, default: []].count < mostExamples, examples[code]?.contains(key) != true else { return }
            examples[code, default: []].append(key)
        }
    }

    private let state = Mutex(State())

    /// Where the step's own `seen` does not say it.
    func saw(_ count: Int) { state.withLock { $0.seen = ($0.seen ?? 0) + count } }

    func drew(from seed: UInt64) { state.withLock { $0.seed = seed } }

    /// Findings of one batch of items; an item's findings stand in one batch.
    func mark(_ found: [(item: Item?, finding: Finding)]) {
        state.withLock { state in
            state.markedItems += Set(found.compactMap { $0.item?.id }).count
            for one in found { state.add(one.finding.code, 1, key: one.item?.key ?? one.finding.place?.record) }
        }
    }

    /// Items that bear a mark which is no finding, such as copies; a few of their keys.
    func mark(_ code: String, count: Int, keys: [String]) {
        guard count > 0 else { return }
        state.withLock { state in
            state.markedItems += count
            state.add(code, count, key: nil)
            for key in keys { state.add(code, 0, key: key) }
        }
    }

    /// The report of the step with its head before it.
    func report(_ own: JSONObject, seconds: Double) -> JSONObject {
        let state = state.withLock { $0 }
        let seen = state.seen.map(Int64.init) ?? own["seen"]?.int ?? 0
        var report: JSONObject = [
            "seen": .int(seen), "kept": .int(max(0, seen - Int64(state.markedItems))),
            "marked": .object(JSONObject(state.marks.sorted { $0.key < $1.key }.map { (key: $0.key, value: .int(Int64($0.value))) })),
            "examples": .object(JSONObject(state.examples.sorted { $0.key < $1.key }.map { (key: $0.key, value: .array($0.value.map { .string($0) })) })),
            "seconds": .double((seconds * 1000).rounded() / 1000),
        ]
        if let seed = state.seed { report["seed"] = .int(Int64(bitPattern: seed)) }
        for (key, value) in own.members where report[key] == nil { report[key] = value }
        return report
    }

    /// A line for each mark: `text.empty: 2, such as b0, b4`.
    static func words(_ report: JSONObject) -> [String] {
        (report["marked"]?.object?.members ?? []).map { code, count in
            let keys = (report["examples"]?[code]?.array ?? []).compactMap(\.string)
            return "\(code): \(count.int ?? 0)" + (keys.isEmpty ? "" : ", such as \(keys.joined(separator: ", "))")
        }
    }
}
