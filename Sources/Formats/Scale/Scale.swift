import Records

/// Scale AI: callbacks and tasks as its API gives them, an object or a list per file; arrays of frames of video, one per
/// attachment in their order, where equal `uuid`s are one track; and frames of lidar with cuboids in metres. A cuboid's
/// yaw is 0 along +y and grows counter-clockwise, its `x` is its width and its `y` its length; here the length lies along
/// the cuboid's own first axis, so size is y, x, z and the turn a quarter more.
public enum Scale {
    public static let card = FormatCard(
        name: "scale", summary: "Scale AI: callbacks and tasks, frames of video, cuboids of lidar", extensions: ["json", "jsonl"],
        holds: ["boxes", "rotated-boxes", "polygons", "polylines", "points", "ellipses", "cuboids", "tracks", "cuboids-3d", "attributes"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try ScaleReader($0, options: $1) })

    static func files(in input: DatasetInput) -> [String] { input.files("json", "jsonl", "ndjson").filter { looksRight(input.headText($0)) } }

    static func looksRight(_ head: String) -> Bool {
        if head.contains("\"task_id\""), head.contains("\"response\"") || head.contains("\"params\"") { return true }
        let start = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.prefix(64).filter { !$0.isWhitespace }
        return start.hasPrefix("[{\"annotations\":[") && head.contains("\"uuid\"") || start.hasPrefix("[{\"cuboids\":[")
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = files(in: input).first else { return nil }
        return .init(confidence: 0.95, reason: "`\(first)` has tasks or frames of Scale")
    }
}
