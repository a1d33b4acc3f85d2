import Records

/// Classes of points, one after another, as runs of labels. Bounded: a file whose class changes from point to point all
/// the way is no labelling we can hold.
struct PointLabelRuns {
    static let maximumRuns = 4 << 20

    private(set) var runs: [LabelRun] = []
    private(set) var isTooMany = false
    private(set) var classes: Set<Int> = []
    private var last: Int?
    private let name: (Int) -> String

    init(naming name: @escaping (Int) -> String) { self.name = name }

    mutating func add(_ number: Int) {
        if number == last, let place = runs.indices.last {
            runs[place].count += 1
            return
        }
        guard runs.count < Self.maximumRuns else {
            isTooMany = true
            return
        }
        last = number
        classes.insert(number)
        runs.append(LabelRun(label: name(number), count: 1))
    }
}

/// What classes are called.
enum PointClasses {
    /// ASPRS standard point classes, LAS 1.4 table 17; others go by their number.
    static let las: [Int: String] = [
        0: "never classified", 1: "unclassified", 2: "ground", 3: "low vegetation", 4: "medium vegetation", 5: "high vegetation", 6: "building", 7: "low noise",
        8: "model key-point", 9: "water", 10: "rail", 11: "road surface", 12: "overlap", 13: "wire guard", 14: "wire conductor", 15: "transmission tower",
        16: "wire connector", 17: "bridge deck", 18: "high noise", 19: "overhead structure", 20: "ignored ground", 21: "snow", 22: "temporal exclusion",
    ]

    /// SemanticKITTI's classes (`semantic-kitti.yaml`); others go by their number.
    static let semanticKITTI: [Int: String] = [
        0: "unlabeled", 1: "outlier", 10: "car", 11: "bicycle", 13: "bus", 15: "motorcycle", 16: "on-rails", 18: "truck", 20: "other-vehicle", 30: "person",
        31: "bicyclist", 32: "motorcyclist", 40: "road", 44: "parking", 48: "sidewalk", 49: "other-ground", 50: "building", 51: "fence", 52: "other-structure",
        60: "lane-marking", 70: "vegetation", 71: "trunk", 72: "terrain", 80: "pole", 81: "traffic-sign", 99: "other-object", 252: "moving-car",
        253: "moving-bicyclist", 254: "moving-person", 255: "moving-motorcyclist", 256: "moving-on-rails", 257: "moving-bus", 258: "moving-truck",
        259: "moving-other-vehicle",
    ]
}
