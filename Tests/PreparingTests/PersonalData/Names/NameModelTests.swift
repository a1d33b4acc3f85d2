import Testing
@testable import Preparing

@Suite("Model of names")
struct NameModelTests {
    private static func error(_ bytes: [UInt8]) -> NameModelError? {
        do {
            _ = try NameModel(bytes)
            return nil
        } catch { return error }
    }

    /// With the checksum that fits, so that what is behind it is read.
    private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let sum = bytes[12...].withUnsafeBytes(CheckedBytes.crc32)
        bytes.replaceSubrange(8..<12, with: NameModelWriter.little(sum))
        return bytes
    }

    private static let tiny = NameModelWriter(rowBits: 4, slotBits: 2).bytes

    @Test("a written model is read, and models are told apart by their checksum")
    func read() throws {
        let one = try NameModel(NameModelWriter.small.bytes), two = try NameModel(Self.tiny)
        #expect(one == (try NameModel(NameModelWriter.small.bytes)) && one != two)
        #expect("123456789".utf8.withContiguousStorageIfAvailable { CheckedBytes.crc32(UnsafeRawBufferPointer($0)) } == 0xCBF4_3926)
    }

    @Test("every truncation and every byte behind the end is refused")
    func truncations() {
        for count in Self.tiny.indices { #expect(Self.error(Array(Self.tiny[..<count])) != nil, "\(count)") }
        #expect(Self.error([]) == .notAModel && Self.error(Array(Self.tiny.dropLast())) == .endsEarly(Self.tiny.count - 1))
        #expect(Self.error(Self.tiny + [0]) == .bytesBehindEnd(Self.tiny.count))
    }

    @Test("every flipped bit is refused")
    func bits() {
        for place in Self.tiny.indices {
            for bit in 0..<8 {
                var bytes = Self.tiny
                bytes[place] ^= 1 << bit
                #expect(Self.error(bytes) != nil, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test("sizes, versions and numbers that cannot be are named, also under a checksum that fits", arguments: [
        (4, [2, 0, 0, 0], NameModelError.unknownVersion(2)), (12, [8], .badLabels(8)), (13, [63], .badSizes(rows: 63, slots: 2)), (13, [3], .badSizes(rows: 3, slots: 2)),
        (14, [255], .badSizes(rows: 4, slots: 255)), (13, [22], .endsEarly(364)), (16, [0, 0, 0xC0, 0x7F], .notANumber(16)), (20, [0, 0, 0x80, 0x7F], .notANumber(20)),
        (0, [0], .notAModel),
    ] as [(Int, [UInt8], NameModelError)])
    func wrong(place: Int, bytes: [UInt8], expected: NameModelError) {
        var model = Self.tiny
        model.replaceSubrange(place..<place + bytes.count, with: bytes)
        #expect(Self.error(Self.sealed(model)) == expected)
        #expect(!"\(expected)".hasSuffix("."))
    }

    @Test("a model of noise under a checksum that fits tags without a trap, and its scores lie between 0 and 1")
    func noise() throws {
        var random = PlantedText.random(5)
        let text = "Mr Will Keller said: new york, José's 東京 \u{0} 12 ... a"
        for round in 0..<60 {
            var bytes = NameModelWriter(rowBits: 4, slotBits: 2).bytes
            for place in 16..<bytes.count where round % 3 > 0 || place >= NameModel.weightsStart { bytes[place] = UInt8(random.below(256)) }
            guard let model = try? NameModel(Self.sealed(bytes)) else { continue }
            let spans = PersonalDataFinder(minimumScore: 0, names: NameTagger(model)).find(in: text)
            #expect(spans.allSatisfy { (0...1).contains($0.score) && !$0.range.isEmpty && $0.range.upperBound <= text.unicodeScalars.count })
        }
        var wild = NameModelWriter(rowBits: 4, slotBits: 2)
        wild.unit = .greatestFiniteMagnitude
        wild.steps = wild.steps.indices.map { $0 % 2 == 0 ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude }
        wild.weights = wild.weights.indices.map { $0 % 8 == 7 ? 0 : Int8(truncatingIfNeeded: $0 * 37) }
        _ = PersonalDataFinder(minimumScore: 0, names: NameTagger(try NameModel(wild.bytes))).find(in: text)
    }
}
