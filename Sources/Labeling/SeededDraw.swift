/// Draws that depend on a seed and a name only, so a sample can be drawn again and grows without changing.
///
/// FNV-1a over the name, mixed with the seed by SplitMix64's finaliser (Steele, Lea & Flood 2014): uniform enough to
/// sample by, not for secrets.
public enum SeededDraw {
    /// A number in [0, 1).
    public static func uniform(_ name: String, seed: UInt64) -> Double {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Double(mixed(hash ^ mixed(seed &+ 0x9E37_79B9_7F4A_7C15)) >> 11) * 0x1p-53
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
