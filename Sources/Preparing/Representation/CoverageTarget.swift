import Records

/// What a collection should come to: axes with their values, and how many items of which combination.
public struct CoverageTarget: Sendable, Hashable {
    public struct Axis: Sendable, Hashable, Codable {
        public var name: String
        public var values: [String]

        public init(_ name: String, _ values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// At least `count` items with these values: of all axes, or of some of them whatever the others.
    public struct Quota: Sendable, Hashable, Codable {
        /// Axis to value.
        public var values: [String: String]
        public var count: Int

        public init(_ values: [String: String], count: Int) {
            self.values = values
            self.count = count
        }
    }

    public let axes: [Axis]
    public let quotas: [Quota]
    /// Combinations beyond which a target is refused.
    public static let mostCells = 100_000

    /// - Parameter leastPerCell: wanted of every combination, besides the quotas.
    /// - Throws: no axis, one or one of its values twice, too many combinations, quotas of unknown values or below 0.
    public init(axes: [Axis], quotas: [Quota] = [], leastPerCell: Int = 0) throws(Finding) {
        guard !axes.isEmpty else { throw Finding(.error, "coverage.no-axes", "nothing to cover", hint: "declare `environments` or quotas of labels") }
        try Self.check(axes)
        for quota in quotas {
            guard quota.count >= 0, quota.count <= 1 << 40 else { throw Finding(.error, "coverage.quota", "a quota of \(quota.count) items") }
            guard !quota.values.isEmpty else { throw Finding(.error, "coverage.quota", "a quota names no value") }
            for (name, value) in quota.values.sorted(by: { $0.key < $1.key }) where axes.first(where: { $0.name == name })?.values.contains(value) != true {
                throw Finding(.error, "coverage.quota", "a quota names `\(name)` = `\(value)`, which is no value of an axis")
            }
        }
        self.axes = axes
        self.quotas = quotas + (leastPerCell > 0 ? Self.cells(axes).map { Quota($0, count: leastPerCell) } : [])
    }

    /// Environments of a definition crossed with the labels of one of its questions.
    ///
    /// A label's quota is wanted in all, and `evenness` of its even part in every environment: of 3,000 dark or light, 1,500 of
    /// each at 1, 750 of each at 0.5, nothing of each at 0. Combinations without a label's quota should have `leastPerCell` items.
    /// - Parameter question: its labels are the last axis, called by its name; the environments alone where nil.
    public init(_ definition: TaskDefinition, question: String? = nil, evenness: Double = 0.5, leastPerCell: Int = 10) throws(Finding) {
        guard evenness >= 0, evenness <= 1 else { throw Finding(.error, "coverage.evenness", "evenness is \(evenness), not 0 to 1") }
        var axes = definition.environments.sorted { $0.key < $1.key }.map { Axis($0.key, $0.value) }
        let places = axes
        var quotas: [Quota] = [], labels: [LabelDefinition] = []
        if let question {
            guard let found = definition.question(named: question) else {
                throw Finding(.error, "coverage.question", "there is no question `\(question)`", hint: NearestName.hint(question, among: definition.questions.map(\.name)))
            }
            labels = found.labels
            axes.append(Axis(question, found.labelNames))
        }
        try Self.check(axes)
        let cells = places.isEmpty ? [[:]] : Self.cells(places)
        for label in labels {
            if let quota = label.quota, let question { quotas.append(Quota([question: label.name], count: quota)) }
            // Without environments the label's own quota is all there is to its cell.
            guard !places.isEmpty || label.quota == nil, let question else { continue }
            let least = label.quota.map { Int((Double($0) / Double(cells.count) * evenness).rounded(.up)) } ?? leastPerCell
            quotas += cells.map { cell in Quota(cell.merging([question: label.name]) { first, _ in first }, count: least) }
        }
        if question == nil { quotas = cells.filter { !$0.isEmpty }.map { Quota($0, count: leastPerCell) } }
        try self.init(axes: axes, quotas: quotas.filter { $0.count > 0 })
    }

    private static func check(_ axes: [Axis]) throws(Finding) {
        var cells = 1, names: Set<String> = []
        for axis in axes {
            guard names.insert(axis.name).inserted else { throw Finding(.error, "coverage.axis-twice", "two axes are called `\(axis.name)`") }
            guard !axis.values.isEmpty else { throw Finding(.error, "coverage.axis-empty", "the axis `\(axis.name)` has no values") }
            guard Set(axis.values).count == axis.values.count else { throw Finding(.error, "coverage.value-twice", "the axis `\(axis.name)` has a value twice") }
            let (product, isOver) = cells.multipliedReportingOverflow(by: axis.values.count)
            guard !isOver, product <= mostCells else {
                throw Finding(.error, "coverage.too-many-cells", "the axes have more than \(mostCells) combinations", hint: "leave out an axis")
            }
            cells = product
        }
    }

    /// All combinations, the last axis fastest.
    static func cells(_ axes: [Axis]) -> [[String: String]] {
        axes.reduce([[:]]) { cells, axis in
            cells.flatMap { cell in axis.values.map { value in cell.merging([axis.name: value]) { first, _ in first } } }
        }
    }
}
