/// A figure of an annotator, or why there is none.
public struct Figure<Value: Sendable & Hashable & Codable>: Sendable, Hashable, Codable {
    public var value: Value?
    /// Set when `value` is nil.
    public var gap: FigureGap?

    public init(_ value: Value) { self.value = value }
    public init(_ gap: FigureGap) { self.gap = gap }

    private enum CodingKeys: String, CodingKey { case value, gap }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(value, forKey: .value)
        try container.encodeIfPresent(gap, forKey: .gap)
    }
}

/// Why a figure is undefined. Facts only; see `FigureGap+Words.swift`.
public struct FigureGap: Error, Sendable, Hashable {
    public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
        case noGold = "no-gold"
        case noConsensus = "no-consensus"
        case noOverlap = "no-overlap"
        case noOrder = "no-order"
        case noTimes = "no-times"
        case noRepeats = "no-repeats"
        case noVariation = "no-variation"
        case tooFew = "too-few"
        case oneClass = "one-class"
    }

    public var code: Code
    /// Of what was needed, how much there is and how much it takes.
    public var have: Int?
    public var need: Int?

    public init(_ code: Code, have: Int? = nil, need: Int? = nil) {
        self.code = code
        self.have = have
        self.need = need
    }

    static func tooFew(_ have: Int, _ need: Int) -> FigureGap { FigureGap(.tooFew, have: have, need: need) }
}

extension FigureGap: Codable {
    private enum CodingKeys: String, CodingKey { case code, have, need, message }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try container.decode(Code.self, forKey: .code), have: try container.decodeIfPresent(Int.self, forKey: .have),
            need: try container.decodeIfPresent(Int.self, forKey: .need))
    }

    /// With its words, for readers that have no table of codes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code, forKey: .code)
        try container.encodeIfPresent(have, forKey: .have)
        try container.encodeIfPresent(need, forKey: .need)
        try container.encode(description, forKey: .message)
    }
}
