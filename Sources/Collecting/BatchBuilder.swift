import Records

/// Fills batches and hands them on when full; finds keys that come twice in a run.
struct BatchBuilder {
    private let batchSize: Int
    private let file: String
    private let body: (CollectedBatch) throws -> Void
    private var records: [CollectedRecord] = []
    private var findings: [Finding] = []
    /// Key -> line it was first seen on. Empty while keys are row numbers, which cannot repeat.
    private var seen: [ExactText: Int] = [:]
    private let watchesKeys: Bool

    init(batchSize: Int, file: String, watchesKeys: Bool, _ body: @escaping (CollectedBatch) throws -> Void) {
        self.batchSize = max(1, batchSize)
        self.file = file
        self.watchesKeys = watchesKeys
        self.body = body
        records.reserveCapacity(self.batchSize)
    }

    mutating func add(_ findings: [Finding]) { self.findings += findings }

    mutating func add(_ record: CollectedRecord) {
        if watchesKeys {
            let line = record.place.line ?? 0
            if let first = seen.updateValue(line, forKey: ExactText(record.key)) {
                seen[record.key] = first
                findings.append(Finding(
                    .error, "source.duplicate-key", "key `\(record.key)` came before on line \(first); this record is left out", at: record.place,
                    hint: "Name a column that is unique with `key:`, or leave `key:` out to number the rows"))
                return
            }
        }
        records.append(record)
    }

    var isFull: Bool { records.count >= batchSize || findings.count >= 10 * batchSize }

    /// Hands on what is there, if anything is.
    mutating func flush(_ cursor: CollectCursor, progress: (done: Int64, total: Int64?) = (0, nil)) throws {
        guard !records.isEmpty || !findings.isEmpty else { return }
        try body(CollectedBatch(records: records, findings: findings, cursor: cursor, bytesDone: progress.done, bytesTotal: progress.total))
        records.removeAll(keepingCapacity: true)
        findings.removeAll(keepingCapacity: true)
    }
}
