import Foundation

/// How many different things a stream held, in 16 KiB, to about 0.8 %.
///
/// Flajolet et al. (2007) with the estimator of Ertl (2017, arXiv 1702.01284, algorithm 6), which needs no bias tables
/// and no change-over between small and large counts. Independent of the order of arrival; sketches merge.
public struct HyperLogLog: Sendable {
    private static let precision = 14
    private static let registerCount = 1 << precision
    private static let longestRun = 64 - precision
    private var registers = [UInt8](repeating: 0, count: registerCount)

    public init() {}

    public static var relativeError: Double { 1.04 / Double(registerCount).squareRoot() }

    /// `hash` must be well mixed, as of `Hash64`.
    public mutating func add(hash: UInt64) {
        let place = Int(hash >> UInt64(64 - Self.precision))
        let rest = hash << UInt64(Self.precision)
        let rank = UInt8(min(rest.leadingZeroBitCount, Self.longestRun) + 1)
        if rank > registers[place] { registers[place] = rank }
    }

    public mutating func merge(_ other: HyperLogLog) {
        for place in registers.indices { registers[place] = max(registers[place], other.registers[place]) }
    }

    public var estimate: Double {
        var counts = [Int](repeating: 0, count: Self.longestRun + 2)
        for register in registers { counts[Int(register)] += 1 }
        let m = Double(Self.registerCount)
        var z = m * Self.tau(1 - Double(counts[Self.longestRun + 1]) / m)
        for rank in stride(from: Self.longestRun, through: 1, by: -1) { z = 0.5 * (z + Double(counts[rank])) }
        z += m * Self.sigma(Double(counts[0]) / m)
        return m * m / (2 * log(2.0) * z)
    }

    private static func sigma(_ share: Double) -> Double {
        if share == 1 { return .infinity }
        var x = share, y = 1.0, sum = share, last = -1.0
        while sum != last {
            x *= x
            last = sum
            sum += x * y
            y += y
        }
        return sum
    }

    private static func tau(_ share: Double) -> Double {
        if share == 0 || share == 1 { return 0 }
        var x = share, y = 1.0, sum = 1 - share, last = -1.0
        while sum != last {
            x = x.squareRoot()
            last = sum
            y *= 0.5
            sum -= (1 - x) * (1 - x) * y
        }
        return sum / 3
    }
}
