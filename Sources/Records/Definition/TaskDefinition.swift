/// What a project asks about its items, of whom, and what becomes of the answers: the contents of `winnow.yaml`.
///
/// The grammar is in `docs/` and MODEL.md 1; `DefinitionParser` reads it with line and column in every finding,
/// `DefinitionWriter` prints it. Steps whose settings belong to a stage keep them as JSON.
public struct TaskDefinition: Sendable, Hashable, Codable {
    public enum Use: String, Sendable, Codable, CaseIterable { case commercial, research }

    public struct Metric: Sendable, Hashable, Codable {
        public var name: String
        public var target: Double
        public init(name: String, target: Double) { self.name = name; self.target = target }
    }

    /// Slug: lower-case letters, digits and hyphens, unique in the workspace.
    public var project: String
    public var objective: String
    public var purpose: String?
    public var metric: Metric?
    public var use: Use
    public var media: Media
    public var questions: [Question]
    /// Axes of item metadata to cover, each with its values.
    public var environments: [String: [String]]
    /// Markdown text (the file named by `guidelines:` is read when the definition is applied).
    public var guidelines: String
    public var sources: [SourceDeclaration]
    public var prepare: [StepDeclaration]
    public var labelling: LabellingPolicy
    /// Question name or kind -> method and settings.
    public var consensus: [String: JSONObject]
    public var splits: SplitPolicy?
    public var augment: AugmentDeclaration?
    public var weak: WeakDeclaration?
    public var ship: [ShipDeclaration]

    public init(
        project: String, objective: String, purpose: String? = nil, metric: Metric? = nil, use: Use = .commercial,
        media: Media, questions: [Question], environments: [String: [String]] = [:], guidelines: String = "",
        sources: [SourceDeclaration] = [], prepare: [StepDeclaration] = [], labelling: LabellingPolicy = LabellingPolicy(),
        consensus: [String: JSONObject] = [:], splits: SplitPolicy? = nil, augment: AugmentDeclaration? = nil, weak: WeakDeclaration? = nil,
        ship: [ShipDeclaration] = []
    ) {
        self.project = project
        self.objective = objective
        self.purpose = purpose
        self.metric = metric
        self.use = use
        self.media = media
        self.questions = questions
        self.environments = environments
        self.guidelines = guidelines
        self.sources = sources
        self.prepare = prepare
        self.labelling = labelling
        self.consensus = consensus
        self.splits = splits
        self.augment = augment
        self.weak = weak
        self.ship = ship
    }

    public func question(named name: String) -> Question? { questions.first { $0.name == name } }
}

/// One thing asked about an item.
public struct Question: Sendable, Hashable, Codable {
    public var name: String
    public var kind: QuestionKind
    public var prompt: String
    public var labels: [LabelDefinition]
    public var attributes: [AttributeDefinition]
    public var isRequired: Bool
    /// "I don't know" is an answer here.
    public var allowsUnknown: Bool
    /// A part may carry several labels.
    public var allowsMultiple: Bool
    /// Asked of each part of that other question.
    public var of: String?

    public init(
        name: String, kind: QuestionKind, prompt: String = "", labels: [LabelDefinition] = [],
        attributes: [AttributeDefinition] = [], isRequired: Bool = true, allowsUnknown: Bool = false,
        allowsMultiple: Bool = false, of: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.prompt = prompt
        self.labels = labels
        self.attributes = attributes
        self.isRequired = isRequired
        self.allowsUnknown = allowsUnknown
        self.allowsMultiple = allowsMultiple
        self.of = of
    }

    public var labelNames: [String] { labels.map(\.name) }
}

public struct LabelDefinition: Sendable, Hashable, Codable {
    public var name: String
    /// One character; digits 1-9 are given in order when absent.
    public var key: String?
    /// 1-7: place in the Okabe-Ito palette.
    public var colour: Int?
    public var quota: Int?
    public var about: String?

    public init(name: String, key: String? = nil, colour: Int? = nil, quota: Int? = nil, about: String? = nil) {
        self.name = name
        self.key = key
        self.colour = colour
        self.quota = quota
        self.about = about
    }
}

public struct AttributeDefinition: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable { case boolean, choice, number, text }
    public var name: String
    public var kind: Kind
    public var options: [String]
    public var `default`: JSONValue?

    public init(name: String, kind: Kind, options: [String] = [], default: JSONValue? = nil) {
        self.name = name
        self.kind = kind
        self.options = options
        self.default = `default`
    }
}

/// A source as declared: name, kind in the source catalogue, terms, and the kind's own settings.
public struct SourceDeclaration: Sendable, Hashable, Codable {
    public var name: String
    public var kind: String
    public var licence: Licence?
    public var attribution: String?
    public var origin: String
    /// Column (by name) or key whose values are kept unseen as imported answers: question -> column.
    public var known: [String: String]
    /// Everything else: `path`, `format`, `columns`, `query`, ...
    public var settings: JSONObject

    public init(
        name: String, kind: String, licence: Licence? = nil, attribution: String? = nil, origin: String = "external",
        known: [String: String] = [:], settings: JSONObject = [:]
    ) {
        self.name = name
        self.kind = kind
        self.licence = licence
        self.attribution = attribution
        self.origin = origin
        self.known = known
        self.settings = settings
    }
}

public struct StepDeclaration: Sendable, Hashable, Codable {
    public var step: String
    public var settings: JSONObject
    public init(step: String, settings: JSONObject = [:]) { self.step = step; self.settings = settings }
}

public struct ShipDeclaration: Sendable, Hashable, Codable {
    public var format: String
    public var to: String
    public var settings: JSONObject
    public init(format: String, to: String, settings: JSONObject = [:]) { self.format = format; self.to = to; self.settings = settings }
}

/// Who labels how often, and what is checked.
public struct LabellingPolicy: Sendable, Hashable, Codable {
    /// Annotators per item: from `overlapFrom` to `overlapTo`, stopping early once the posterior reaches `settle`.
    public var overlapFrom: Int
    public var overlapTo: Int
    public var settle: Double?
    public var leaseMinutes: Double
    public var heartbeatSeconds: Double
    /// Share of gold items mixed in, 0...1.
    public var goldShare: Double
    /// Share of submitted items that are reviewed, 0...1.
    public var reviewShare: Double
    public var pilot: JSONObject?

    public init(
        overlapFrom: Int = 1, overlapTo: Int? = nil, settle: Double? = nil, leaseMinutes: Double = 15,
        heartbeatSeconds: Double = 30, goldShare: Double = 0, reviewShare: Double = 0, pilot: JSONObject? = nil
    ) {
        self.overlapFrom = overlapFrom
        self.overlapTo = overlapTo ?? overlapFrom
        self.settle = settle
        self.leaseMinutes = leaseMinutes
        self.heartbeatSeconds = heartbeatSeconds
        self.goldShare = goldShare
        self.reviewShare = reviewShare
        self.pilot = pilot
    }
}

public struct SplitPolicy: Sendable, Hashable, Codable {
    /// In the order of the file; shares add up to 1.
    public var shares: [SplitShare]
    /// Question (its imported or settled answer) or metadata key to stratify by. Of a question with parts (boxes, spans)
    /// it is the set of labels that occur in the item.
    public var stratify: String?
    /// `near-duplicate` or a metadata key: items of one group stay on one side.
    public var group: String?
    public var seed: UInt64

    public init(shares: [SplitShare], stratify: String? = nil, group: String? = nil, seed: UInt64 = 0) {
        self.shares = shares
        self.stratify = stratify
        self.group = group
        self.seed = seed
    }
}

public struct SplitShare: Sendable, Hashable, Codable {
    public var name: String
    public var share: Double
    public init(name: String, share: Double) { self.name = name; self.share = share }
}
