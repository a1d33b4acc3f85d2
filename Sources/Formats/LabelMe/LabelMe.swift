import Records

/// labelme (wkentaro): a JSON file per picture, beside it or where `imagePath` says.
///
/// What labelme has no word for is kept under keys of our own: it carries keys it does not know through editing and saving.
public enum LabelMe {
    public static let card = FormatCard(
        name: "labelme", summary: "labelme (wkentaro): a JSON file of shapes per picture", extensions: ["json"],
        capacity: FormatCapacity(
            media: [.image],
            kinds: [.polygons, .boxes, .rotatedBoxes, .ellipses, .polylines, .points, .skeletons, .masks, .choices],
            extras: [.keys, .pictureSizes, .splits, .attributes, .notes, .scores, .severalPolygons, .emptyAnswers, .unanswered]),
        loses: [LabelMeWriter.nameChanged, LabelMeWriter.splitRenamed, LabelMeWriter.maskTooLarge])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try LabelMeReader($0, options: $1) }, writer: { try LabelMeWriter($0, layout: $1) })

    /// Kinds of shapes in the order in which they are looked for.
    static let drawn: [QuestionKind] = [.polygons, .boxes, .rotatedBoxes, .ellipses, .polylines, .points, .skeletons, .masks]

    static func files(_ input: DatasetInput) -> [String] { input.files("json").filter { looksRight(input.head($0)) } }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let all = input.files("json")
        let looked = all.prefix(20).filter { looksRight(input.head($0)) }
        guard let first = looked.first else { return nil }
        return .init(confidence: 2 * looked.count >= min(20, all.count) ? 0.95 : 0.6, reason: "`\(first)` has `shapes` and `imagePath`")
    }

    /// `imageData` may push everything behind it out of the head, so one of two keys and the list of shapes will do.
    private static func looksRight(_ head: [UInt8]) -> Bool {
        guard head.first(where: { ![0xEF, 0xBB, 0xBF, 32, 9, 10, 13].contains($0) }) == UInt8(ascii: "{") else { return false }
        let text = String(decoding: head, as: UTF8.self)
        return text.contains("\"shapes\"") && (text.contains("\"imagePath\"") || text.contains("\"imageData\""))
    }
}
