import Records

/// Which parts survive when a picture's border cuts through them.
public struct VisibilityRule: Sendable, Hashable {
    /// Share of a part that must be left: of its area, of a line's length, of a skeleton's labelled joints.
    public var least: Double
    /// Square pixels that must be left of what has an area.
    public var leastArea: Double
    /// What reaches outside is cut at the border where its kind allows; otherwise it stays whole.
    public var clips: Bool

    public init(least: Double = 0.1, leastArea: Double = 1, clips: Bool = true) {
        self.least = least
        self.leastArea = leastArea
        self.clips = clips
    }

    /// Keeps whole whatever is to be seen at all.
    public static let keepAll = VisibilityRule(least: 0, leastArea: 0, clips: false)

    /// `{least: 0.25, least_area: 16, clip: true}`
    public init(_ declared: JSONValue) throws(Finding) {
        self.init()
        guard let object = declared.object else {
            throw Finding(.error, "augment.visibility", "`visibility` is `\(declared.text())`", hint: "it is such as `{least: 0.25, least_area: 16, clip: true}`")
        }
        for (key, value) in object.members {
            switch (key, value.double, value.bool) {
            case ("least", let share?, _) where (0...1).contains(share): least = share
            case ("least_area", let area?, _) where area >= 0 && area.isFinite: leastArea = area
            case ("clip", _, let clip?): clips = clip
            case ("least", _, _): throw Self.refusal(key, value, "a number from 0 to 1")
            case ("least_area", _, _): throw Self.refusal(key, value, "a number of square pixels from 0")
            case ("clip", _, _): throw Self.refusal(key, value, "`true` or `false`")
            default: throw Self.refusal(key, value, "not known; known are `least`, `least_area`, `clip`")
            }
        }
    }

    private static func refusal(_ key: String, _ value: JSONValue, _ wanted: String) -> Finding {
        Finding(.error, "augment.visibility", "`\(key)` of `visibility` is `\(value.text())`", hint: "it is \(wanted)")
    }

    var json: JSONValue { ["least": .double(least), "least_area": .double(leastArea), "clip": .bool(clips)] }
}

/// What became of one part of the parent.
public struct PartFate: Sendable, Hashable {
    public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        case kept
        /// Cut at the border.
        case clipped
        /// Reaches outside and stayed whole: its kind cannot be cut, or the rule does not cut.
        case reaching
        /// A line the border cut in pieces.
        case split
        /// Dropped: nothing of it is on the picture.
        case outside
        /// Dropped: less than the rule's share is left.
        case tooLittle = "too-little"
        /// Dropped: smaller than the rule's area.
        case tooSmall = "too-small"
        /// Kept unchanged: it is not on the picture (a span, a stretch of time).
        case elsewhere
        /// Dropped: its numbers do not make a shape.
        case malformed
    }

    public var id: String
    public var outcome: Outcome
    /// What is left of it, 0...1.
    public var visible: Double
    /// The parts it is now; more than one after a split.
    public var into: [String]

    init(id: String, outcome: Outcome = .kept, visible: Double = 1, into: [String]? = nil) {
        self.id = id
        self.outcome = outcome
        self.visible = visible
        self.into = into ?? [id]
    }

    public var isDropped: Bool { into.isEmpty }

    /// What became of the parent's parts after one more step, told from what became of those the step found.
    static func following(_ before: [PartFate], _ step: [PartFate]) -> [PartFate] {
        let byID = Dictionary(step.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return before.map { fate in
            let next = fate.into.compactMap { byID[$0] }
            guard let worst = next.max(by: { rank($0.outcome) < rank($1.outcome) }) else { return fate }
            let into = next.flatMap(\.into)
            let visible = fate.visible * next.reduce(0) { $0 + $1.visible } / Double(next.count)
            let outcome = into.isEmpty || rank(worst.outcome) > rank(fate.outcome) ? worst.outcome : fate.outcome
            return PartFate(id: fate.id, outcome: outcome, visible: visible, into: into)
        }
    }

    private static func rank(_ outcome: Outcome) -> Int {
        switch outcome {
        case .kept: 0
        case .elsewhere: 1
        case .reaching: 2
        case .clipped: 3
        case .split: 4
        case .outside, .tooLittle, .tooSmall, .malformed: 5
        }
    }
}
