import Kernels

/// A fair sample of points without knowing how many will come, with their numbers in the file: algorithm R (Vitter, 1985,
/// doi 10.1145/3147.3165), seeded. All points while there are no more than the sample holds.
struct PointSample {
    let capacity: Int
    private(set) var seen = 0
    /// x, y, z of each.
    private(set) var points: [Double] = []
    /// Of each, counted from 0 in the file.
    private(set) var numbers: [Int] = []
    private var random: SeededRandom

    init(capacity: Int, seed: UInt64) {
        self.capacity = max(1, capacity)
        random = SeededRandom.derive(seed, "point-sample")
    }

    var isWhole: Bool { seen == numbers.count }

    mutating func add(_ x: Double, _ y: Double, _ z: Double, number: Int) {
        seen += 1
        if numbers.count < capacity {
            numbers.append(number)
            points.append(x)
            points.append(y)
            points.append(z)
            return
        }
        let place = random.below(seen)
        guard place < capacity else { return }
        numbers[place] = number
        points[place * 3] = x
        points[place * 3 + 1] = y
        points[place * 3 + 2] = z
    }
}
