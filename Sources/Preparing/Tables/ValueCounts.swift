import Kernels

/// How often each value occurs, one by one up to a bound; above it the number of different ones is estimated.
struct ValueCounts: Sendable {
    private let bound: Int
    private var places: [UInt64: Int32] = [:]
    private var counts: [Int] = []
    /// Cut to 80 scalars: for people to read, not to compare.
    private var shown: [String] = []
    private var sketch: HyperLogLog?

    init(bound: Int) { self.bound = bound }

    var isExact: Bool { sketch == nil }
    var distinct: Int { sketch.map { Int($0.estimate.rounded()) } ?? counts.count }

    mutating func add(_ hash: UInt64, _ text: () -> String) {
        if let place = places[hash] {
            counts[Int(place)] += 1
        } else if counts.count < bound {
            places[hash] = Int32(counts.count)
            counts.append(1)
            shown.append(String(String.UnicodeScalarView(text().unicodeScalars.prefix(80))))
        } else {
            if sketch == nil { startSketch() }
            sketch?.add(hash: hash)
        }
    }

    private mutating func startSketch() {
        var sketch = HyperLogLog()
        for hash in places.keys { sketch.add(hash: hash) }
        self.sketch = sketch
    }

    func top(_ count: Int) -> [ColumnReport.Value] {
        var best = TopK(max(count * 4, 64))
        for place in counts.indices { best.add(place, Double(counts[place])) }
        return Array(best.sorted.map { ColumnReport.Value(value: shown[$0.index], count: counts[$0.index]) }
            .sorted { $0.count != $1.count ? $0.count > $1.count : $0.value < $1.value }.prefix(count))
    }
}
