/// What one started program may take before it is stopped. A hostile file can ask a decoder for any amount of each.
public struct ProcessLimits: Sendable, Hashable, Codable {
    /// Of processor time.
    public var cpuSeconds = 3600
    /// By the clock, from start to end.
    public var wallSeconds = 7200.0
    /// Of address space, of which the program's own libraries take a quarter of a gibibyte.
    public var addressBytes = 4 << 30
    /// Written to us.
    public var outputBytes = 64 << 30

    public init() {}
}
