import Kernels

/// One column of one side while rows pass: counts of its values, and of numbers and texts a random sample beyond a bound.
///
/// The samples are drawn by Vitter's algorithm R (1985, doi 10.1145/3147.3165), seeded by side and name: the same rows in the
/// same order give the same sample. Memory: `kept` numbers, `keptTexts` texts and the counts of `maximumValues` values.
struct ColumnSample: Sendable {
    /// A column of more different values is no category.
    static let maximumValues = 50_000

    private(set) var count = 0
    private(set) var numberCount = 0
    private(set) var numbers: [Double] = []
    private(set) var texts: [String] = []
    /// nil once there were too many.
    private(set) var counts: [String: Int]? = [:]
    private let settings: DriftSettings
    private var random: SeededRandom
    private var mean = 0.0
    private var squares = 0.0

    init(_ name: String, _ side: String, _ settings: DriftSettings) {
        self.settings = settings
        random = .derive(settings.seed, "\(side)/\(name)")
    }

    /// Missing values are not added. `number`: what it reads as, where it is finite.
    mutating func add(_ text: String, _ number: Double?) {
        count += 1
        if let number { see(number) } else { keep(text) }
        counts?[text, default: 0] += 1
        if (counts?.count ?? 0) > Self.maximumValues { counts = nil }
    }

    /// Welford's mean and sum of squares, of all and not of the sample.
    private mutating func see(_ number: Double) {
        numberCount += 1
        let step = number - mean
        mean += step / Double(numberCount)
        squares += step * (number - mean)
        if let place = place(of: numberCount, in: settings.kept) {
            if place == numbers.count { numbers.append(number) } else { numbers[place] = number }
        }
    }

    private mutating func keep(_ text: String) {
        if let place = place(of: count - numberCount, in: settings.keptTexts) {
            if place == texts.count { texts.append(text) } else { texts[place] = text }
        }
    }

    /// Where the value of this number goes; nil: nowhere.
    private mutating func place(of number: Int, in bound: Int) -> Int? {
        if number <= bound { return number - 1 }
        let drawn = random.below(number)
        return drawn < bound ? drawn : nil
    }

    var isNumeric: Bool { numberCount == count && count > 0 }

    func side(rows: Int, _ kind: ColumnDrift.Kind?) -> ColumnDrift.Side {
        let isNumber = kind == .number
        let isWhole = kind == .text ? texts.count + numberCount == count : !isNumber || numbers.count == count
        return ColumnDrift.Side(
            count: count, missing: rows - count, mean: isNumber ? mean : nil,
            deviation: isNumber && count > 1 ? (squares / Double(count - 1)).squareRoot() : nil, isWhole: isWhole)
    }
}
