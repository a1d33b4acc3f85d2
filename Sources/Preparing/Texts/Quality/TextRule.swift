import Glibc

/// One rule of quality: a number of a document, and from where on a document with it is dropped.
///
/// Rules are values, so a catalogue lists them, a project changes a threshold, and a dry run shows for each what it would
/// do. The names are the reasons datatrove gives.
public struct TextRule: Sendable {
    public enum Family: String, Sendable, CaseIterable, Codable {
        /// Rae et al. (2021), arXiv 2112.11446, appendix A1.
        case gopherQuality = "gopher-quality"
        case gopherRepetition = "gopher-repetition"
        /// Raffel et al. (2020), JMLR 21(140).
        case c4
        /// Penedo et al. (2024), arXiv 2406.17557.
        case fineweb
    }

    /// Which side of the threshold is dropped.
    public enum Side: String, Sendable, Codable { case below, above }

    public let name: String
    public let family: Family
    /// One sentence without a full stop.
    public let definition: String
    public let drops: Side
    /// A document exactly at it is kept.
    public var threshold: Double
    public let scale: HistogramScale
    private let value: @Sendable (TextMeasures) -> Double

    init(
        _ name: String, _ family: Family, _ definition: String, drops: Side, _ threshold: Double, scale: HistogramScale = .shares,
        _ value: @escaping @Sendable (TextMeasures) -> Double
    ) {
        self.name = name
        self.family = family
        self.definition = definition
        self.drops = drops
        self.threshold = threshold
        self.scale = scale
        self.value = value
    }

    /// Never NaN: a share of nothing is 0.
    public func measure(_ document: TextMeasures) -> Double { value(document) }

    public func isDropped(_ value: Double) -> Bool { drops == .below ? value < threshold : value > threshold }
}

/// How a dry run cuts the values of a rule into bins.
public struct HistogramScale: Sendable, Hashable, Codable {
    public static let binCount = 20
    public static let shares = HistogramScale(from: 0, to: 1)

    public var from: Double
    public var to: Double
    /// Bins of equal ratio; `from` is then above 0.
    public var isLogarithmic: Bool

    public init(from: Double, to: Double, isLogarithmic: Bool = false) {
        self.from = from
        self.to = to
        self.isLogarithmic = isLogarithmic
    }

    /// Values outside go to the first and the last bin.
    public func bin(of value: Double) -> Int {
        let low = position(from), high = position(to)
        let place = (position(value) - low) / (high - low) * Double(Self.binCount)
        guard place >= 0 else { return 0 }
        return place < Double(Self.binCount) ? Int(place) : Self.binCount - 1
    }

    /// Lower edges of the bins, and the upper one of the last.
    public var edges: [Double] {
        (0...Self.binCount).map { edge in
            let share = Double(edge) / Double(Self.binCount)
            return isLogarithmic ? from * pow(to / from, share) : from + (to - from) * share
        }
    }

    private func position(_ value: Double) -> Double { isLogarithmic ? log(max(value, from)) : value }
}
