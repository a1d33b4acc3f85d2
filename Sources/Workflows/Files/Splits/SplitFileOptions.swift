import Preparing
import Records

/// What a split of a plain file is asked for, and which wishes exclude each other.
public struct SplitFileOptions: Sendable {
    public struct Cut: Sendable, Hashable {
        public var name: String
        /// A number, or a date.
        public var from: String
        public init(name: String, from: String) { (self.name, self.from) = (name, from) }
    }

    /// Sides and their shares; nil is 0.8 to learn, 0.1 to choose by, 0.1 to judge.
    public var shares: [SplitShare]?
    /// Folds instead of sides.
    public var folds: Int?
    /// Rounds along time instead of sides.
    public var windows: Int?
    /// Sides that begin at a time; what is before the first is `train`.
    public var cuts: [Cut] = []
    /// Field that names the record; its number when nil.
    public var key: String?
    /// Field whose values are spread evenly.
    public var stratify: String?
    /// Field with any number of labels, each spread evenly.
    public var labels: String?
    /// Between labels in a text.
    public var separator: String?
    /// Labels that come together are spread evenly too.
    public var pairs = false
    /// Fields whose equal values stay on one side; records joined through several of them too.
    public var groups: [String] = []
    /// Field of texts whose near copies stay on one side.
    public var copies: String?
    /// Field that tells when.
    public var time: String?
    /// Number in the unit of the times, or a length such as `7d`.
    public var gap: String?
    /// As `gap`: how far back a window reaches.
    public var longest: String?
    /// Field with the side of an earlier split; who has one keeps it.
    public var keep: String?
    /// Each side by the hash of the record's own key.
    public var isStable = false
    public var seed: UInt64 = 0

    public init() {}

    static let usualShares = [SplitShare(name: "train", share: 0.8), SplitShare(name: "validation", share: 0.1), SplitShare(name: "test", share: 0.1)]

    /// Options that were given, as the command line names them.
    private var given: Set<String> {
        let all: [(String, Bool)] = [
            ("--shares", shares != nil), ("--folds", folds != nil), ("--windows", windows != nil), ("--cut", !cuts.isEmpty), ("--stratify", stratify != nil),
            ("--labels", labels != nil), ("--separator", separator != nil), ("--pairs", pairs), ("--group", !groups.isEmpty), ("--copies", copies != nil),
            ("--time", time != nil), ("--gap", gap != nil), ("--longest", longest != nil), ("--keep", keep != nil), ("--stable", isStable),
        ]
        return Set(all.filter(\.1).map(\.0))
    }

    private static let exclusions: [(option: String, others: [String], why: String)] = [
        ("--stable", ["--stratify", "--labels", "--copies", "--keep"], "a stable side hangs on the record's own key or group alone, whatever else the file holds"),
        ("--time", ["--stratify", "--labels", "--group", "--copies", "--keep", "--stable", "--folds"], "time alone decides the side"),
        ("--stratify", ["--labels"], "a record has one label or several"),
        ("--folds", ["--shares", "--keep"], "folds are of equal size and drawn anew"),
        ("--windows", ["--shares", "--cut"], "windows are of equal size"),
        ("--cut", ["--shares"], "sides begin at a time or have a share"),
        ("--keep", ["--labels"], "sides are kept for records of one label each"),
    ]

    private static let needs: [(option: String, other: String)] = [
        ("--cut", "--time"), ("--gap", "--time"), ("--windows", "--time"), ("--longest", "--windows"), ("--separator", "--labels"), ("--pairs", "--labels"),
    ]

    /// Refuses options that exclude each other, and those without the one they go with.
    public func check() throws {
        let given = given
        for (option, others, why) in Self.exclusions where given.contains(option) {
            guard let other = others.first(where: given.contains) else { continue }
            throw WorkflowError(.badInput, "split.options", "`\(option)` does not go with `\(other)`: \(why)")
        }
        for (option, other) in Self.needs where given.contains(option) && !given.contains(other) {
            throw WorkflowError(.badInput, "split.options", "`\(option)` goes with `\(other)` only")
        }
        guard !isStable || groups.count < 2 else {
            throw WorkflowError(.badInput, "split.options", "`--stable` takes one `--group`: joining several needs the whole file, and would move records as it grows")
        }
        guard separator != "" else { throw WorkflowError(.badInput, "split.options", "`--separator` is empty") }
    }
}
