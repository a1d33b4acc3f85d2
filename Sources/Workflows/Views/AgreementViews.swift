import Assuring
import Records

/// What the skins show of how far people agree. Figures of shapes are absent for questions that are not drawn.

public struct AgreementView: Codable, Sendable, Hashable {
    public var question: String
    public var measure: String
    /// nil when undefined; `reason` then says why.
    public var value: Double?
    public var reason: String?
    public var band: String?
    /// Items with at least two votes.
    public var items: Int
    public var overlap: OverlapView?
}

public struct PairView: Codable, Sendable, Hashable {
    public var a: String
    public var b: String
    public var items: Int
    /// Cohen's kappa; of shapes the report's measure.
    public var value: Double?
    public var reason: String?
    public var band: String?
    public var mostConfused: [String]?
    public var overlap: OverlapView?
}

public struct AgreementReport: Codable, Sendable, Hashable {
    public var question: String
    public var measure: String
    public var value: Double?
    public var reason: String?
    public var band: String?
    public var warning: String?
    public var items: Int
    public var pairs: [PairView]
    public var overlap: OverlapView?
    /// Each label by itself: parts that have it against parts that have it.
    public var labels: [LabelAgreementView]?
    /// Each person with everybody else.
    public var people: [PersonAgreementView]?
    public var differences: DifferenceCounts?
    /// Parts that cover no area and are not compared.
    public var leftOut: Int?
    /// Of votes, as all that follows. Share of agreement seen and that of chance, where the measure has them.
    public var observed: Double?
    public var expected: Double?
    public var standardError: Double?
    public var interval: IntervalView?
    /// How likely a value this far from 0 is without any agreement beyond chance.
    public var pValue: Double?
    /// nil when no two people answered one item.
    public var confusion: ConfusionView?
    public var classes: [ClassAgreementView]?
    public var annotators: [AnnotatorAgreementView]?
    /// Of numbers: the differences of each two annotators.
    public var numbers: [NumberPairView]?
    /// Of texts in files: each annotator with everybody else.
    public var texts: [TextPersonView]?
}

/// How far drawings match. A figure is nil where nothing was compared, `matchedIoU` also where nothing matched.
public struct OverlapView: Codable, Sendable, Hashable {
    /// Matched parts over all parts, for pairs that overlap by 0.5, 0.75 and 0.9 at least.
    public var f1: Double?
    public var f1At75: Double?
    public var f1At90: Double?
    /// The mean over 0.5, 0.55 ... 0.95.
    public var f1Mean: Double?
    /// Overlap per part, 0 for those nobody else drew.
    public var meanIoU: Double?
    /// Overlap of those that match at 0.5.
    public var matchedIoU: Double?
}

extension OverlapView {
    init(_ tally: OverlapTally) {
        self.init(
            f1: tally.f1(at: 0.5), f1At75: tally.f1(at: 0.75), f1At90: tally.f1(at: 0.9), f1Mean: tally.meanF1, meanIoU: tally.meanIoU,
            matchedIoU: tally.matchedIoU(at: 0.5))
    }
}

public struct LabelAgreementView: Codable, Sendable, Hashable {
    public var label: String
    /// Over all drawings.
    public var parts: Int
    public var value: Double?
    public var reason: String?
    public var overlap: OverlapView
}

public struct PersonAgreementView: Codable, Sendable, Hashable {
    public var login: String
    /// Items drawn, and those somebody else drew too.
    public var items: Int
    public var shared: Int
    public var parts: Int
    public var value: Double?
    public var reason: String?
    public var overlap: OverlapView
}

/// How many objects people differ on, by how.
public struct DifferenceCounts: Codable, Sendable, Hashable {
    public var missed: Int
    public var extra: Int
    public var label: Int
    public var place: Int
}
