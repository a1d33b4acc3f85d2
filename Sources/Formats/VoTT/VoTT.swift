import Records

/// VoTT (Microsoft, no longer kept up): an exported project (`vott-json-export/<name>-export.json`), its assets one by one
/// (`<id>-asset.json`), its CSV, and the files of its first version. A `.vott` project file is encrypted and cannot be read.
public enum VoTT {
    public static let card = FormatCard(
        name: "vott", summary: "VoTT: exported projects, single assets, CSV, and version 1", extensions: ["json", "csv"], canWrite: false,
        holds: ["boxes", "polygons", "polylines", "points", "several labels of a part", "picture sizes", "frames of videos as pictures"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try VoTTReader($0, options: $1) })

    enum Kind: String, CaseIterable {
        case project = "an exported VoTT project"
        case asset = "a VoTT asset"
        case table = "VoTT's CSV"
        case first = "a file of VoTT's first version"
    }

    /// Files of the most telling kind that is there: a project holds its assets, so they are not read twice.
    static func files(_ input: DatasetInput, atMost limit: Int = .max) -> (kind: Kind, files: [String])? {
        var found: [Kind: [String]] = [:]
        for file in input.files("json", "csv").prefix(limit) { if let kind = kind(of: input.head(file)) { found[kind, default: []].append(file) } }
        for kind in Kind.allCases { if let files = found[kind] { return (kind, files) } }
        return nil
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let (kind, files) = files(input, atMost: 20), let first = files.first else { return nil }
        return .init(confidence: kind == .first ? 0.8 : 0.95, reason: "`\(first)` is \(kind.rawValue)")
    }

    private static func kind(of head: [UInt8]) -> Kind? {
        let text = String(decoding: head, as: UTF8.self)
        guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0.value != 0xFEFF }) else { return nil }
        if first == "{" {
            let hasAsset = text.contains("\"asset\"") && text.contains("\"regions\"")
            if text.contains("\"assets\"") && (hasAsset || ["videoSettings", "lastVisitedAssetId", "securityToken"].contains { text.contains("\"\($0)\"") }) { return .project }
            if hasAsset { return .asset }
            let isFirst = text.contains("\"inputTags\"") || text.contains("\"visitedFrames\"") || (text.contains("\"framerate\"") && text.contains("\"x1\""))
            return text.contains("\"frames\"") && isFirst ? .first : nil
        }
        let line = text.prefix { !$0.isNewline }.filter { !["\"", " ", "\u{FEFF}"].contains($0) }
        return line == "image,xmin,ymin,xmax,ymax,label" ? .table : nil
    }
}
