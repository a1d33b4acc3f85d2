import Records

/// What survives writing and reading in a format, as facts: `ItemFitter` brings items into it, cards and documents print it.
public struct FormatCapacity: Sendable, Hashable {
    public enum Questions: Sendable, Hashable {
        /// The answers to one question.
        case one
        /// One question of each kind; names are not kept.
        case onePerKind
        /// All, by name.
        case any
    }

    /// What a format may hold beside answers.
    public enum Extra: String, Sendable, CaseIterable {
        case keys, fileNames = "file names", pictureSizes = "picture sizes", durations, splits, fields, metadata, licences, people
        case attributes, notes, scores, partIDs = "ids of parts", severalLabels = "several labels of a part", noLabel = "parts without a label"
        case holes, severalPolygons = "polygons of several pieces", keyFrames = "key frames"
        case emptyAnswers = "\"nothing there\"", unanswered = "items without an answer"
        case discontinuousSpans = "spans in pieces", overlappingSpans = "overlapping spans"
        case overlappingSegments = "overlapping segments", channels
    }

    public var media: Set<Media>
    /// Kinds of answers held as they are.
    public var kinds: [QuestionKind]
    public var questions: Questions
    /// Drawn shapes a track may be made of.
    public var trackShapes: [QuestionKind]
    public var extras: Set<Extra>
    /// Digits behind the point of coordinates and seconds; nil: numbers in full.
    public var decimals: Int?
    /// A pixel belongs to one mask at most: masks are kept as one picture of numbers.
    public var masksAreFlat: Bool

    public init(
        media: Set<Media>, kinds: [QuestionKind], questions: Questions = .onePerKind, trackShapes: [QuestionKind] = [.boxes], extras: Set<Extra> = [],
        decimals: Int? = nil, masksAreFlat: Bool = false
    ) {
        self.media = media
        self.kinds = kinds
        self.questions = questions
        self.trackShapes = trackShapes
        self.extras = extras
        self.decimals = decimals
        self.masksAreFlat = masksAreFlat
    }

    func holds(_ extra: Extra) -> Bool { extras.contains(extra) }
    func holds(_ kind: QuestionKind) -> Bool { kinds.contains(kind) }

    /// For cards: kinds first, then what else.
    var words: [String] {
        let answers = kinds.map(\.rawValue) + [questions == .one ? "one question" : questions == .any ? "any number of questions by name" : "a question of each kind"]
        let numbers = decimals.map { ["numbers to \($0) decimals"] } ?? []
        return answers + Extra.allCases.filter(extras.contains).map(\.rawValue) + numbers + (masksAreFlat ? ["masks that do not overlap"] : [])
    }
}
