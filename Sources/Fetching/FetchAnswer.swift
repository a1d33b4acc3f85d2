/// What a server said: its status and headers, and the body where it was kept.
public struct FetchAnswer: Sendable, Hashable {
    public internal(set) var status: Int
    public internal(set) var headers: [FetchHeader]
    /// Decoded; empty when it was given away in pieces.
    public internal(set) var body: [UInt8]
    /// Where it came from after redirects.
    public internal(set) var address: WebAddress

    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The first header of a name, whose letters' case does not matter.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
