import Collecting
import Records
import Storage
import Synchronization

/// What a collection has counted so far. Shared by the batches of one run.
final class CollectCounter: Sendable {
    private struct Counts {
        var added = 0
        var unchanged = 0
        var changed = 0
        var rejected = 0
        var findings = 0
    }

    private let counts: Mutex<Counts>

    init(resuming report: JSONObject) {
        func count(_ name: String) -> Int { Int(report[name]?.int ?? 0) }
        counts = Mutex(Counts(
            added: count("added"), unchanged: count("unchanged"), changed: count("changed"), rejected: count("rejected"), findings: count("findings")))
    }

    func add(added: Int, unchanged: Int, rejected: Int, findings: Int) {
        counts.withLock {
            $0.added += added
            $0.unchanged += unchanged
            $0.rejected += rejected
            $0.findings += findings
        }
    }

    func change() {
        counts.withLock {
            $0.changed += 1
            $0.unchanged -= 1
        }
    }

    /// A cursor that also carries the counts, so that a resumed run goes on counting.
    func added(to cursor: JSONObject) -> JSONObject {
        var cursor = cursor
        for (key, value) in report(quarantined: false).members { cursor[key] = value }
        return cursor
    }

    func report(quarantined: Bool) -> JSONObject {
        counts.withLock { counts in
            [
                "added": .int(Int64(counts.added)), "unchanged": .int(Int64(counts.unchanged)), "changed": .int(Int64(counts.changed)),
                "rejected": .int(Int64(counts.rejected)), "quarantined": .int(quarantined ? Int64(counts.added) : 0),
                "findings": .int(Int64(counts.findings)),
            ]
        }
    }
}

/// The foreign door of `Storage` as `Collecting` wants it.
struct ForeignDoor: ForeignRows {
    private let database: ForeignDatabase

    init(_ path: String) throws { database = try ForeignDatabase(path: path) }

    func forEachRow(_ sql: String, _ body: ([String], [JSONValue]) throws -> Void) throws {
        try database.forEachRow(sql, body)
    }
}

/// A source's own value as an answer to a question; nil when it is none.
enum KnownAnswer {
    static func answer(_ value: String, to question: Question) -> Answer? {
        switch question.kind {
        case .choice: question.labelNames.contains(value) ? .choice(value) : nil
        case .rating: Double(value).map { .rating($0) }
        case .number: Double(value).map { .number($0) }
        case .date: .date(value)
        case .text: .text(value)
        case .choices:
            value.split(separator: "|").allSatisfy({ question.labelNames.contains(String($0)) }) ? .choices(value.split(separator: "|").map(String.init)) : nil
        default: nil
        }
    }
}
