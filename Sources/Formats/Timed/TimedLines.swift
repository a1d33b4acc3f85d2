import Records

/// The lines of a file of text one at a time, as `TimedText.decode` and `TimedText.lines` give them of the whole: UTF-8 as it is
/// read, so that memory is one line; UTF-16, and what has zero bytes at its start, decoded whole.
final class TimedLines {
    static let maximumBytes = 1 << 30

    private let reader: LineReader?
    /// Lines of a decoded file, or those that carriage returns make of one that was read, the next one last.
    private var waiting: [String] = []
    private var number = 0
    /// False when the last line had no end; known when all lines were given.
    private(set) var isClosed = true

    init(_ input: DatasetInput, _ file: String) throws {
        guard Self.isDecodedWhole(input.head(file)) else {
            reader = try LineReader(input.source(file), maximumBytes: Self.maximumBytes)
            return
        }
        reader = nil
        let found = TimedText.lines(try TimedText.decode(try input.source(file).readAll(maximumBytes: Self.maximumBytes), file: file))
        (waiting, isClosed) = (found.lines.reversed(), found.isClosed)
    }

    private static func isDecodedWhole(_ head: [UInt8]) -> Bool {
        head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || head.prefix(8).contains(0)
    }

    /// Without its end, and its number from 1.
    func next() throws -> (text: String, number: Int)? {
        if waiting.isEmpty, let reader {
            guard let line = try reader.next() else { return nil }
            if line.isTooLong { throw ByteError.tooLarge(reader.source.name, limit: Int64(Self.maximumBytes)) }
            isClosed = reader.position.offset > line.offset + Int64(line.bytes.count)
            waiting = line.bytes.split(separator: 13, omittingEmptySubsequences: false).reversed().map { String(decoding: $0, as: UTF8.self) }
        }
        guard let text = waiting.popLast() else { return nil }
        number += 1
        return (text, number)
    }

    /// Refuses what `TimedText.decode` refuses, before the first line is used: throws its `Finding`.
    static func check(_ input: DatasetInput, _ file: String) throws {
        guard !isDecodedWhole(input.head(file)) else { return }
        let reader = try LineReader(input.source(file), maximumBytes: maximumBytes)
        var zero: (byte: Int64, line: Int)?
        while let line = try reader.next() {
            if let fault = UTF8Check.firstFault(in: line.bytes) { throw TimedText.fault(atByte: Int(line.offset) + fault, file: file, line: line.number) }
            if zero == nil, let place = line.bytes.firstIndex(of: 0) { zero = (line.offset + Int64(place), line.number) }
        }
        if let zero { throw TimedText.fault(atByte: Int(zero.byte), file: file, line: zero.line) }
    }
}
