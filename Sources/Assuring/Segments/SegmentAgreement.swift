import Kernels
import Records

/// A coefficient of how far annotators agree on what happens when: 1 when all marked the same, also nothing; 0 when one
/// marked something and the other did not. Not corrected for chance: silence is as long as the recording happens to be.
///
/// Beside these, `PartAgreementCatalog` takes segments too: F1 at an overlap, each segment being one part.
public protocol SegmentAgreementMeasure: CatalogEntry {
    /// Names after the colon of `boundary-f1:0.5`.
    static var variants: [String] { get }
    init?(variant: String?)
    var variant: String? { get }
    func similarity(_ first: [TimeSegment], _ second: [TimeSegment]) -> Double
}

extension SegmentAgreementMeasure {
    public var fullName: String { variant.map { "\(name):\($0)" } ?? name }

    /// Every two annotators of every item; parts that are no segments are not looked at.
    public func scores(of table: PartTable) -> PairScores {
        var scores: [PairScores.Score] = []
        for item in 0..<Int32(table.itemCount) {
            let drawings = Array(table.drawings(ofItem: item))
            let segments = drawings.map { TimeSegment.segments(of: $0.parts) }
            for first in drawings.indices {
                for second in drawings.indices where second > first {
                    scores.append(.init(
                        item: item, first: drawings[first].annotator, second: drawings[second].annotator,
                        value: similarity(segments[first], segments[second])))
                }
            }
        }
        return PairScores(scores, itemCount: table.itemCount, annotatorCount: table.annotatorCount)
    }

    public func agreement(of table: PartTable, bootstrap: Bootstrap? = nil) -> Agreement {
        scores(of: table).agreement(named: fullName, bootstrap: bootstrap)
    }
}

/// Every measure of agreement on segments of time. Adding one here is all the registration it needs.
public enum SegmentAgreementCatalog {
    /// Each measure in its usual form.
    public static let all: [any SegmentAgreementMeasure] = [TimeIoU(), BoundaryF1()]

    /// Each measure in each of its forms.
    public static var allVariants: [any SegmentAgreementMeasure] {
        all.flatMap { measure in type(of: measure).variants.compactMap { type(of: measure).init(variant: $0) } }
    }

    /// `"time-iou"`, or a form of it: `"time-iou:speakers"`.
    public static func named(_ name: String) -> (any SegmentAgreementMeasure)? {
        let asked = EntryName(name)
        return all.first { $0.name == asked.entry }.flatMap { type(of: $0).init(variant: asked.variant) }
    }
}

/// Time both gave the same label over time either gave any, label by label: in how many pieces does not matter.
///
/// Sum over labels of shared seconds / of seconds of either. `speakers` does not ask for equal names: those of one side are
/// mapped to the other's so that they share as much time as can be, as the diarization error does.
public struct TimeIoU: SegmentAgreementMeasure {
    public static let name = "time-iou"
    public static let summary = "Time that two annotators gave the same label over the time either gave any; `speakers` maps names first; not corrected for chance"
    public static let variants = ["labels", "speakers"]
    public let variant: String?

    public init() { variant = nil }
    public init?(variant: String?) {
        if let variant, !Self.variants.contains(variant) { return nil }
        self.variant = variant == "labels" ? nil : variant
    }

    public func similarity(_ first: [TimeSegment], _ second: [TimeSegment]) -> Double {
        let timeline = Timeline(first, second)
        let mapped = variant == nil ? SpeakerMapping.byName(timeline) : SpeakerMapping.best(timeline)
        var (shared, either) = (0.0, 0.0)
        for stretch in timeline.stretches {
            let same = stretch.first.count { mapped[$0] >= 0 && stretch.second.contains(Int(mapped[$0])) }
            shared += Double(same) * stretch.length
            either += Double(stretch.first.count + stretch.second.count - same) * stretch.length
        }
        return either > 0 ? shared / either : 1
    }
}

/// Segments that start and end together over all segments; how near is the variant, in seconds. See `BoundaryMatching`.
public struct BoundaryF1: SegmentAgreementMeasure {
    public static let name = "boundary-f1"
    public static let summary = "Share of segments that two annotators both marked, starts within 0.2 s unless another is named; not corrected for chance"
    public static let variants = ["0.2", "0.05", "0.1", "0.5", "1"]
    public let variant: String?

    public init() { variant = nil }
    public init?(variant: String?) {
        if let variant, !Self.variants.contains(variant) { return nil }
        self.variant = variant == "0.2" ? nil : variant
    }

    public func similarity(_ first: [TimeSegment], _ second: [TimeSegment]) -> Double {
        BoundaryMatching(tolerance: variant.flatMap(Double.init) ?? 0.2).f1(first, second)
    }
}
