import Kernels

/// Small damage put right, each kind an option and each change counted.
///
/// Order: mojibake first, since its runs hold the very characters that the others would change; then one pass for the rest.
///
///     let repaired = TextRepair([.mojibake, .controls]).repair(text)
///     print(repaired.text, repaired.counts)
public struct TextRepair: Sendable {
    public struct Options: OptionSet, Sendable, Hashable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// UTF-8 read as Windows-1252 or Latin-1.
        public static let mojibake = Options(rawValue: 1)
        /// U+0080-U+009F to what Windows-1252 has there: `\u{92}` to `’`.
        public static let windowsControls = Options(rawValue: 2)
        /// Controls other than tab, line feed and carriage return are taken out.
        public static let controls = Options(rawValue: 4)
        /// U+00A0, U+2007 and U+202F to a space.
        public static let nonBreakingSpaces = Options(rawValue: 8)
        /// Zero-width spaces, word joiners, byte order marks and soft hyphens are taken out; the joiners U+200C and U+200D,
        /// which Persian, Hindi and emoji need, stay.
        public static let zeroWidth = Options(rawValue: 16)
        /// Full-width ASCII and the ideographic space to their narrow forms.
        public static let fullWidth = Options(rawValue: 32)
        /// Curly quotes and primes to `'` and `"`.
        public static let quotes = Options(rawValue: 64)
        /// Carriage returns, alone or before a line feed, to a line feed.
        public static let lineEnds = Options(rawValue: 128)

        /// What no reader would miss.
        public static let safe: Options = [.mojibake, .windowsControls, .controls, .zeroWidth, .lineEnds]
    }

    /// Changes made, of each kind.
    public struct Counts: Sendable, Hashable, Codable {
        /// Runs put back, and the rounds that took: 2 when a text was read wrongly twice.
        public var mojibake = 0
        public var mojibakeRounds = 0
        public var windowsControls = 0
        public var controls = 0
        public var nonBreakingSpaces = 0
        public var zeroWidth = 0
        public var fullWidth = 0
        public var quotes = 0
        public var lineEnds = 0

        public init() {}

        public mutating func add(_ other: Counts) {
            mojibake += other.mojibake
            mojibakeRounds += other.mojibakeRounds
            windowsControls += other.windowsControls
            controls += other.controls
            nonBreakingSpaces += other.nonBreakingSpaces
            zeroWidth += other.zeroWidth
            fullWidth += other.fullWidth
            quotes += other.quotes
            lineEnds += other.lineEnds
        }

        public var total: Int { mojibake + windowsControls + controls + nonBreakingSpaces + zeroWidth + fullWidth + quotes + lineEnds }
    }

    public struct Repaired: Sendable, Hashable {
        public var text: String
        public var counts: Counts
    }

    public let options: Options
    private static let windows = SingleByteEncoding.windows1252.upperHalf

    public init(_ options: Options = .safe) { self.options = options }

    public func repair(_ text: String) -> Repaired {
        var bytes = Array(text.utf8), counts = Counts()
        if options.contains(.mojibake) {
            let outcome = MojibakeRepair.repair(bytes)
            (bytes, counts.mojibake, counts.mojibakeRounds) = (outcome.text, outcome.repaired, outcome.rounds)
        }
        var better: [UInt8] = []
        better.reserveCapacity(bytes.count)
        bytes.withUnsafeBufferPointer { rewrite($0, to: &better, &counts) }
        return Repaired(text: counts.total == 0 ? text : String(decoding: better, as: UTF8.self), counts: counts)
    }

    private func rewrite(_ text: UnsafeBufferPointer<UInt8>, to better: inout [UInt8], _ counts: inout Counts) {
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte >= 32, byte < 0x7F {
                better.append(byte)
                place += 1
                continue
            }
            let (value, length) = ScalarReader.read(text, place)
            place += length
            let isPair = value == 13 && place < text.count && text[place] == 10
            guard let kept = replacement(value, isPair, &counts) else { continue }
            if kept == value { better.append(contentsOf: text[place - length..<place]) } else { ScalarWriter.append(kept, to: &better) }
        }
    }

    /// nil: taken out.
    private func replacement(_ value: UInt32, _ isBeforeFeed: Bool, _ counts: inout Counts) -> UInt32? {
        switch value {
        case 13 where options.contains(.lineEnds):
            counts.lineEnds += 1
            return isBeforeFeed ? nil : 10
        case 0x80..<0xA0 where options.contains(.windowsControls) && Self.windows[Int(value) - 0x80] != 0xFFFD:
            counts.windowsControls += 1
            return Self.windows[Int(value) - 0x80]
        case 0..<9, 11, 12, 14..<32, 0x7F..<0xA0:
            return drop(.controls, \.controls, value, &counts)
        case 0xAD, 0x200B, 0x2060, 0xFEFF:
            return drop(.zeroWidth, \.zeroWidth, value, &counts)
        case 0xA0, 0x2007, 0x202F:
            return change(.nonBreakingSpaces, \.nonBreakingSpaces, value, to: 0x20, &counts)
        case 0xFF01...0xFF5E:
            return change(.fullWidth, \.fullWidth, value, to: value - 0xFEE0, &counts)
        case 0x3000:
            return change(.fullWidth, \.fullWidth, value, to: 0x20, &counts)
        case 0x2018...0x201B, 0x2032:
            return change(.quotes, \.quotes, value, to: 0x27, &counts)
        case 0x201C...0x201F, 0x2033:
            return change(.quotes, \.quotes, value, to: 0x22, &counts)
        default:
            return value
        }
    }

    private func drop(_ option: Options, _ count: WritableKeyPath<Counts, Int>, _ value: UInt32, _ counts: inout Counts) -> UInt32? {
        guard options.contains(option) else { return value }
        counts[keyPath: count] += 1
        return nil
    }

    private func change(_ option: Options, _ count: WritableKeyPath<Counts, Int>, _ value: UInt32, to other: UInt32, _ counts: inout Counts) -> UInt32 {
        guard options.contains(option) else { return value }
        counts[keyPath: count] += 1
        return other
    }
}
