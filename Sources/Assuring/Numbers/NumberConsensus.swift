import Records

/// One number for every item with how far it can be trusted, and how each annotator's numbers lie to it.
public struct NumberConsensus: Sendable, Hashable {
    public struct Item: Sendable, Hashable {
        public var item: Int32
        /// nil where nobody answered.
        public var value: Double?
        /// 95 % interval; nil where the answers are too few for one.
        public var interval: Agreement.Interval?
        public var answers: Int
    }

    public struct Annotator: Sendable, Hashable {
        public var annotator: Int32
        public var answers: Int
        /// How much higher the annotator answers than is settled, on average; nil without answers.
        public var bias: Double?
        /// How far answers scatter around that; nil below two answers.
        public var deviation: Double?
    }

    /// By item of the table.
    public var items: [Item]
    /// By annotator of the table.
    public var annotators: [Annotator]
    public var method: String
    public var parameters: JSONObject
    public var iterations: Int
    public var stopReason: Consensus.StopReason
}

/// A way to settle one number from several.
public protocol NumberConsensusMethod: CatalogEntry {
    init()
    var parameters: JSONObject { get }
    func consensus(of numbers: NumberTable) throws(ConsensusError) -> NumberConsensus
}

/// Every way to settle numbers. Adding one here is all the registration it needs.
public enum NumberConsensusCatalog {
    public static let all: [any NumberConsensusMethod] = [MedianNumber(), MeanNumber(), TrimmedMean(), AnnotatorBias()]

    public static func named(_ name: String) -> (any NumberConsensusMethod)? {
        all.first { $0.name == name }
    }
}

extension NumberConsensus {
    /// Of a method that looks at one item at a time; annotators are compared with the settled values.
    init(_ numbers: NumberTable, by method: some NumberConsensusMethod, settle: (Range<Int>) -> (value: Double, interval: Agreement.Interval?)) {
        items = (0..<numbers.itemCount).map { item in
            let answers = numbers.ratings(ofItem: Int32(item))
            let settled = answers.isEmpty ? nil : settle(answers)
            return Item(item: Int32(item), value: settled?.value, interval: settled?.interval, answers: answers.count)
        }
        annotators = Self.annotators(numbers, items)
        self.method = method.name
        parameters = method.parameters
        iterations = 1
        stopReason = .singlePass
    }

    private static func annotators(_ numbers: NumberTable, _ items: [Item]) -> [Annotator] {
        var count = [Int](repeating: 0, count: numbers.annotatorCount)
        var (sum, squares) = ([Double](repeating: 0, count: numbers.annotatorCount), [Double](repeating: 0, count: numbers.annotatorCount))
        func each(_ body: (Int, Double) -> Void) {
            for answer in 0..<numbers.count {
                guard let value = items[Int(numbers.items[answer])].value else { continue }
                body(Int(numbers.annotators[answer]), numbers.values[answer] - value)
            }
        }
        each { annotator, gap in
            count[annotator] += 1
            sum[annotator] += gap
        }
        each { annotator, gap in
            let rest = gap - sum[annotator] / Double(count[annotator])
            squares[annotator] += rest * rest
        }
        return count.indices.map { a in
            Annotator(
                annotator: Int32(a), answers: count[a], bias: count[a] > 0 ? sum[a] / Double(count[a]) : nil,
                deviation: count[a] > 1 ? (squares[a] / Double(count[a] - 1)).squareRoot() : nil)
        }
    }
}
