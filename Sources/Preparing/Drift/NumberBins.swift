import Foundation

/// Two samples of numbers counted in the same bins.
struct NumberBins {
    /// In ascending order.
    private(set) var counts: [(label: String, reference: Int, current: Int)] = []

    init(_ reference: [Double], _ current: [Double]) {
        let different = Set(reference)
        if different.count > 20 { cut(reference, current) } else { count(reference, current, different.union(current).sorted()) }
    }

    private mutating func count(_ reference: [Double], _ current: [Double], _ values: [Double]) {
        let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
        counts = values.map { (Self.text($0), 0, 0) }
        for number in reference { if let place = places[number] { counts[place].reference += 1 } }
        for number in current { if let place = places[number] { counts[place].current += 1 } }
    }

    /// Half-open, the last one closed.
    private mutating func cut(_ reference: [Double], _ current: [Double]) {
        let low = min(reference.min() ?? 0, current.min() ?? 0), high = max(reference.max() ?? 0, current.max() ?? 0)
        let edges = Self.edges(low, high, reference.count + current.count)
        counts = zip(edges, edges.dropFirst()).map { ("\(Self.text($0)) to \(Self.text($1))", 0, 0) }
        for number in reference { counts[Self.bin(number, edges)].reference += 1 }
        for number in current { counts[Self.bin(number, edges)].current += 1 }
    }

    /// The operations are numpy's, rounding included. A range too wide for a double is halved first.
    private static func edges(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
        guard (high - low).isFinite else { return edges(low / 2, high / 2, count).map { $0 * 2 } }
        let width = (high - low) / (log2(Double(count)) + 1)
        let bins = max(1, Int(((high - low) / width).rounded(.up)))
        let step = (high - low) / Double(bins)
        return (0...bins).map { $0 == bins ? high : low + Double($0) * step }
    }

    /// The last edge at or below the number.
    private static func bin(_ number: Double, _ edges: [Double]) -> Int {
        var (low, high) = (0, edges.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle] <= number { low = middle } else { high = middle }
        }
        return low
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(format: "%.4g", number)
    }
}
