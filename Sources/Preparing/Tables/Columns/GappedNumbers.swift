/// Numbers with gaps, as fitted steps keep them: NaN is stored as null, and equal numbers are equal, gaps included.
public struct GappedNumbers: Sendable, Hashable, Codable {
    public let values: [Double]

    public init(_ values: [Double]) { self.values = values }

    public init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([Double?].self).map { $0 ?? .nan }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values.map { $0.isNaN ? nil : $0 })
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.values.elementsEqual(right.values) { $0 == $1 || $0.isNaN && $1.isNaN }
    }

    public func hash(into hasher: inout Hasher) {
        for value in values { hasher.combine(value.isNaN ? 0 : value) }
    }
}
