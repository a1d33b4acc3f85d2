import Testing
import Records
@testable import Formats

@Suite("Lines of a file as they are read")
struct TimedLinesTests {
    static func read(_ bytes: [UInt8]) throws -> (lines: [String], isClosed: Bool) {
        let folder = TemporaryFolder()
        _ = folder.write(bytes, "a.txt")
        let input = try DatasetInput(folder.path)
        try TimedLines.check(input, "a.txt")
        let lines = try TimedLines(input, "a.txt")
        var found: [String] = []
        while let line = try lines.next() {
            found.append(line.text)
            #expect(line.number == found.count)
        }
        return (found, lines.isClosed)
    }

    static func whole(_ bytes: [UInt8]) throws -> (lines: [String], isClosed: Bool) { TimedText.lines(try TimedText.decode(bytes, file: "a.txt")) }

    /// The lines, or what is told instead.
    static func told(_ read: () throws -> (lines: [String], isClosed: Bool)) -> String {
        do {
            let found = try read()
            return "\(found.lines) \(found.isClosed)"
        } catch { return "\((error as? Finding)?.message ?? "\(error)") \((error as? Finding)?.place?.line ?? 0)" }
    }

    @Test("are those of the whole text, however they end and whatever is wrong with them")
    func same() {
        var random = Seeded(5)
        let pieces: [[UInt8]] = [[10], [13], [13, 10], Array("a".utf8), Array("é".utf8), [0xE2, 0x82], [0], [0xFF], Array("bc ;".utf8), [0xEF, 0xBB, 0xBF]]
        for round in 0..<400 {
            // Half of them without anything that is refused.
            let count = round % 2 == 0 ? 5 : pieces.count
            let bytes = (0..<random.next() % 14).flatMap { _ in pieces[Int(random.next() % UInt64(count))] }
            #expect(Self.told { try Self.read(bytes) } == Self.told { try Self.whole(bytes) })
        }
    }

    @Test("are those of UTF-16, and a broken one is refused", arguments: [true, false])
    func wide(_ isBig: Bool) throws {
        let units = "\u{FEFF}é\r\nb".utf16.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let found = try Self.read(units)
        #expect(found.lines == ["é", "b"] && !found.isClosed)
        #expect(Self.told { try Self.read(units.dropLast()) } == Self.told { try Self.whole(units.dropLast()) })
    }
}
