import Kernels

/// Undoes UTF-8 that was read as Windows-1252 or Latin-1, once or several times: `Ã©` back to `é`.
///
/// Every run of scalars that Windows-1252 or Latin-1 makes of the bytes of one UTF-8 scalar is looked at. When all of a text
/// beyond ASCII is such runs and at least half of them are likely, all are put back; otherwise each run is judged by
/// itself, so that a text may hold good and bad parts. Likely is what spells an assigned scalar, of a block in everyday use
/// when only two scalars vouch for it, and is not a capital letter before a closing quote (`MAÇÃ”` stays). The two steps
/// are those of ftfy's `fix_encoding` (Speer 2019, doi 10.5281/zenodo.2591652), with a simpler judgement.
public enum MojibakeRepair {
    /// What was done: the text, runs put back, and how often the text was gone through.
    public struct Outcome: Sendable, Hashable {
        public var text: [UInt8]
        public var repaired: Int
        public var rounds: Int
    }

    /// Twice read wrongly takes two rounds; more than `rounds` are not tried.
    public static func repair(_ text: [UInt8], rounds limit: Int = 3) -> Outcome {
        var outcome = Outcome(text: text, repaired: 0, rounds: 0)
        while outcome.rounds < limit {
            var better: [UInt8] = []
            let repaired = outcome.text.withUnsafeBufferPointer { round($0, into: &better) }
            guard repaired > 0 else { break }
            outcome.text = better
            outcome.repaired += repaired
            outcome.rounds += 1
        }
        return outcome
    }

    /// How many runs were put back; `better` is left empty when there are none.
    private static func round(_ text: UnsafeBufferPointer<UInt8>, into better: inout [UInt8]) -> Int {
        let takesAll = isAllRuns(text)
        var place = 0, copied = 0, repaired = 0
        var before: UInt32 = 0x20
        while place < text.count {
            let (value, length) = ScalarReader.read(text, place)
            if value >= 0xC2, let run = run(text, place, after: before), takesAll || run.isLikely {
                better.append(contentsOf: text[copied..<place])
                ScalarWriter.append(run.value, to: &better)
                place = run.end
                copied = place
                before = run.value
                repaired += 1
            } else {
                place += length
                before = value
            }
        }
        if repaired > 0 { better.append(contentsOf: text[copied...]) }
        return repaired
    }

    /// Whether nothing beyond ASCII is left outside of runs, and at least half of the runs are likely.
    private static func isAllRuns(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0, runs = 0, likely = 0
        var before: UInt32 = 0x20
        while place < text.count {
            if text[place] < 0x80 {
                before = UInt32(text[place])
                place += 1
                continue
            }
            guard let run = run(text, place, after: before) else { return false }
            runs += 1
            likely += run.isLikely ? 1 : 0
            place = run.end
            before = run.value
        }
        return likely > 0 && likely * 2 >= runs
    }

    private struct Run {
        /// The scalar that the bytes behind the scalars spell.
        var value: UInt32
        var end: Int
        var isLikely: Bool
    }

    private static func run(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, after before: UInt32) -> Run? {
        let (first, firstLength) = ScalarReader.read(text, start)
        guard let lead = byte(of: first), lead >= 0xC2, lead <= 0xF4 else { return nil }
        let count = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
        var value = UInt32(lead) & (count == 1 ? 0x1F : count == 2 ? 0x0F : 0x07)
        var place = start + firstLength
        var last: UInt32 = 0
        for _ in 0..<count {
            guard place < text.count else { return nil }
            let (next, length) = ScalarReader.read(text, place)
            guard let byte = byte(of: next), byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
            place += length
            last = next
        }
        let least: UInt32 = count == 1 ? 0x80 : count == 2 ? 0x800 : 0x1_0000
        guard value >= least, Unicode.Scalar(value) != nil else { return nil }
        return Run(value: value, end: place, isLikely: isLikely(value, from: first, last, scalars: count + 1, after: before))
    }

    private static func isLikely(_ value: UInt32, from first: UInt32, _ last: UInt32, scalars: Int, after before: UInt32) -> Bool {
        guard value >= 0xA0, let scalar = Unicode.Scalar(value) else { return scalars == 2 && (0x80..<0xA0).contains(value) && first == 0xC2 }
        switch scalar.properties.generalCategory {
        case .unassigned, .privateUse, .surrogate, .control: return false
        default: break
        }
        guard scalars == 2 else { return true }
        guard isEveryday(value) else { return false }
        let isCapitalBefore = before < 0x250 && ScalarClass.of(before).intersection([.letter, .lowercase]) == .letter
        return !(isCapitalBefore && isTypographic(last))
    }

    /// Two-byte blocks that texts are written in: Latin-1, Latin Extended-A, Greek, Cyrillic, Hebrew, Arabic.
    private static func isEveryday(_ value: UInt32) -> Bool {
        switch value {
        case 0xA0...0x17F, 0x386...0x3CE, 0x401...0x45F, 0x490...0x491, 0x5D0...0x5EA, 0x60C...0x64A, 0x660...0x669: true
        case 0x67E, 0x686, 0x698, 0x6A9, 0x6AF, 0x6CC: true
        default: false
        }
    }

    /// Dashes, quotes, ellipsis: what stands behind a word in a text that is as it should be.
    private static func isTypographic(_ value: UInt32) -> Bool {
        (0x2013...0x2026).contains(value) || value == 0x2039 || value == 0x203A || value == 0xBB || value == 0xAB
    }

    /// The byte that Windows-1252 or Latin-1 reads as this scalar.
    private static func byte(of value: UInt32) -> UInt8? {
        if value < 0x100 { return value < 0x80 ? nil : UInt8(value) }
        return specials.first { $0.0 == value }?.1
    }

    /// Scalars above U+00FF of Windows-1252.
    private static let specials: [(UInt32, UInt8)] = SingleByteEncoding.windows1252.upperHalf.enumerated().compactMap { place, value in
        value > 0xFF && value != 0xFFFD ? (value, UInt8(0x80 + place)) : nil
    }
}
