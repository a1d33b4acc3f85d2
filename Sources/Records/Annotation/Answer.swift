/// The answer to one question, in the one JSON shape of its kind (MODEL.md 2). `Answer+Codable.swift` has the shapes.
public enum Answer: Sendable, Hashable {
    case choice(String)
    case choices([String])
    /// Each path from root to leaf.
    case paths([[String]])
    case rating(Double)
    case number(Double)
    /// `YYYY-MM-DD`.
    case date(String)
    case text(String)
    case texts([String])
    case pairwise(Pairwise)
    /// Best first; ties share a rank.
    case ranking([[String]])
    case chat([ChatTurn])
    /// Everything drawn or marked: boxes ... cuboids, tracks, spans, segments, transcripts, fields, 3-D cuboids.
    case parts([Part])
    case relations([Relation])
    case tokens([TokenLayer])
    /// Run lengths of labels by point index.
    case pointLabels([LabelRun])
    /// Column -> verdict or value.
    case cells(JSONObject)
}

public struct Pairwise: Sendable, Hashable, Codable {
    public enum Preferred: String, Sendable, Codable, CaseIterable { case left, right, tie, neither }
    public var preferred: Preferred
    /// Which field was shown left, then right.
    public var order: [String]
    public init(preferred: Preferred, order: [String]) { self.preferred = preferred; self.order = order }
}

public struct ChatTurn: Sendable, Hashable, Codable {
    public var turn: Int
    public var rating: Double?
    public var rewrite: String?
    public var labels: [String]
    public init(turn: Int, rating: Double? = nil, rewrite: String? = nil, labels: [String] = []) {
        self.turn = turn
        self.rating = rating
        self.rewrite = rewrite
        self.labels = labels
    }
}

/// `from` and `to` are ids of parts.
public struct Relation: Sendable, Hashable, Codable {
    public var from: String
    public var to: String
    public var labels: [String]
    public init(from: String, to: String, labels: [String]) { self.from = from; self.to = to; self.labels = labels }
}

public struct TokenLayer: Sendable, Hashable, Codable {
    public var name: String
    /// One value per token; "" where there is none.
    public var values: [String]
    public init(name: String, values: [String]) { self.name = name; self.values = values }
}

public struct LabelRun: Sendable, Hashable, Codable {
    public var label: String
    public var count: Int
    public init(label: String, count: Int) { self.label = label; self.count = count }
}

/// One drawn or marked piece.
public struct Part: Sendable, Hashable {
    /// Unique within the answer.
    public var id: String
    public var labels: [String]
    public var shape: Shape
    public var attributes: JSONObject
    public var note: String?
    /// Suggestions only.
    public var score: Double?
    public var origin: PartOrigin
    /// The part of another question this one hangs on.
    public var of: String?

    public init(
        id: String, labels: [String], shape: Shape, attributes: JSONObject = [:], note: String? = nil,
        score: Double? = nil, origin: PartOrigin = .person, of: String? = nil
    ) {
        self.id = id
        self.labels = labels
        self.shape = shape
        self.attributes = attributes
        self.note = note
        self.score = score
        self.origin = origin
        self.of = of
    }
}

/// JSON: `person`, `import`, `suggestion:<id>` (taken unchanged), `corrected:<id>`.
public enum PartOrigin: Sendable, Hashable {
    case person, imported
    case suggestion(String)
    case corrected(String)
}

/// The geometry of a part. Pixels as in DESIGN.md 4: absolute, edges, half-open, origin top-left.
public indirect enum Shape: Sendable, Hashable {
    /// x0, y0, x1, y1.
    case box([Double])
    /// Centre x, centre y, width, height, degrees clockwise.
    case rotated([Double])
    /// Centre x, centre y, radius x, radius y, degrees clockwise.
    case ellipse([Double])
    case polygons([PolygonRings])
    /// x, y, x, y, ...
    case line([Double])
    case point([Double])
    /// x, y, visibility (0 not labelled, 1 hidden, 2 visible) each.
    case joints([[Double]])
    case mask(Mask)
    case cuboid(front: [Double], back: [Double])
    case track([TrackFrame])
    /// Unicode scalar offsets, end exclusive; several ranges make one discontinuous span.
    case ranges([[Int]])
    case segment(Segment)
    case field(DocumentField)
    /// Centre, size in metres, quaternion w x y z.
    case cuboid3D(centre: [Double], size: [Double], quaternion: [Double])
}

public struct PolygonRings: Sendable, Hashable, Codable {
    public var outer: [Double]
    public var holes: [[Double]]
    public init(outer: [Double], holes: [[Double]] = []) { self.outer = outer; self.holes = holes }
}

/// Column-major run lengths, background first (as COCO counts them), of the window `size` placed at `at`.
public struct Mask: Sendable, Hashable, Codable {
    /// Height, width.
    public var size: [Int]
    public var runs: [Int]
    /// x, y of the window's top-left corner.
    public var at: [Int]
    public init(size: [Int], runs: [Int], at: [Int] = [0, 0]) { self.size = size; self.runs = runs; self.at = at }
}

public struct TrackFrame: Sendable, Hashable {
    public var frame: Int
    public var shape: Shape
    public var isKey: Bool
    public var isOutside: Bool
    public init(frame: Int, shape: Shape, isKey: Bool = true, isOutside: Bool = false) {
        self.frame = frame
        self.shape = shape
        self.isKey = isKey
        self.isOutside = isOutside
    }
}

/// Seconds; `channel` counts from 0; `text` for transcripts.
public struct Segment: Sendable, Hashable, Codable {
    public var from: Double
    public var to: Double
    public var channel: Int?
    public var text: String?
    public init(from: Double, to: Double, channel: Int? = nil, text: String? = nil) {
        self.from = from
        self.to = to
        self.channel = channel
        self.text = text
    }
}

public struct DocumentField: Sendable, Hashable {
    public var page: Int
    public var words: [String]
    public var box: [Double]?
    public var text: String
    public var key: String
    public init(page: Int, words: [String] = [], box: [Double]? = nil, text: String, key: String) {
        self.page = page
        self.words = words
        self.box = box
        self.text = text
        self.key = key
    }
}
