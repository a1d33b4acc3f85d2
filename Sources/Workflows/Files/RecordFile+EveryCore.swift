import Formats
import Foundation
import Kernels
import Records

/// Records some thousand at one go, so that every core has work: what is done to each is done side by side, and the next
/// are read meanwhile.
extension RecordFile {
    private static let batchRecords = 4096
    /// Of the file, unpacked.
    private static let batchBytes: Int64 = 8 << 20

    /// What one reading came to.
    private struct Batch {
        var records: [RawRecord] = []
        var findings: [Finding] = []
        var failure: (any Error)?
        var isLast = false

        init(_ reader: any RecordReader) {
            let start = reader.source.offset
            do {
                while records.count < RecordFile.batchRecords, reader.source.offset - start < RecordFile.batchBytes {
                    let record = try reader.next()
                    findings += reader.takeFindings()
                    guard let record else {
                        isLast = true
                        break
                    }
                    records.append(record)
                }
            } catch { (failure, isLast) = (error, true) }
        }
    }

    /// As `forEach`, a batch at a time. `body` reads on by its second argument, which may be done beside its work on another
    /// thread, or leaves that to this. An error of reading is thrown once what stands before it was worked on.
    func forEachBatch(
        _ findings: inout FileFindings, watch: ReadWatch? = nil, _ body: ([RawRecord], _ readOn: @escaping () -> Void, inout FileFindings) throws -> Void
    ) throws {
        let reader = try open()
        sayDialect(&findings)
        var (good, bad, batch) = (0, 0, Batch(reader))
        while true {
            bad += batch.findings.count { $0.severity == .error }
            findings += batch.findings
            if good == 0, let first = batch.records.first { fields = first.fields.members.map(\.key) }
            good += batch.records.count
            watch?(reader.source.progress.done, reader.source.progress.total)
            var following: Batch?
            func readOn() {
                if following == nil, !batch.isLast { following = Batch(reader) }
            }
            if !batch.records.isEmpty { try body(batch.records, readOn, &findings) }
            if let failure = batch.failure { throw failure }
            readOn()
            guard let next = following else { break }
            batch = next
        }
        try checkRecords(good: good, bad: bad, findings)
    }

    /// As `forEachText`, a batch at a time, of those records that have a text.
    func forEachTexts(
        of field: String, _ findings: inout FileFindings, orFinding code: String, watch: ReadWatch? = nil,
        _ body: ([(record: RawRecord, text: String)], _ readOn: @escaping () -> Void) throws -> Void
    ) throws {
        var isThere = false
        try forEachBatch(&findings, watch: watch) { records, readOn, findings in
            var texts: [(record: RawRecord, text: String)] = []
            for record in records {
                if let text = Self.text(record.fields[field]) { texts.append((record, text)) } else { findings.add(noText(record, field, code)) }
            }
            isThere = isThere || !texts.isEmpty
            try body(texts, readOn)
        }
        guard isThere || fields.isEmpty else { throw unknownField(field, option: "--field") }
    }

    /// `work` is done to every record, on every core; `give` gets what came of it, in the order of the file, while the next
    /// are worked on. When it throws nothing new is begun.
    func forEach<Outcome: Sendable>(
        _ findings: inout FileFindings, watch: ReadWatch? = nil, onEveryCore work: @Sendable (RawRecord) -> Outcome, _ give: (Outcome) throws -> Void
    ) throws {
        var (done, failure): ([[Outcome]], (any Error)?) = ([], nil)
        func giveDone() {
            do { for outcomes in done { for outcome in outcomes { try give(outcome) } } } catch { failure = error }
            done = []
        }
        func end() throws {
            giveDone()
            if let failure { throw failure }
        }
        do {
            try forEachBatch(&findings, watch: watch) { records, readOn, _ in
                let found = Pieces(records.count, size: 64).map(threads: ProcessInfo.processInfo.activeProcessorCount, beside: {
                    giveDone()
                    if failure == nil { readOn() }
                }) { piece in records[piece].map(work) }
                if let failure { throw failure }
                done = found
            }
        } catch {
            if failure == nil { try end() }
            throw error
        }
        try end()
    }
}
