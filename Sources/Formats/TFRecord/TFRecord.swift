import Records

/// TFRecord of TensorFlow's object detection: an `Example` per picture, the picture itself within it, boxes as shares of its
/// width and height in floats of 32 bits, classes by number and name.
public enum TFRecord {
    public static let card = FormatCard(
        name: "tfrecord", summary: "TFRecord of TensorFlow's object detection, pictures within, with `label_map.pbtxt`", extensions: ["tfrecord", "tfrecords", "record"],
        capacity: FormatCapacity(
            media: [.image], kinds: [.boxes], extras: [.keys, .fileNames, .pictureSizes, .splits, .emptyAnswers, .unanswered], decimals: decimals),
        loses: [TFRecordWriter.sizeUnknown, TFRecordWriter.pictureMissing])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try TFRecordReader($0, options: $1) }, writer: { try TFRecordWriter($0, layout: $1) })

    /// Shares of 32 bits place a border within half of this in pictures of up to 8,000 pixels.
    static let decimals = 3

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let file = files(input.listing).first(where: { isRecord(input.head($0.path)) }) else { return nil }
        let isPicture = input.headText(file.path).holds("image/")
        return .init(confidence: isPicture ? 0.95 : 0.6, reason: "`\(file.path)` begins with a TFRecord length and its checksum")
    }

    private static func isRecord(_ head: [UInt8]) -> Bool {
        guard head.count >= 12 else { return false }
        return CRC32C.masked(head[..<8]) == head[8..<12].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }

    struct File { var path: String; var split: String? }

    /// Record files in the order of their names: `train.tfrecord`, `train-00000-of-00010.tfrecord`, `train.record-00000-of-00010`.
    static func files(_ listing: FolderListing) -> [File] {
        listing.paths.compactMap { path in
            let name = String(ImageFiles.fileName(Compression.unpackedPath(path)))
            var stem = withoutShard(name)
            let ending = ["tfrecord", "tfrecords", "record"].first { stem.hasSuffix(".\($0)") }
            guard let ending else { return nil }
            stem = withoutShard(String(stem.dropLast(ending.utf8.count + 1)))
            return File(path: path, split: stem == LabelledItem.wholeName ? nil : stem)
        }
    }

    /// Without `-00000-of-00010` at its end.
    static func withoutShard(_ name: String) -> String {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count > 3, parts[parts.count - 2] == "of", [parts[parts.count - 1], parts[parts.count - 3]].allSatisfy({ $0.count >= 5 && $0.allSatisfy(\.isWholeNumber) }) else { return name }
        return parts.dropLast(3).joined(separator: "-")
    }
}
