import Records

/// WebDataset: tar files whose neighbouring entries with the same name up to the first dot are one sample.
///
/// Ours hold `<name>.json` with the whole item, its files, `<name>.cls` with the number of the first choice question's
/// label, and `<name>.txt` with its text; `info.json` beside the shards has the questions.
public enum WebDataset {
    public static let card = FormatCard(
        name: "webdataset", summary: "WebDataset: shards of tar with a picture, JSON, class and text per sample", extensions: ["tar"],
        capacity: .everything, loses: [WebDatasetWriter.fileMissing])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try WebDatasetReader($0, options: $1) }, writer: { try WebDatasetWriter($0, layout: $1) })

    static let infoFile = "info.json"
    /// What `info.json` calls the format of ours.
    static let formatName = "winnow-webdataset"

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let shards = input.files("tar", "tgz")
        guard let first = shards.first else { return nil }
        let names = firstNames(input.head(first))
        guard let name = names.first, let sample = SampleName(name) else { return nil }
        if let info = input.listing.paths.first(where: { ImageFiles.fileName($0) == infoFile }), isOurs(input.head(info)) {
            return .init(confidence: 0.95, reason: "`\(info)` says that `\(first)` is of this format")
        }
        let isItem = sample.member == "json" && isItem(input.head(first))
        if isItem { return .init(confidence: 0.93, reason: "`\(first)` holds `\(name)`, an item with its answers") }
        let isSample = names.count > 1 && SampleName(names[1])?.key == sample.key
        let others = input.listing.paths.count - shards.count
        return .init(confidence: isSample ? (others > 2 ? 0.7 : 0.93) : 0.4, reason: "`\(first)` holds \(isSample ? "several files named `\(sample.key)`" : "`\(name)`")")
    }

    /// Whether the file beside the shards is the one we write; its first member says so.
    private static func isOurs(_ head: [UInt8]) -> Bool { head.starts(with: Array(#"{"format":"\#(formatName)""#.utf8)) }

    /// Whether the first file of a shard is one of our items; one that is longer than the first bytes is not looked at.
    private static func isItem(_ head: [UInt8]) -> Bool {
        guard head.count > 512, let size = head.withUnsafeBytes({ TarHeader(UnsafeRawBufferPointer(rebasing: $0[..<512])) })?.size, size >= 0, size <= head.count - 512 else { return false }
        let item = try? JSONParser.parse(Array(head[512..<(512 + Int(size))]))
        return item?["key"]?.string != nil && item?["answers"]?.object != nil
    }

    /// Names of the entries that lie within the first bytes of a tar file.
    private static func firstNames(_ head: [UInt8]) -> [String] {
        var names: [String] = []
        var place = 0
        while names.count < 4, place + 512 <= head.count {
            let header = head[place..<(place + 512)].withUnsafeBytes { TarHeader($0) }
            guard let header, header.isChecked, let size = header.size, size >= 0, size < 1 << 40 else { break }
            if header.type == 0 || header.type == UInt8(ascii: "0") { names.append(String(decoding: header.name, as: UTF8.self)) }
            place += 512 + Int((size + 511) / 512 * 512)
        }
        return names
    }
}

/// `a/b.seg.png` is the member `seg.png` of the sample `a/b`.
struct SampleName: Equatable {
    var key: String
    var member: String

    init?(_ path: String) {
        let name = ImageFiles.fileName(path)
        guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return nil }
        key = String(path[..<dot])
        member = name[name.index(after: dot)...].lowercased()
    }
}

extension FormatCapacity {
    /// Whatever an item can have but the history of its answers.
    static let everything = FormatCapacity(
        media: Set(Media.allCases), kinds: QuestionKind.allCases, questions: .any, trackShapes: [.boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .points, .skeletons, .masks, .cuboids],
        extras: Set(Extra.allCases))
}
