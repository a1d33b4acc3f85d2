import Testing
@testable import Formats

@Suite("Bytes in and out")
struct ByteSourceTests {
    static let sample = Array(String(repeating: "one line of text with a number 42\n", count: 3000).utf8)

    static func packed(_ bytes: [UInt8], _ compression: Compression) throws -> [UInt8] {
        let sink = ByteSink(memory: "(memory)", compression: compression)
        try sink.write(bytes)
        try sink.finish()
        return sink.contents
    }

    static func all(_ bytes: [UInt8], limits: ByteSource.Limits = .init()) throws -> [UInt8] {
        try ByteSource(memory: bytes, limits: limits).readAll(maximumBytes: 1 << 30)
    }

    @Test("what is packed comes out the same, whatever the packing", arguments: Compression.allCases, [0, 1, 3, 4, 5, 1 << 17, (1 << 20) + 7])
    func roundTrip(_ compression: Compression, _ size: Int) throws {
        var rng = Seeded(UInt64(size))
        let bytes = (0..<size).map { _ in UInt8.random(in: 32...126, using: &rng) }
        let packed = try Self.packed(bytes, compression)
        #expect(try Self.all(packed) == bytes)
        #expect(try Self.packed(bytes, compression) == packed)
    }

    @Test("packing is seen by the first bytes, not by the name")
    func magic() throws {
        for compression in Compression.allCases {
            #expect(try ByteSource(memory: Self.packed(Self.sample, compression)).compression == compression)
        }
    }

    @Test("streams one after another are one stream", arguments: [Compression.gzip, .zstd])
    func members(_ compression: Compression) throws {
        let first = try Self.packed(Array("first ".utf8), compression)
        let second = try Self.packed(Array("second".utf8), compression)
        #expect(try Self.all(first + second) == Array("first second".utf8))
    }

    @Test("zero bytes behind a gzip stream are padding, anything else is an error")
    func padding() throws {
        let packed = try Self.packed(Array("text".utf8), .gzip)
        #expect(try Self.all(packed + [0, 0, 0]) == Array("text".utf8))
        #expect(throws: ByteError.self) { try Self.all(packed + [7, 7]) }
        #expect(throws: ByteError.self) { try Self.all(packed + [0x1F]) }
    }

    @Test("a packed stream that ends early is an error with the place, at every length", arguments: [Compression.gzip, .zstd])
    func truncation(_ compression: Compression) throws {
        let packed = try Self.packed(Array("a short text that is packed".utf8), compression)
        for length in 4..<packed.count {
            do {
                _ = try Self.all(Array(packed[..<length]))
                Issue.record("\(length) of \(packed.count) bytes were taken for whole")
            } catch let error as ByteError {
                guard case .truncated(_, compression, let offset) = error else { continue }
                #expect(offset <= Int64(length))
            }
        }
    }

    @Test("a damaged packed stream never crashes", arguments: [Compression.gzip, .zstd])
    func damage(_ compression: Compression) throws {
        let packed = try Self.packed(Self.sample, compression)
        var rng = Seeded(11)
        for _ in 0..<300 {
            var damaged = packed
            damaged[Int.random(in: 0..<damaged.count, using: &rng)] ^= UInt8.random(in: 1...255, using: &rng)
            _ = try? Self.all(damaged)
        }
    }

    @Test("a stream that unpacks beyond the limits is refused", arguments: [Compression.gzip, .zstd])
    func bombs(_ compression: Compression) throws {
        let bomb = try Self.packed([UInt8](repeating: 0, count: 8 << 20), compression)
        #expect(bomb.count < 20_000)
        #expect(throws: ByteError.tooLarge("(memory)", limit: 1000)) { try Self.all(bomb, limits: .init(maximumBytes: 1000)) }
        #expect(throws: ByteError.expandsTooMuch("(memory)", limit: 100)) { try Self.all(bomb, limits: .init(maximumRatio: 100)) }
    }

    @Test("skipping comes to the same place as reading", arguments: Compression.allCases)
    func skip(_ compression: Compression) throws {
        let packed = try Self.packed(Self.sample, compression)
        let source = try ByteSource(memory: packed)
        #expect(try source.skip(to: 50_001))
        #expect(try source.readAll(maximumBytes: 1 << 20) == Array(Self.sample[50_001...]))
        #expect(try ByteSource(memory: packed).skip(to: Int64(Self.sample.count)))
        #expect(try !ByteSource(memory: packed).skip(to: Int64(Self.sample.count + 1)))
    }

    @Test("a missing file and a folder are refused by name")
    func refusals() {
        let folder = TemporaryFolder()
        #expect(throws: ByteError.cannotOpen(folder.path, reason: "it is a folder")) { try ByteSource(path: folder.path) }
        #expect(throws: ByteError.self) { try ByteSource(path: folder.path + "/none") }
    }
}

@Suite("Files written")
struct ByteSinkTests {
    @Test("a file is whole or absent")
    func atomic() throws {
        let folder = TemporaryFolder()
        do {
            let sink = try ByteSink(path: "\(folder.path)/a.txt")
            try sink.write("half")
        }
        #expect(folder.files.isEmpty)
        let sink = try ByteSink(path: "\(folder.path)/a.txt")
        try sink.write("whole")
        #expect(folder.bytes("a.txt") == nil)
        let file = try sink.finish()
        #expect(folder.text("a.txt") == "whole")
        #expect(folder.files == ["a.txt"])
        #expect(file.bytes == 5)
    }

    @Test("the extension decides the packing")
    func extensions() throws {
        let folder = TemporaryFolder()
        for name in ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"] {
            let sink = try ByteSink(path: "\(folder.path)/\(name)")
            try sink.write("text")
            try sink.finish()
            let source = try ByteSource(path: "\(folder.path)/\(name)")
            #expect(source.compression == Compression(path: name))
            #expect(try source.readAll(maximumBytes: 100) == Array("text".utf8))
        }
    }
}

@Suite("Lines")
struct LineReaderTests {
    static func lines(_ text: String, maximum: Int = 1 << 20) throws -> [String] {
        let reader = try LineReader(try ByteSource(memory: Array(text.utf8)), maximumBytes: maximum)
        var lines: [String] = []
        while let line = try reader.next() { lines.append(line.isTooLong ? "<too long>" : String(decoding: line.bytes, as: UTF8.self)) }
        return lines
    }

    @Test("lines end at LF or CRLF or the end of the file", arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b"]), ("\n\n", ["", ""]), ("\u{FEFF}a\n", ["a"]), ("a\rb\n", ["a\rb"]),
    ] as [(String, [String])])
    func endings(_ text: String, _ expected: [String]) throws { #expect(try Self.lines(text) == expected) }

    @Test("a line beyond the limit is passed over and the next is read")
    func tooLong() throws {
        let long = String(repeating: "x", count: 5 << 20)
        #expect(try Self.lines("a\n\(long)\nb\n\(long)", maximum: 1000) == ["a", "<too long>", "b", "<too long>"])
    }

    @Test("memory stays at one window however long the file")
    func flat() throws {
        let text = Array(String(repeating: "a line of some length that repeats\n", count: 600_000).utf8)
        let window = ByteWindow(try ByteSource(memory: text))
        while try window.grow() { window.advance(window.bytes.count - 10) }
        #expect(window.capacity == 2 * RawInput.chunkBytes)
    }
}
