import Glibc
import Kernels

/// How frequent runs of letters are in each of some languages: what `LanguageIdentifier` knows.
///
/// A value, so that it may come from a file made of any counts (`init(_ bytes:)`, written by `tools/make-language-profiles`)
/// or be counted from a project's own texts (`LanguageCounter`). No profiles are part of the product.
///
/// File, little-endian: `WLP1`; u8 longest run; u16 languages; per language u8 length and code, and a u32 total for each
/// length of run; u32 runs; per run u8 length and UTF-8, u16 languages, and for each u16 language and u32 count.
public struct LanguageProfiles: Sendable {
    /// ISO 639-1 codes mostly, in the order of the file.
    public let languages: [String]
    public let longest: Int
    /// Runs by hash: `entries[slot] ..< entries[slot + 1]`.
    private var slots = HashSlots()
    private var entries: [Int32] = [0]
    private var language: [UInt16] = []
    /// log(p + floor) - log(floor).
    private var gain: [Float] = []

    /// What a run never seen in a language counts as.
    private static let floor = 5e-5

    /// - Throws: when the bytes are not such a file.
    public init(_ bytes: UnsafeRawBufferPointer) throws(LanguageProfileError) {
        var reader = ProfileReader(bytes)
        guard try reader.bytes(4) == Array("WLP1".utf8) else { throw .notAProfile }
        longest = Int(try reader.u8())
        guard (1...5).contains(longest) else { throw .badLongest(longest) }
        var names: [String] = [], totals: [[Double]] = []
        for _ in 0..<(try reader.u16()) {
            names.append(String(decoding: try reader.bytes(Int(try reader.u8())), as: UTF8.self))
            var own: [Double] = []
            for _ in 0..<longest { own.append(Double(max(1, try reader.u32()))) }
            totals.append(own)
        }
        languages = names
        for _ in 0..<(try reader.u32()) { try readRun(&reader, totals) }
        guard reader.isAtEnd else { throw .bytesBehindEnd(reader.place) }
    }

    public init(_ bytes: [UInt8]) throws(LanguageProfileError) {
        let result = bytes.withUnsafeBytes { raw in Result { () throws(LanguageProfileError) in try LanguageProfiles(raw) } }
        self = try result.get()
    }

    private mutating func readRun(_ reader: inout ProfileReader, _ totals: [[Double]]) throws(LanguageProfileError) {
        let start = reader.place
        let scalars = String(decoding: try reader.bytes(Int(try reader.u8())), as: UTF8.self).unicodeScalars.map(\.value)
        guard (1...longest).contains(scalars.count) else { throw .badRun(start) }
        slots.add(LetterGrams.hash(scalars))
        for _ in 0..<(try reader.u16()) {
            let owner = try reader.u16(), count = try reader.u32()
            guard Int(owner) < languages.count else { throw .badRun(start) }
            language.append(owner)
            gain.append(Float(log(Double(count) / totals[Int(owner)][scalars.count - 1] / Self.floor + 1)))
        }
        entries.append(Int32(clamping: language.count))
    }

    /// Adds what the runs say to `scores`, one per language; how many runs are known.
    func score(_ runs: [UInt64], into scores: inout [Double]) -> Int {
        var known = 0
        for run in runs {
            guard let slot = slots.number(of: run) else { continue }
            known += 1
            for entry in Int(entries[slot])..<Int(entries[slot + 1]) { scores[Int(language[entry])] += Double(gain[entry]) }
        }
        return known
    }
}
