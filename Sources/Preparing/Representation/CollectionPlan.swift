/// How many more items of which combination make every quota: few items, and few tasks.
///
/// Quotas of whole combinations are filled first: that is needed whatever else is done, and counts for the wider ones. Then,
/// until every quota is met, one task takes together as many unmet quotas as fit one combination, the narrowest and
/// largest first, for as many items as the least of them lacks; axes they leave open take the combination with
/// fewest items. For quotas of whole combinations and of single values this is the fewest items there can be: what is lacking of
/// whole combinations, and then of the axis that lacks most.
/// Cost: O(quotas * (quotas + combinations)); every task meets at least one quota. Deterministic.
struct CollectionPlan {
    private let axes: [CoverageTarget.Axis]
    /// For each quota the place of its value on each axis, -1 for any.
    private let patterns: [[Int]]
    private(set) var states: [CoverageReport.QuotaState]
    private(set) var wanted: [Int]
    private(set) var tasks: [CoverageReport.Task] = []
    private var counts: [Int]
    private var lacking: [Int]
    private var collected: [Int]

    init(_ target: CoverageTarget, _ counts: [Int]) {
        (axes, self.counts) = (target.axes, counts)
        collected = [Int](repeating: 0, count: counts.count)
        wanted = collected
        let axes = target.axes
        let patterns = target.quotas.map { quota in axes.map { axis in quota.values[axis.name].flatMap { axis.values.firstIndex(of: $0) } ?? -1 } }
        self.patterns = patterns
        let held = Self.held(patterns, counts, axes.map(\.values.count))
        lacking = zip(target.quotas, held).map { max(0, $0.count - $1) }
        states = zip(target.quotas, held).map { quota, held in
            CoverageReport.QuotaState(values: quota.values, wanted: quota.count, count: held, lacking: max(0, quota.count - held))
        }
        for quota in patterns.indices where !patterns[quota].contains(-1) {
            wanted[cell(patterns[quota])] = max(wanted[cell(patterns[quota])], target.quotas[quota].count)
        }
        fillCells()
        fillRest()
        tasks = collected.indices.filter { collected[$0] > 0 }.map { CoverageReport.Task(values: values($0), count: collected[$0]) }
    }

    /// Values of a combination by axis, in the order of the axes.
    func values(_ cell: Int) -> [String] { digits(cell).enumerated().map { axes[$0].values[$1] } }

    private func digits(_ cell: Int) -> [Int] {
        var cell = cell, digits: [Int] = []
        for axis in axes.reversed() {
            digits.append(cell % axis.values.count)
            cell /= axis.values.count
        }
        return digits.reversed()
    }

    private func cell(_ digits: [Int]) -> Int { zip(digits, axes).reduce(0) { $0 * $1.1.values.count + $1.0 } }

    /// Items that meet each pattern. Patterns of the same axes are counted in one pass over the combinations.
    private static func held(_ patterns: [[Int]], _ counts: [Int], _ sizes: [Int]) -> [Int] {
        var sums: [[Bool]: [Int: Int]] = [:]
        func key(_ digits: [Int], _ mask: [Bool]) -> Int { digits.indices.reduce(0) { $0 * sizes[$1] + (mask[$1] ? digits[$1] : 0) } }
        for mask in Set(patterns.map { $0.map { $0 >= 0 } }) {
            var own: [Int: Int] = [:], digits = [Int](repeating: 0, count: sizes.count)
            for count in counts {
                own[key(digits, mask), default: 0] += count
                for axis in sizes.indices.reversed() {
                    digits[axis] += 1
                    if digits[axis] < sizes[axis] { break }
                    digits[axis] = 0
                }
            }
            sums[mask] = own
        }
        return patterns.map { pattern in
            let mask = pattern.map { $0 >= 0 }
            return sums[mask]?[key(pattern, mask)] ?? 0
        }
    }

    private mutating func fillCells() {
        let narrow = patterns.indices.filter { !patterns[$0].contains(-1) && lacking[$0] > 0 }
        let wide = patterns.indices.filter { patterns[$0].contains(-1) }
        for quota in narrow where collected[cell(patterns[quota])] < lacking[quota] {
            let place = cell(patterns[quota]), amount = lacking[quota] - collected[place]
            collected[place] += amount
            for other in wide where matches(patterns[other], patterns[quota]) { lacking[other] = max(0, lacking[other] - amount) }
        }
        for quota in narrow { lacking[quota] = 0 }
    }

    private mutating func fillRest() {
        while let (pattern, amount) = nextTask() {
            let digits = thinnest(pattern)
            collected[cell(digits)] += amount
            for quota in patterns.indices where lacking[quota] > 0 && matches(patterns[quota], digits) { lacking[quota] = max(0, lacking[quota] - amount) }
        }
    }

    /// Unmet quotas that one combination can serve, put together.
    private func nextTask() -> (pattern: [Int], amount: Int)? {
        let unmet = lacking.indices.filter { lacking[$0] > 0 }
        let order = unmet.sorted { (-fixed($0), -lacking[$0], $0) < (-fixed($1), -lacking[$1], $1) }
        guard let first = order.first else { return nil }
        var pattern = patterns[first], amount = lacking[first]
        for quota in order.dropFirst() where isCompatible(patterns[quota], pattern) {
            pattern = zip(pattern, patterns[quota]).map { max($0, $1) }
            amount = min(amount, lacking[quota])
        }
        return (pattern, amount)
    }

    private func fixed(_ quota: Int) -> Int { patterns[quota].count { $0 >= 0 } }
    private func isCompatible(_ left: [Int], _ right: [Int]) -> Bool { zip(left, right).allSatisfy { $0 < 0 || $1 < 0 || $0 == $1 } }
    private func matches(_ pattern: [Int], _ digits: [Int]) -> Bool { zip(pattern, digits).allSatisfy { $0 < 0 || $0 == $1 } }

    /// The combination of the pattern with fewest items, collected ones included; of equals the first.
    private func thinnest(_ pattern: [Int]) -> [Int] {
        guard pattern.contains(-1) else { return pattern }
        var best: [Int] = [], least = Int.max, digits = pattern.map { max(0, $0) }
        while true {
            let place = cell(digits), count = counts[place] + collected[place]
            if count < least { (best, least) = (digits, count) }
            guard let axis = pattern.indices.reversed().first(where: { pattern[$0] < 0 && digits[$0] + 1 < axes[$0].values.count }) else { return best }
            digits[axis] += 1
            for later in pattern.indices where later > axis && pattern[later] < 0 { digits[later] = 0 }
        }
    }
}
