import Records

/// Supervisely projects: `meta.json` with classes and tags, and per dataset `ann/<file>.json` beside `img/`, `video/` or `pointcloud/`.
public enum Supervisely {
    public static let card = FormatCard(
        name: "supervisely", summary: "Supervisely: a project folder with a JSON file per picture, video or point cloud", extensions: ["json"], canWrite: false,
        holds: [
            "boxes", "rotated-boxes", "polygons with holes", "polylines", "points", "skeletons", "masks", "tracks", "cuboids-3d", "choices", "texts", "numbers",
            "attributes", "picture sizes", "declared labels",
        ])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try SuperviselyReader($0, options: $1) })

    static func files(_ input: DatasetInput) -> [String] {
        let all = input.files("json")
        let proper = inAnn(all)
        return proper.isEmpty ? all.filter { looksRight(input.headText($0)) } : proper
    }

    private static func inAnn(_ files: [String]) -> [String] { files.filter { ImageFiles.fileName(ImageFiles.parent($0)) == "ann" } }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let all = input.files("json")
        let proper = inAnn(all)
        guard let first = (proper.isEmpty ? all : proper).prefix(20).first(where: { looksRight(input.headText($0)) }) else { return nil }
        let hasMeta = all.contains { ImageFiles.fileName($0) == "meta.json" }
        return .init(confidence: hasMeta ? 0.97 : 0.85, reason: "`\(first)` has Supervisely's `objects`\(hasMeta ? ", and there is a `meta.json`" : "")")
    }

    private static func looksRight(_ head: String) -> Bool {
        guard head.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0.value != 0xFEFF }) == "{", head.holds("\"objects\"") else { return false }
        return head.holds("\"classTitle\"") || (head.holds("\"tags\"") && (head.holds("\"size\"") || head.holds("\"framesCount\"") || head.holds("\"figures\"")))
    }
}
