import Kernels
import Records

/// Who put the points where: one skeleton per item and annotator, such as a face's landmarks or one player's joints.
///
/// Several skeletons on one picture are parts: `PartTable` with `keypoints` matches and groups them by similarity first.
/// How far apart two placings may be depends on the object's area: give it, or it is 0.53 of the box around the labelled
/// points (the usual stand-in where there is no outline), the median over the annotators of the item.
/// Of several answers of one annotator to one item the last counts and a finding says so.
public struct KeypointTable: Sendable {
    public struct Given: Sendable, Hashable {
        public var item: String
        public var annotator: String
        /// x, y, visibility each: 0 not labelled, 1 hidden, 2 visible.
        public var points: [[Double]]
        /// In square pixels; nil takes it from the points.
        public var area: Double?
        public init(item: String, annotator: String, points: [[Double]], area: Double? = nil) {
            self.item = item
            self.annotator = annotator
            self.points = points
            self.area = area
        }
    }

    public struct Drawing: Sendable, Hashable {
        public var item: Int32
        public var annotator: Int32
        /// x, y, visibility each, in one row.
        public var points: [Double]
        public var area: Double?
    }

    public let similarity: KeypointSimilarity
    /// In the order they were first given.
    public let itemNames: [String]
    /// Ascending.
    public let annotatorNames: [String]
    /// By (item, annotator).
    public let drawings: [Drawing]
    /// Drawings of item i are `itemStart[i] ..< itemStart[i + 1]`.
    public let itemStart: [Int32]
    public let findings: [Finding]

    public var pointCount: Int { similarity.pointCount }
    public var itemCount: Int { itemNames.count }
    public var annotatorCount: Int { annotatorNames.count }

    /// - Parameter similarity: sigmas of the points; nil takes COCO's when there are 17.
    public init(_ given: [Given], similarity: KeypointSimilarity? = nil) throws(KeypointError) {
        let known = try Self.similarity(similarity, points: given.first?.points.count ?? 0)
        var (items, annotators) = (NameTable(), NameTable())
        for name in given.map(\.annotator).sorted() { _ = annotators.index(of: name) }
        var latest: [Int64: Drawing] = [:]
        var replaced = 0
        for sheet in given {
            try Self.check(sheet, points: known.pointCount)
            let (item, annotator) = (items.index(of: sheet.item), annotators.index(of: sheet.annotator))
            let drawing = Drawing(item: item, annotator: annotator, points: sheet.points.flatMap(\.self), area: sheet.area)
            if latest.updateValue(drawing, forKey: Int64(item) << 32 | Int64(annotator)) != nil { replaced += 1 }
        }
        self.similarity = known
        itemNames = items.names
        annotatorNames = annotators.names
        drawings = latest.values.sorted { ($0.item, $0.annotator) < ($1.item, $1.annotator) }
        itemStart = CountingSort.starts(of: drawings.map(\.item), bucketCount: items.names.count)
        findings = replaced == 0 ? [] : [
            Finding(.warning, "keypoints.repeated", "\(replaced) answers were replaced by a later one of the same annotator to the same item"),
        ]
    }

    private static func similarity(_ given: KeypointSimilarity?, points: Int) throws(KeypointError) -> KeypointSimilarity {
        if let given { return given }
        guard points == 0 || points == KeypointSimilarity.coco.pointCount else { throw .sigmasNeeded(points: points) }
        return .coco
    }

    private static func check(_ sheet: Given, points: Int) throws(KeypointError) {
        guard sheet.points.count == points else {
            throw .pointCount(sheet.points.count, expected: points, item: sheet.item, annotator: sheet.annotator)
        }
        for (place, point) in sheet.points.enumerated() where point.count != 3 || !point.allSatisfy({ $0.magnitude < 1e12 }) {
            throw .notAPoint(place, item: sheet.item, annotator: sheet.annotator)
        }
        if let area = sheet.area, !(area > 0 && area.isFinite) { throw .area(area, item: sheet.item, annotator: sheet.annotator) }
    }

    public func drawings(ofItem item: Int32) -> ArraySlice<Drawing> {
        drawings[Int(itemStart[Int(item)])..<Int(itemStart[Int(item) + 1])]
    }

    /// The median over those who labelled anything; 0 when nobody did or all points are one.
    public func area(ofItem item: Int32) -> Double {
        KeypointArea.median(drawings(ofItem: item).compactMap { $0.area ?? KeypointArea.of($0.points) })
    }
}

/// Why a table of points cannot be made. Facts only; see `KeypointError+Words.swift`.
public enum KeypointError: Error, Hashable {
    case sigmasNeeded(points: Int)
    case pointCount(Int, expected: Int, item: String, annotator: String)
    case notAPoint(Int, item: String, annotator: String)
    case area(Double, item: String, annotator: String)
}

/// The area an object is taken to have from its points.
enum KeypointArea {
    /// nil without labelled points.
    static func of(_ points: [Double]) -> Double? {
        bounds(points).map { 0.53 * $0.area }
    }

    static func bounds(_ points: [Double]) -> Box? {
        var labelled: [Double] = []
        for place in stride(from: 0, to: points.count - 2, by: 3) where points[place + 2] > 0 { labelled += points[place...place + 1] }
        return Box(around: labelled)
    }

    static func median(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : PartFusion.median(values, Array(repeating: 1, count: values.count))
    }
}
