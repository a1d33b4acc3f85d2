@testable import Formats
import Records

/// A Parquet file as a whole, and the codings within it one by one, which bytes of a whole file seldom get to.
enum ParquetLaws {
    /// A run of two billion missing values is no mistake of a file, so reading stops somewhere.
    private static let mostRows = 300

    @Sendable static func file(_ bytes: [UInt8]) throws {
        try read(bytes)
        let mended = mended(bytes)
        if mended != bytes { try read(mended) }
    }

    /// With both signatures and a length of the footer that can be: changes then reach what is behind those.
    private static func mended(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > 16 else { return bytes }
        var bytes = bytes
        let end = bytes.count
        let magic = Array("PAR1".utf8)
        bytes.replaceSubrange(0..<4, with: magic)
        bytes.replaceSubrange(end - 4..<end, with: magic)
        let length = (Int(bytes[end - 8]) | Int(bytes[end - 7]) << 8) % (end - 11)
        bytes.replaceSubrange(end - 8..<end - 4, with: [UInt8(length & 255), UInt8(length >> 8), 0, 0])
        return bytes
    }

    private static func read(_ bytes: [UInt8]) throws {
        guard let file = try? ParquetFile(memory: bytes), let reader = try? file.reader() else { return }
        var rows: [[ParquetValue]] = []
        while rows.count < mostRows, let row = (try? reader.next()) ?? nil { rows.append(row) }
        for row in rows { for (value, column) in zip(row, file.columns) { _ = value.json(column) } }
        try checkWriting(rows, file.columns)
    }

    /// Columns as our writer makes them come back as they went.
    private static func checkWriting(_ rows: [[ParquetValue]], _ columns: [ParquetColumn]) throws {
        let sink = ByteSink(memory: "again")
        let writer = ParquetWriter(sink, columns: columns)
        for row in rows { try writer.write(row) }
        try writer.finish()
        try sink.finish()
        guard columns.allSatisfy(isOurs) else { return }
        var again: [[ParquetValue]] = []
        if let reader = try? ParquetFile(memory: sink.contents).reader() { while let row = (try? reader.next()) ?? nil { again.append(row) } }
        // As text, because NaN is not NaN.
        law("\(again)" == "\(rows)", "rows are written and read again as the same", "\(rows) \(again)")
    }

    private static func isOurs(_ column: ParquetColumn) -> Bool {
        switch column.shape {
        case .leaf(let leaf): [.boolean, .int32, .int64, .double, .bytes, .text, .json].contains(leaf)
        case .list(let element): isOurs(element)
        case .group(let children): !children.isEmpty && children.allSatisfy(isOurs)
        }
    }

    // MARK: Codings

    @Sendable static func parts(_ bytes: [UInt8]) throws {
        guard bytes.count > 3 else { return }
        let size = Int(bytes[1]) | Int(bytes[2]) << 8
        switch bytes[0] % 3 {
        case 0:
            let unpacked = try Snappy.unpack(bytes[3...], expected: size)
            law(unpacked.count == size, "Snappy gives as much as was asked for")
        case 1: runLengths(Array(bytes[3...]), width: Int(bytes[1] % 33))
        default:
            var reader = ThriftReader(Array(bytes[3...]), at: 0, file: "thrift", what: "the value")
            try reader.skip(.structure)
            law(reader.place <= bytes.count - 3, "a value ends within the bytes")
        }
    }

    private static func runLengths(_ bytes: [UInt8], width: Int) {
        var reader = RunLengthReader(bytes, bytes.indices, width: width)
        var values: [UInt32] = []
        while values.count < 2000, let value = reader.next() {
            guard let small = UInt32(exactly: value), width == 32 || small >> UInt32(width) == 0 else { return }
            values.append(small)
        }
        let written = RunLengthWriter.encode(values[...], width: width)
        var again = RunLengthReader(written, written.indices, width: width)
        for value in values { law(again.next() == Int(value), "run lengths are written and read again as the same", "\(values) \(width)") }
    }
}
