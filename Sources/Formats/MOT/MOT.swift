import Records

/// MOT Challenge: a folder per sequence with `gt/gt.txt`, a row per object and frame, and `seqinfo.ini`.
public enum MOT {
    public static let card = FormatCard(
        name: "mot", summary: "MOT Challenge: box tracks, a row per object and frame, a folder per sequence", extensions: [],
        capacity: FormatCapacity(
            media: [.video], kinds: [.tracks], trackShapes: [.boxes], extras: [.keys, .pictureSizes, .durations, .splits, .emptyAnswers, .unanswered]),
        loses: [MOTWriter.nameChanged, MOTWriter.labelChanged])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try MOTReader($0, $1) }, writer: { MOTWriter($0, layout: $1) })

    /// Classes by number from 1, as the challenge names them; CVAT writes a `labels.txt` instead.
    static let classes = [
        "pedestrian", "person_on_vehicle", "car", "bicycle", "motorbike", "non_motorized_vehicle", "static_person", "distractor", "occluder", "occluder_on_ground",
        "occluder_full", "reflection", "crowd",
    ]

    /// Digits to which coordinates are taken: what is behind them comes from counting pixels from 0 instead of 1.
    static let decimals = 9

    /// Folders of sequences: those that hold `gt/gt.txt`, `det/det.txt` or `seqinfo.ini`; "" is the dataset's own.
    static func sequences(_ listing: FolderListing) -> [String] {
        var found: Set<String> = []
        for path in listing.paths {
            for ending in ["gt/gt.txt", "det/det.txt", "seqinfo.ini"] where path == ending || path.hasSuffix("/" + ending) {
                found.insert(String(path.dropLast(ending.utf8.count + (path == ending ? 0 : 1))))
            }
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let found = sequences(input.listing)
        guard let first = found.first else { return nil }
        return .init(confidence: 0.95, reason: "`\(first.isEmpty ? "." : first)` holds `gt/gt.txt`, `det/det.txt` or `seqinfo.ini`")
    }
}
