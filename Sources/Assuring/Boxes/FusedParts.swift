import Kernels
import Records

/// One object from everybody's drawing of it.
///
/// Parts are grouped by overlap, one of each annotator at most (`PartClustering`). A group is an object whose support is the
/// share of the annotators that have it among those that saw the item. Coordinates are the median, the weighted mean, or those
/// of the member that overlaps the others most; masks are voted pixel by pixel; polygons, which have no corners in common,
/// always take the member. Labels and attributes are voted.
///
/// An object counts when its support and the share of its labels reach `bar`; otherwise it stays open for somebody to decide.
/// At the usual bar of 0.6 two of three settle and one of two does not.
/// Beyond weighted box fusion (Solovyev et al., 2021, doi 10.1016/j.imavis.2021.104117), which needs scores: who saw the item
/// and drew nothing counts against the object.
/// Deterministic; the order of annotators does not matter.
public struct FusedParts: PartConsensusMethod {
    public static let name = "fuse"
    public static let summary = "One object from all drawings of it: grouped by overlap, coordinates by median, labels by vote, kept when enough annotators have it"

    public enum Coordinates: String, Sendable, Hashable, Codable, CaseIterable {
        case median, mean, member
    }
    public static let variants = Coordinates.allCases.map(\.rawValue)

    /// Overlap from which two parts are the same object.
    public var iou = 0.5
    /// Support and share of labels an object needs.
    public var bar = 0.6
    /// Support at or below which an object is dismissed instead of left open; 0 dismisses nothing.
    public var dismissal = 0.0
    public var coordinates = Coordinates.median
    public var ties = TieRule.unresolved
    /// Drawings an item needs before anything on it is settled.
    public var minimumAnnotators = 1
    /// One per annotator of the table; nil counts everybody equally.
    public var annotatorWeights: [Double]?

    public init() {}

    public init?(variant: String?) {
        guard let variant else { return }
        guard let coordinates = Coordinates(rawValue: variant) else { return nil }
        self.coordinates = coordinates
    }

    public var variant: String? { coordinates == .median ? nil : coordinates.rawValue }

    public func taking(variant: String?) -> FusedParts? {
        guard let coordinates = Coordinates(rawValue: variant ?? Coordinates.median.rawValue) else { return nil }
        var copy = self
        copy.coordinates = coordinates
        return copy
    }

    public init(settings: JSONObject) throws(Finding) { try self.init(settings: settings, of: Self.name, usual: FusedParts()) }

    /// - Parameter name: of the method whose settings they are.
    init(settings: JSONObject, of name: String, usual: FusedParts) throws(Finding) {
        self = usual
        for (key, value) in settings.members {
            switch key {
            case "method": break
            case "iou": iou = try Self.share(name, key, value, above: 0)
            case "bar", "settle": bar = try Self.share(name, key, value, above: 0)
            case "dismissal": dismissal = try Self.share(name, key, value)
            case "coordinates": coordinates = try Self.one(of: Coordinates.allCases, name, key, value)
            case "ties": ties = try Self.one(of: TieRule.allCases, name, key, value)
            case "minimum_annotators":
                guard let count = value.int, count >= 1, count <= 1000 else { throw Self.refusal(name, key, value, "a whole number from 1 to 1000") }
                minimumAnnotators = Int(count)
            default:
                throw Finding(
                    .error, "consensus.setting", "`\(key)` is not a setting of `\(name)`",
                    hint: "known are `iou`, `bar`, `dismissal`, `coordinates`, `ties`, `minimum_annotators`")
            }
        }
    }

    private static func share(_ name: String, _ key: String, _ value: JSONValue, above: Double = -1) throws(Finding) -> Double {
        guard let number = value.double, number > above, number >= 0, number <= 1 else {
            throw refusal(name, key, value, above < 0 ? "a number from 0 to 1" : "a number above 0 and up to 1")
        }
        return number
    }

    private static func one<Choice: RawRepresentable<String>>(of all: [Choice], _ name: String, _ key: String, _ value: JSONValue) throws(Finding) -> Choice {
        guard let choice = value.string.flatMap(Choice.init) else {
            throw refusal(name, key, value, "one of \(all.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
        }
        return choice
    }

    private static func refusal(_ name: String, _ key: String, _ value: JSONValue, _ wanted: String) -> Finding {
        Finding(.error, "consensus.setting", "`\(key)` of `\(name)` is `\(value.text())`", hint: "it is \(wanted)")
    }

    public var parameters: JSONObject {
        [
            "iou": .double(iou), "bar": .double(bar), "dismissal": .double(dismissal), "coordinates": .string(coordinates.rawValue),
            "ties": .string(ties.rawValue), "minimum_annotators": .int(Int64(minimumAnnotators)), "weighted": .bool(annotatorWeights != nil),
        ]
    }

    public func consensus(of table: PartTable) throws(ConsensusError) -> PartConsensus {
        guard !table.drawings.isEmpty else { throw .noVotes }
        try check(table)
        let weights = annotatorWeights ?? Array(repeating: 1, count: table.annotatorCount)
        let fusion = PartFusion(table: table, weights: weights, coordinates: coordinates, ties: ties)
        let items = (0..<Int32(table.itemCount)).map { item in
            let clusters = PartClustering(iou: iou).clusters(table, item: item)
            return sorted(clusters.enumerated().map { fusion.fused($1, id: "f\($0 + 1)") }, item, table)
        }
        return PartConsensus(items: items, annotators: PartStanding.rows(table, items), method: Self.name, parameters: parameters)
    }

    func check(_ table: PartTable) throws(ConsensusError) {
        for (name, value) in [("iou", iou), ("bar", bar)] where !(value > 0 && value <= 1) {
            throw .settingOutOfRange(name: name, value: value, allowed: "above 0 and up to 1")
        }
        try AnnotatorWeights.check(annotatorWeights, count: table.annotatorCount)
    }

    /// Objects of one item by what their support and their labels make of them.
    func sorted(_ parts: [FusedPart], _ item: Int32, _ table: PartTable) -> FusedItem {
        var result = FusedItem(item: item, annotators: table.drawings(ofItem: item).count, settled: [], open: [], dismissed: [])
        for part in parts {
            if result.annotators >= minimumAnnotators, part.support >= bar - 1e-9, part.labelShare >= bar - 1e-9 {
                result.settled.append(part)
            } else if dismissal > 0, part.support <= dismissal + 1e-9 {
                result.dismissed.append(part)
            } else {
                result.open.append(part)
            }
        }
        return result
    }
}

extension PartStanding {
    /// How everybody compares with what was settled.
    static func rows(_ table: PartTable, _ items: [FusedItem]) -> [PartStanding] {
        var rows = (0..<Int32(table.annotatorCount)).map {
            PartStanding(annotator: $0, drawings: 0, parts: 0, confirmed: 0, rightLabels: 0, expected: 0, overlap: 0)
        }
        for drawing in table.drawings {
            let row = Int(drawing.annotator)
            let settled = items[Int(drawing.item)].settled
            rows[row].drawings += 1
            rows[row].parts += drawing.parts.count
            rows[row].expected += settled.count
            let labels = Dictionary(drawing.parts.map { ($0.id, Set($0.labels)) }, uniquingKeysWith: { first, _ in first })
            for object in settled {
                guard let mark = object.marks.first(where: { $0.annotator == drawing.annotator }), let given = labels[mark.part] else { continue }
                rows[row].confirmed += 1
                rows[row].rightLabels += given == Set(object.part.labels) ? 1 : 0
                rows[row].overlap += mark.iou
            }
        }
        return rows
    }
}
