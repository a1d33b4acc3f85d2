/// Whole numbers for words and questions, the same as `tools/names/features.py` computes them.
enum NameHash {
    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
    /// What stands for a word before the first and behind the last.
    static let edge = mix(seed, 1)

    @inline(__always)
    static func mix(_ state: UInt64, _ value: UInt64) -> UInt64 {
        let mixed = (state ^ value) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 32
    }

    /// Its low bits are a row of the weights.
    @inline(__always)
    static func row(_ question: UInt64, _ answer: UInt64) -> Int {
        let mixed = (answer &+ question &* 0xD6E8_FEB8_6659_FD93) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
    }

    /// The small letter of a capital, for the alphabets that have them next to each other.
    @inline(__always)
    static func fold(_ value: UInt32) -> UInt32 {
        if value < 0x80 { return value &- 65 < 26 ? value | 32 : value }
        return foldBeyondASCII(value)
    }

    private static func foldBeyondASCII(_ value: UInt32) -> UInt32 {
        switch value {
        case 0xD7: value
        case 0xC0...0xDE, 0x391...0x3A9, 0x410...0x42F: value + 32
        case 0x100...0x137, 0x14A...0x177, 0x1E00...0x1EFF, 0x460...0x481: value | 1
        case 0x139...0x148, 0x179...0x17E: value + (value & 1)
        case 0x400...0x40F: value + 80
        case 0x531...0x556: value + 48
        default: value
        }
    }
}
