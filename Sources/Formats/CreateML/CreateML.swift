import Records

/// Apple's Create ML, object detection: a JSON list with a picture and its boxes per element. labelImg and Roboflow write it too;
/// Roboflow has a file per split, `train/_annotations.createml.json`, beside the split's pictures.
public enum CreateML {
    public static let card = FormatCard(
        name: "createml", summary: "Create ML: a JSON list of pictures with boxes given by their centre", extensions: ["json"],
        capacity: FormatCapacity(media: [.image], kinds: [.boxes], extras: [.keys, .splits, .emptyAnswers], decimals: 6),
        loses: [CreateMLWriter.nameChanged, CreateMLWriter.splitRenamed])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try CreateMLReader($0, options: $1) }, writer: { try CreateMLWriter($0, layout: $1) })

    static let fileName = "_annotations.createml.json"

    static func files(_ input: DatasetInput) -> [String] {
        let all = input.files("json")
        let named = all.filter { Compression.unpackedPath($0).hasSuffix(fileName) }
        return named.isEmpty ? all.filter { looksRight(input.head($0)) } : named
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let all = input.files("json")
        let named = all.filter { Compression.unpackedPath($0).hasSuffix(fileName) }
        guard let first = (named.isEmpty ? all : named).prefix(20).first(where: { looksRight(input.head($0)) }) else { return nil }
        return .init(confidence: 0.95, reason: "`\(first)` is a list of pictures whose boxes have `coordinates` with `x`, `y`, `width` and `height`")
    }

    /// A list, and its beginning has the keys of this format.
    private static func looksRight(_ head: [UInt8]) -> Bool {
        guard head.first(where: { ![0xEF, 0xBB, 0xBF, 32, 9, 10, 13].contains($0) }) == UInt8(ascii: "[") else { return false }
        let text = String(decoding: head.prefix(1 << 14), as: UTF8.self)
        // Label Studio's items have results.
        if text.contains("\"result\"") { return false }
        let names = text.contains("\"image\"") || text.contains("\"imagefilename\"")
        return names && (text.contains("\"annotations\"") || text.contains("\"annotation\"")) && (text.contains("\"coordinates\"") || !text.contains("\"label\""))
    }
}
