/// Points as records of one size that follow each other, or as lines of as many numbers: what the binary and the text
/// kinds of PCD, PLY and KITTI have in common.
struct PointRows {
    let bytes: PointBytes
    let limits: PointCloudLimits
    /// All columns of a record, the unwanted ones too, in the order of a text line.
    let all: [PointColumn]
    /// Places in `all` of those asked for.
    let wanted: [Int]
    let recordBytes: Int
    let isBig: Bool
    private var row: [Double] = []

    init(_ bytes: PointBytes, _ limits: PointCloudLimits, numbers: [PointNumber], wanted: [Int], isBig: Bool = false) throws {
        self.bytes = bytes
        self.limits = limits
        self.wanted = wanted
        self.isBig = isBig
        recordBytes = numbers.reduce(0) { $0 + $1.size }
        guard recordBytes <= limits.maximumRecordBytes else {
            throw PointCloudError.tooMuch(bytes.format, what: "bytes per point", count: recordBytes, limit: limits.maximumRecordBytes)
        }
        var start = 0
        var all: [PointColumn] = []
        for number in numbers {
            all.append(PointColumn(number: number, start: start, stride: recordBytes))
            start += number.size
        }
        self.all = all
    }

    static let usualBatch = 4096

    var batchSize: Int { max(1, min(Self.usualBatch, (1 << 20) / max(1, recordBytes))) }

    func takeRecords(_ count: Int, into batch: inout PointBatch) throws {
        decode(try bytes.take(count * recordBytes), count, into: &batch)
    }

    func decode(_ block: [UInt8], _ count: Int, into batch: inout PointBatch) {
        block.withUnsafeBytes { block in
            for (place, column) in wanted.enumerated() { all[column].append(count, of: block, isBig: isBig, to: &batch.columns[place]) }
        }
        batch.count += count
    }

    mutating func takeLines(_ count: Int, into batch: inout PointBatch) throws {
        for _ in 0..<count {
            var line: [UInt8]
            repeat {
                guard let next = try bytes.takeLine(maximumBytes: limits.maximumLineBytes) else { throw PointCloudError.truncated(bytes.format, at: bytes.offset) }
                line = next
            } while line.allSatisfy { $0 <= 32 }
            guard PointText.numbers(line, into: &row) else { throw PointCloudError.badLine(bytes.format, line: bytes.line, "`\(String(decoding: line.prefix(80), as: UTF8.self))` is not a row of numbers") }
            guard row.count == all.count else { throw PointCloudError.badLine(bytes.format, line: bytes.line, "it has \(row.count) numbers, the header says \(all.count)") }
            for (place, column) in wanted.enumerated() { batch.columns[place].append(row[column]) }
        }
        batch.count += count
    }

    /// Lines after the last point must be empty.
    func checkEnd() throws {
        while let line = try bytes.takeLine(maximumBytes: limits.maximumLineBytes) {
            guard line.allSatisfy({ $0 <= 32 }) else { throw PointCloudError.badLine(bytes.format, line: bytes.line, "there are more points than the header says") }
        }
    }
}
