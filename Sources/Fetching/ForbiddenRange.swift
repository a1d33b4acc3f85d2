/// Addresses that nobody outside this machine and its own network answers at, or that mean many machines at once.
///
/// A URL may come from a stranger (a form, a data set, a redirect), and its name may resolve to anything. What is fetched
/// must not reach services that trust their neighbours: the machine itself, the local network, a cloud's metadata. The
/// ranges are those of IANA's special-purpose registries (RFC 6890) and what other tools learnt to forbid.
public struct ForbiddenRange: Sendable, Hashable {
    public let prefix: [UInt8]
    public let bits: Int
    /// What the range is, for the error's words.
    public let meaning: String

    /// The range that forbids an address, or nil when it is one of the public network.
    public static func holding(_ address: NetworkAddress) -> ForbiddenRange? {
        let known = all.first { address.begins(with: $0.prefix, bits: $0.bits) }
        return known ?? (address.isV6 && !address.begins(with: given.prefix, bits: given.bits) ? outside : nil)
    }

    /// What IANA gives out of IPv6 (RFC 4291); the rest is nobody's yet.
    private static let given = v6([0x20], 3, "the public network")
    private static let outside = v6([], 0, "not given out")

    public static let all: [ForbiddenRange] = [
        v4(0, 0, 0, 0, 8, "this network"),
        v4(10, 0, 0, 0, 8, "a private network"),
        v4(100, 64, 0, 0, 10, "a provider's inner network"),
        v4(127, 0, 0, 0, 8, "this machine"),
        v4(169, 254, 0, 0, 16, "a link, where clouds keep their metadata"),
        v4(172, 16, 0, 0, 12, "a private network"),
        v4(192, 0, 0, 0, 24, "protocol assignments"),
        v4(192, 0, 2, 0, 24, "documentation"),
        v4(192, 88, 99, 0, 24, "6to4 relays"),
        v4(192, 168, 0, 0, 16, "a private network"),
        v4(198, 18, 0, 0, 15, "benchmarks"),
        v4(198, 51, 100, 0, 24, "documentation"),
        v4(203, 0, 113, 0, 24, "documentation"),
        v4(224, 0, 0, 0, 4, "many machines at once"),
        v4(240, 0, 0, 0, 4, "reserved"),
        v6([], 96, "this machine, or IPv4 in an old form of IPv6"),
        v6([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96, "IPv4 inside IPv6"),
        v6([0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96, "IPv4 translated into IPv6"),
        v6([0, 0x64, 0xFF, 0x9B], 96, "IPv4 behind a translator"),
        v6([0, 0x64, 0xFF, 0x9B, 0, 1], 48, "IPv4 behind a local translator"),
        v6([1], 64, "discarded"),
        v6([0x20, 0x01], 32, "Teredo"),
        v6([0x20, 0x01, 0, 0x20], 28, "names of hosts, not addresses"),
        v6([0x20, 0x01, 0x0D, 0xB8], 32, "documentation"),
        v6([0x20, 0x02], 16, "6to4"),
        v6([0x3F, 0xFF], 20, "documentation"),
        v6([0x5F], 16, "segments of routes"),
        v6([0xFC], 7, "a private network"),
        v6([0xFE, 0x80], 10, "a link"),
        v6([0xFE, 0xC0], 10, "a site"),
        v6([0xFF], 8, "many machines at once"),
    ]

    private static func v4(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ bits: Int, _ meaning: String) -> Self {
        Self(prefix: [a, b, c, d], bits: bits, meaning: meaning)
    }

    private static func v6(_ start: [UInt8], _ bits: Int, _ meaning: String) -> Self {
        Self(prefix: start + [UInt8](repeating: 0, count: 16 - start.count), bits: bits, meaning: meaning)
    }
}
