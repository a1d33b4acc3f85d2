import Assuring

extension LabelErrorFiles {
    /// What is suspected of the labels of a file. Classes are numbers from 0; `classes` has their names.
    public struct Report: Codable, Sendable, Hashable {
        public var checked: Int
        public var count: Int
        public var share: Double
        /// 1 - the estimated share of errors.
        public var health: Double
        public var filter: String
        public var scoring: String
        /// The names of the classes, where the labels were names and not numbers.
        public var classes: [String]?
        /// Lowest score first; at most as many as were asked for.
        public var items: [Row]
        /// Several models, with how much each counted.
        public var models: [Model]?
        /// Classes that some row is given or seems to be of, worst first.
        public var classQuality: [ClassQuality]
        /// Pairs of classes that are confused, most first.
        public var overlaps: [Overlap]
        /// How often a given class goes with a true one, as far as seen.
        public var joint: [JointCell]
        public var noise: Noise?
        /// Why there is no `noise`.
        public var noiseProblem: String?
    }

    public struct Row: Codable, Sendable, Hashable {
        /// Counts from 0.
        public var row: Int
        public var id: String?
        public var given: Int
        public var suggested: Int
        public var score: Double
    }

    public struct Model: Codable, Sendable, Hashable {
        public var file: String
        public var weight: Double
    }

    public struct ClassQuality: Codable, Sendable, Hashable {
        public var label: Int
        /// Rows that carry it.
        public var given: Int
        /// Of these, estimated to be of another class.
        public var wronglyGiven: Int
        /// Estimated to be of it and given another.
        public var missed: Int
        /// Share of wrong ones among those given it; nil when none is.
        public var noise: Double?
        /// Share of missed ones among those of it; nil when none is.
        public var inverseNoise: Double?
        public var quality: Double?
    }

    public struct Overlap: Codable, Sendable, Hashable {
        public var first: Int
        public var second: Int
        public var items: Int
        public var share: Double
    }

    public struct JointCell: Codable, Sendable, Hashable {
        public var given: Int
        public var truth: Int
        /// Rows confidently of the true class.
        public var confident: Int
        /// That, scaled to all rows.
        public var estimated: Int
    }

    /// K x K tables, one list a row.
    public struct Noise: Codable, Sendable, Hashable {
        public var truePriors: [Double]
        /// P(given | true): rows the given class.
        public var noise: [[Double]]
        /// P(true | given): rows the true class.
        public var inverseNoise: [[Double]]

        /// More classes than this make tables nobody reads and hundreds of thousands of numbers.
        public static let largestClassCount = 200
    }
}

extension LabelErrorFiles.Report {
    init(_ audit: LabelAudit, _ rows: [LabelErrorFiles.Row], labels: [Int32], limit: Int?, filter: String, scoring: String) throws {
        var counts = [Int](repeating: 0, count: audit.joint.classCount)
        for label in labels { counts[Int(label)] += 1 }
        (checked, count, share) = (labels.count, rows.count, Double(rows.count) / Double(max(labels.count, 1)))
        (health, self.filter, self.scoring) = (audit.health.score, filter, scoring)
        items = Array(rows.prefix(limit ?? rows.count))
        classQuality = audit.health.classes.compactMap { Self.quality($0, given: counts[$0.label]) }
        overlaps = audit.health.overlaps.map { LabelErrorFiles.Overlap(first: $0.first, second: $0.second, items: $0.items, share: $0.share) }
        joint = Self.joint(audit.joint)
        guard counts.count <= LabelErrorFiles.Noise.largestClassCount else {
            noiseProblem = "\(counts.count) classes: the tables of each class against each are given for up to \(LabelErrorFiles.Noise.largestClassCount)"
            return
        }
        let found = try LabelNoise(audit.joint, labelCounts: counts)
        noise = LabelErrorFiles.Noise(truePriors: found.truePriors, noise: Self.table(found.noise, counts.count), inverseNoise: Self.table(found.inverseNoise, counts.count))
    }

    /// nil for a class that no row is given or seems to be of.
    private static func quality(_ own: LabelHealth.ClassQuality, given: Int) -> LabelErrorFiles.ClassQuality? {
        guard given > 0 || own.missed > 0 else { return nil }
        let truths = given - own.wronglyGiven + own.missed
        return LabelErrorFiles.ClassQuality(
            label: own.label, given: given, wronglyGiven: own.wronglyGiven, missed: own.missed, noise: given > 0 ? own.noise : nil,
            inverseNoise: truths > 0 ? own.inverseNoise : nil, quality: given > 0 ? own.quality : nil)
    }

    private static func joint(_ joint: ConfidentJoint) -> [LabelErrorFiles.JointCell] {
        joint.pairs.seen.map { LabelErrorFiles.JointCell(given: $0.row, truth: $0.column, confident: $0.value, estimated: joint.calibratedPairs[$0.row, $0.column]) }
            .filter { $0.estimated > 0 || $0.given != $0.truth }
    }

    private static func table(_ values: [Double], _ columns: Int) -> [[Double]] {
        stride(from: 0, to: values.count, by: columns).map { Array(values[$0..<$0 + columns]) }
    }
}
