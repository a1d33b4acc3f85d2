import Kernels
import Records

/// Who drew what on which item: the input of every spatial agreement measure and consensus method.
///
/// The counterpart of `VoteTable` for answers that are shapes. A drawing without parts is an answer too ("there is nothing
/// here"): an annotator who saw an item and drew nothing must be in the table, one who did not see it must not.
/// One annotator has at most one drawing of an item; of several the last one counts and a finding says so. "I don't know"
/// is not a drawing: leave it out.
public struct PartTable: Sendable {
    /// What one annotator drew on one item, as it is handed in.
    public struct Given: Sendable, Hashable {
        public var item: String
        public var annotator: String
        public var parts: [Part]
        public init(item: String, annotator: String, parts: [Part]) {
            self.item = item
            self.annotator = annotator
            self.parts = parts
        }
    }

    public struct Drawing: Sendable {
        public var item: Int32
        public var annotator: Int32
        /// Those with an area, in the annotator's order.
        public var parts: [Part]
        /// Of each part its area and its set of labels, an index into `labelSets`.
        public var outlines: [PartOutline]
        public var labelSets: [Int32]
    }

    /// In the order they were first given.
    public let itemNames: [String]
    /// Ascending.
    public let annotatorNames: [String]
    /// Declared labels first, in their order; then those that only parts have, ascending. Ties go to the first.
    public let labelNames: [String]
    /// Each set of labels that some part has, as places in `labelNames`, ascending.
    public let labelSets: [[Int32]]
    /// By (item, annotator).
    public let drawings: [Drawing]
    /// Drawings of item i are `itemStart[i] ..< itemStart[i + 1]`.
    public let itemStart: [Int32]
    /// What was left out or replaced on the way in.
    public let findings: [Finding]

    public var itemCount: Int { itemNames.count }
    public var annotatorCount: Int { annotatorNames.count }

    /// - Parameter labels: as the definition declares them.
    /// - Parameter keypoints: how near the points of skeletons must be to mean the same; without it skeletons are left out.
    public init(_ given: [Given], labels: [String] = [], keypoints: KeypointSimilarity? = nil) {
        var builder = PartTableBuilder(given, labels: labels, keypoints: keypoints)
        builder.read(given)
        itemNames = builder.items.names
        annotatorNames = builder.annotators.names
        labelNames = builder.labels.names
        labelSets = builder.labelSets
        drawings = builder.sortedDrawings()
        itemStart = CountingSort.starts(of: drawings.map(\.item), bucketCount: itemNames.count)
        findings = builder.findings()
    }

    public func drawings(ofItem item: Int32) -> ArraySlice<Drawing> {
        drawings[Int(itemStart[Int(item)])..<Int(itemStart[Int(item) + 1])]
    }

    /// Names of a part's labels.
    func labels(ofSet set: Int32) -> [String] { labelSets[Int(set)].map { labelNames[Int($0)] } }
}

private struct PartTableBuilder {
    var items = NameTable()
    var annotators = NameTable()
    var labels = NameTable()
    private(set) var labelSets: [[Int32]] = []
    private var placeOfSet: [[Int32]: Int32] = [:]
    private var drawings: [Int64: PartTable.Drawing] = [:]
    private var replaced = 0
    private var withoutArea = 0
    private var crossing = 0
    private let keypoints: KeypointSimilarity?

    init(_ given: [PartTable.Given], labels: [String], keypoints: KeypointSimilarity?) {
        self.keypoints = keypoints
        for sheet in given { _ = items.index(of: sheet.item) }
        for name in given.map(\.annotator).sorted() { _ = annotators.index(of: name) }
        for name in labels + given.flatMap(\.parts).flatMap(\.labels).sorted() { _ = self.labels.index(of: name) }
    }

    mutating func read(_ given: [PartTable.Given]) {
        for sheet in given {
            var drawing = PartTable.Drawing(
                item: items.index(of: sheet.item), annotator: annotators.index(of: sheet.annotator), parts: [], outlines: [], labelSets: [])
            for part in sheet.parts { add(part, to: &drawing) }
            let key = Int64(drawing.item) << 32 | Int64(drawing.annotator)
            if drawings.updateValue(drawing, forKey: key) != nil { replaced += 1 }
        }
    }

    private mutating func add(_ part: Part, to drawing: inout PartTable.Drawing) {
        guard let outline = PartOutline(part.shape, keypoints: keypoints) else {
            withoutArea += 1
            return
        }
        if outline.crossesItself { crossing += 1 }
        drawing.parts.append(part)
        drawing.outlines.append(outline)
        drawing.labelSets.append(set(of: part.labels))
    }

    private mutating func set(of names: [String]) -> Int32 {
        var places = Set<Int32>()
        for name in names { places.insert(labels.index(of: name)) }
        let sorted = places.sorted()
        if let known = placeOfSet[sorted] { return known }
        labelSets.append(sorted)
        placeOfSet[sorted] = Int32(labelSets.count - 1)
        return Int32(labelSets.count - 1)
    }

    func sortedDrawings() -> [PartTable.Drawing] {
        drawings.values.sorted { ($0.item, $0.annotator) < ($1.item, $1.annotator) }
    }

    func findings() -> [Finding] {
        var list: [Finding] = []
        if replaced > 0 {
            list.append(Finding(.warning, "parts.repeated", "\(replaced) drawings were replaced by a later one of the same annotator on the same item"))
        }
        if withoutArea > 0 {
            list.append(
                Finding(.warning, "parts.without-area", "\(withoutArea) parts cover no area and were left out",
                    hint: "points, lines and skeletons are not compared by overlap"))
        }
        if crossing > 0 {
            list.append(Finding(.note, "parts.crossing", "\(crossing) polygons cross themselves; what they cover is told by the even-odd rule"))
        }
        return list
    }
}
