import Dispatch
import Formats
import Records
import Synchronization

/// One conversion under way: a thread reads, this one writes.
struct ConvertWork {
    var report = ConvertFiles.Report(from: "", to: "")
    var findings = FileFindings()
    private let reader: any DatasetReader
    private let writer: any DatasetWriter
    private let files: CarriedFiles
    private let options: ConvertFiles.Options

    init(_ reader: any DatasetReader, _ writer: any DatasetWriter, _ files: CarriedFiles, _ options: ConvertFiles.Options) {
        self.reader = reader
        self.writer = writer
        self.files = files
        self.options = options
    }

    mutating func run(_ watch: ReadWatch?) throws {
        let ahead = ReadAhead(reader)
        defer { ahead.stop() }
        while let batch = try ahead.next() {
            findings += batch.findings
            for item in batch.items { try write(item) }
            watch?(Int64(batch.done), batch.total.map(Int64.init))
        }
        try writer.finish()
        report.losses = writer.losses.report.losses
        (report.files, report.missingFiles) = (files.carried, files.missing)
    }

    private mutating func write(_ item: LabelledItem) throws {
        report.read += 1
        let isOther = options.split.map { $0 != item.split } ?? false
        if isOther || options.onlyLabelled && item.answers.isEmpty && item.annotations.isEmpty {
            report.passedOver += 1
            return
        }
        report.items += 1
        try files.put(item, at: writer.write(item))
    }
}

/// Reads batches on a thread of its own, a few ahead of who takes them; order and errors are those of the reader.
final class ReadAhead: @unchecked Sendable {
    struct Batch {
        var items: [LabelledItem] = []
        var findings: [Finding] = []
        var done = 0
        var total: Int?
    }

    private static let batchItems = 256
    /// Large items make small batches: so many parts, frames of tracks, or hundreds of letters or numbers.
    private static let batchWeight = 2048
    private static let waitingBatches = 4
    private let reader: any DatasetReader
    private let queue = DispatchQueue(label: "winnow.read-ahead")
    private let room = DispatchSemaphore(value: ReadAhead.waitingBatches)
    private let ready = DispatchSemaphore(value: 0)
    /// What was read and not yet taken; nil at the end.
    private let waiting = Mutex<[Result<Batch?, any Error>]>([])
    private let isStopped = Atomic(false)
    private var isStarted = false

    init(_ reader: any DatasetReader) { self.reader = reader }

    /// nil at the end. Called from one thread.
    func next() throws -> Batch? {
        if !isStarted {
            isStarted = true
            queue.async { self.read() }
        }
        ready.wait()
        let result = waiting.withLock { $0.removeFirst() }
        room.signal()
        return try result.get()
    }

    /// Waits for the reading thread to be through with its batch.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
        room.signal()
        queue.sync {}
    }

    private func read() {
        while true {
            room.wait()
            if isStopped.load(ordering: .relaxed) { return }
            let result = Result { try readBatch() }
            let isLast = (try? result.get()) == nil
            waiting.withLock { $0.append(result) }
            ready.signal()
            if isLast { return }
        }
    }

    private func readBatch() throws -> Batch? {
        var batch = Batch()
        var weight = 0
        while batch.items.count < Self.batchItems, weight < Self.batchWeight, let item = try reader.next() {
            weight += Self.weight(of: item)
            batch.items.append(item)
        }
        batch.findings = reader.takeFindings()
        (batch.done, batch.total) = reader.progress
        return batch.items.isEmpty && batch.findings.isEmpty ? nil : batch
    }

    private static func weight(of item: LabelledItem) -> Int {
        item.answers.values.reduce((item.text?.utf8.count ?? 0) / 100) { $0 + weight(of: $1) }
    }

    private static func weight(of answer: Answer) -> Int {
        switch answer {
        case .parts(let parts): parts.reduce(1) { $0 + 1 + weight(of: $1.shape) }
        case .tokens(let layers): layers.reduce(1) { $0 + $1.values.count / 10 }
        default: 1
        }
    }

    /// Beyond what any part weighs.
    private static func weight(of shape: Shape) -> Int {
        switch shape {
        case .track(let frames): frames.count
        case .mask(let mask): mask.runs.count / 100
        case .polygons(let polygons): polygons.reduce(0) { $0 + $1.outer.count / 100 }
        default: 0
        }
    }
}
