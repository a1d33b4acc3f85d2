import Records

/// What one file of labelled time holds: layers of pieces, however the format calls them (tiers, tracks, cues).
struct TimedDocument: Hashable {
    var layers: [TimedLayer] = []
    /// Seconds, where the file says how long the recording is.
    var duration: Double?
    /// Where the file says the recording is.
    var url: String?
    var media: Media?
    /// What only this format has, written back by its writer.
    var own: JSONObject = [:]
}

struct TimedLayer: Hashable {
    /// "" where the format has one layer without a name.
    var name = ""
    /// `segments` or `transcripts`, where the format tells.
    var kind: QuestionKind?
    /// Who or what all of its pieces are about: a speaker.
    var label: String?
    /// Its pieces have no length.
    var isMoments = false
    var pieces: [TimedPiece] = []
}

/// Seconds and what is said of them: a label in `segments`, a text in `transcripts`.
struct TimedPiece: Hashable {
    var from: Double
    var to: Double
    var text: String
    /// Speaker of this piece alone.
    var label: String?
    var id: String?
    var score: Double?
    var channel: Int?
    /// What only this format has.
    var extras: JSONObject = [:]

    init(_ from: Double, _ to: Double, _ text: String, label: String? = nil, id: String? = nil, score: Double? = nil, channel: Int? = nil, extras: JSONObject = [:]) {
        self.from = from
        self.to = to
        self.text = text
        self.label = label
        self.id = id
        self.score = score
        self.channel = channel
        self.extras = extras
    }
}

extension TimedLayer {
    /// One layer, or two where only some pieces have a length.
    var intervalsAndMoments: [TimedLayer] {
        var (intervals, moments) = (self, self)
        intervals.pieces.removeAll { $0.from == $0.to }
        moments.pieces.removeAll { $0.from != $0.to }
        moments.isMoments = true
        if moments.pieces.isEmpty { return [intervals] }
        if intervals.pieces.isEmpty { return [moments] }
        moments.name += " moments"
        return [intervals, moments]
    }

    /// Pieces that do not overlap, in as few layers as it takes, each in rising order: what tiers demand.
    var lanes: [TimedLayer] {
        var lanes: [TimedLayer] = []
        var ends: [Double] = []
        for piece in inOrder {
            if let free = ends.firstIndex(where: { $0 <= piece.from }) {
                lanes[free].pieces.append(piece)
                ends[free] = piece.to
            } else {
                lanes.append(TimedLayer(name: lanes.isEmpty ? name : "\(name) (\(lanes.count + 1))", kind: kind, label: label, isMoments: isMoments, pieces: [piece]))
                ends.append(piece.to)
            }
        }
        return lanes.isEmpty ? [self] : lanes
    }
}
