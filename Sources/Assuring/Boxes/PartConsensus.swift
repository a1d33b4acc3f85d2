import Records

/// What was drawn, settled: for every item the objects that count, those that stay open, and why.
public struct PartConsensus: Sendable, Hashable {
    /// By item of the table.
    public var items: [FusedItem]
    /// One row per annotator of the table, in its order.
    public var annotators: [PartStanding]
    public var method: String
    public var parameters: JSONObject
    /// What a method that learns about people found out; empty for others.
    public var skills: [AnnotatorStanding] = []
    public var iterations = 1
    public var stopReason = Consensus.StopReason.singlePass

    /// Objects below the bar, and items that have such.
    public var openParts: Int { items.reduce(0) { $0 + $1.open.count } }
    public var openItems: Int { items.count { !$0.open.isEmpty } }
}

public struct FusedItem: Sendable, Hashable {
    public var item: Int32
    /// How many annotators drew it; 0 leaves it without an answer.
    public var annotators: Int
    /// From the top, then from the left.
    public var settled: [FusedPart]
    /// Objects below the bar, for somebody to decide.
    public var open: [FusedPart]
    /// Objects so few drew that they count as outvoted.
    public var dismissed: [FusedPart]

    /// Nothing is left to decide: somebody drew it, and no object is below the bar.
    public var isSettled: Bool { annotators > 0 && open.isEmpty }
    /// The settled answer.
    public var parts: [Part] { settled.map(\.part) }
    /// The least certain thing about the item; 1 where all drew nothing.
    public var confidence: Double {
        let present = (settled + open).map { $0.support * $0.labelShare }
        return min(present.min() ?? 1, dismissed.map { 1 - $0.support }.min() ?? 1)
    }
}

public struct FusedPart: Sendable, Hashable {
    public struct Mark: Sendable, Hashable {
        public var annotator: Int32
        /// The id of the annotator's own part.
        public var part: String
        /// Overlap of that part with the fused one.
        public var iou: Double
    }

    /// The fused shape with the labels that won.
    public var part: Part
    /// Weight of the annotators that drew it over the weight of all that saw the item.
    public var support: Double
    /// Weight of the members with the winning labels over the weight of the members; 0 where a tie was left open.
    public var labelShare: Double
    /// Mean overlap between the members; nil for one alone.
    public var meanIoU: Double?
    /// What it was made of, by annotator.
    public var marks: [Mark]
    /// Of a skeleton: placings of single points far from the fused ones.
    public var outliers: [KeypointConsensus.Outlier] = []
}

/// How one annotator's drawings compare with what was settled.
public struct PartStanding: Sendable, Hashable {
    public var annotator: Int32
    public var drawings: Int
    public var parts: Int
    /// Parts that went into a settled object, and those of them with its labels.
    public var confirmed: Int
    public var rightLabels: Int
    /// Settled objects of the items drawn.
    public var expected: Int
    /// Summed overlap of the confirmed parts with the settled shapes.
    var overlap: Double

    public var precision: Double? { parts == 0 ? nil : Double(confirmed) / Double(parts) }
    public var recall: Double? { expected == 0 ? nil : Double(confirmed) / Double(expected) }
    public var f1: Double? {
        drawings == 0 ? nil : parts + expected == 0 ? 1 : Double(2 * confirmed) / Double(parts + expected)
    }
    /// The same person before drawing anything.
    public var emptied: PartStanding {
        PartStanding(annotator: annotator, drawings: 0, parts: 0, confirmed: 0, rightLabels: 0, expected: 0, overlap: 0)
    }

    /// Adds what the same person did elsewhere.
    public mutating func add(_ other: PartStanding) {
        drawings += other.drawings
        parts += other.parts
        confirmed += other.confirmed
        rightLabels += other.rightLabels
        expected += other.expected
        overlap += other.overlap
    }

    public var labelAccuracy: Double? { confirmed == 0 ? nil : Double(rightLabels) / Double(confirmed) }
    /// How closely confirmed parts follow the settled shape.
    public var meanIoU: Double? { confirmed == 0 ? nil : overlap / Double(confirmed) }
}

/// A way to settle what is drawn on an item from what several annotators drew.
///
/// The counterpart of `ConsensusMethod` for a `PartTable`.
public protocol PartConsensusMethod: CatalogEntry {
    /// Names after the colon of `fuse:mean`; empty when there is one form only.
    static var variants: [String] { get }
    init?(variant: String?)
    /// The form it has now; nil for the usual one.
    var variant: String? { get }
    /// Settings as a definition has them: `{method: fuse, iou: 0.5}`.
    init(settings: JSONObject) throws(Finding)
    /// The same with the form of that name, as the command line asks for it; nil for a name that `variants` lacks.
    func taking(variant: String?) -> Self?
    /// Overlap from which two parts are the same object.
    var iou: Double { get }
    /// The settings that shape the result, as stored with it.
    var parameters: JSONObject { get }
    /// Whether what is drawn on one item changes what is settled on another: such a method wants the whole table at once.
    static var learnsAcrossItems: Bool { get }
    func consensus(of table: PartTable) throws(ConsensusError) -> PartConsensus
}

extension PartConsensusMethod {
    public static var learnsAcrossItems: Bool { false }

    /// `fuse:mean`; what `PartConsensusCatalog.named` takes.
    public var fullName: String { variant.map { "\(name):\($0)" } ?? name }
}

/// Every way to settle shapes. Adding one here is all the registration it needs.
public enum PartConsensusCatalog {
    /// Each method in its usual form, the first where none is named.
    public static let all: [any PartConsensusMethod] = [FusedParts(), ScoredParts(), SkilledParts()]

    /// Each method in each of its forms.
    public static var allVariants: [any PartConsensusMethod] {
        all.flatMap { method in
            let kind = type(of: method)
            return kind.variants.isEmpty ? [method] : kind.variants.compactMap { kind.init(variant: $0) }
        }
    }

    /// `"fuse"`, or a form of it: `"fuse:mean"`.
    public static func named(_ name: String) -> (any PartConsensusMethod)? {
        let asked = EntryName(name)
        return all.first { $0.name == asked.entry }.flatMap { type(of: $0).init(variant: asked.variant) }
    }

    /// The method a definition sets, or the one of that name with the definition's settings.
    ///
    /// - Throws: a finding without place that says which setting is wrong, or that there is no such method.
    public static func method(_ name: String? = nil, settings: JSONObject) throws(Finding) -> any PartConsensusMethod {
        let wanted = name ?? settings["method"]?.string ?? all[0].name
        let asked = EntryName(wanted)
        guard let method = all.first(where: { $0.name == asked.entry }) else { throw unknown(wanted) }
        let set = try type(of: method).init(settings: settings)
        guard asked.variant != nil else { return set }
        guard let formed = set.taking(variant: asked.variant) else { throw unknown(wanted) }
        return formed
    }

    private static func unknown(_ name: String) -> Finding {
        Finding(
            .error, "consensus.method", "there is no method `\(name)` that settles shapes",
            hint: "there \(allVariants.count == 1 ? "is" : "are") " + allVariants.map { "`\($0.fullName)`" }.joined(separator: ", "))
    }
}
