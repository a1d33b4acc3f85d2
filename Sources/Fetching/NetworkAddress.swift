/// An address on a network, as the system resolved it: 4 bytes of IPv4 or 16 of IPv6, in network order.
///
/// IPv4 written inside IPv6 (`::ffff:127.0.0.1`, also the NAT64 and 6to4 forms) keeps its own ranges; see ``ForbiddenRange``.
public struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    public let bytes: [UInt8]

    /// - Parameter bytes: 4 or 16 of them; nil of any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    public var isV6: Bool { bytes.count == 16 }

    /// The usual text: `127.0.0.1`, `fe80:0:0:0:0:0:0:1` (without the shortening of RFC 5952).
    public var description: String {
        guard isV6 else { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
    }

    /// Whether the first `bits` are those of `prefix`, an address of the same length.
    func begins(with prefix: [UInt8], bits: Int) -> Bool {
        guard prefix.count == bytes.count else { return false }
        let whole = bits / 8, rest = bits % 8
        guard bytes.prefix(whole) == prefix.prefix(whole) else { return false }
        return rest == 0 || bytes[whole] >> (8 - rest) == prefix[whole] >> (8 - rest)
    }
}
