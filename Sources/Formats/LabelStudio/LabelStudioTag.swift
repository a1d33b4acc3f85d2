import Records

/// What the control tags of a labelling configuration write: the `type` of their results and the key of their labels.
/// https://labelstud.io/tags lists them; those without a counterpart here are named so that they can be reported.
enum LabelStudioTag {
    /// Tags that draw: the plain form, which is also the type of its results.
    static let drawn: [(tag: String, kind: QuestionKind)] = [
        ("Rectangle", .boxes), ("Ellipse", .ellipses), ("Polygon", .polygons), ("KeyPoint", .points), ("Brush", .masks), ("Vector", .polylines),
        ("Bitmask", .masks),
    ]

    /// `RectangleLabels` and `Rectangle` -> boxes.
    static func drawnKind(_ tag: String) -> QuestionKind? {
        drawn.first { tag == $0.tag || tag == $0.tag + "Labels" }?.kind ?? (tag == "Magicwand" ? .masks : nil)
    }

    /// The tag that draws for a kind, in the form that carries labels.
    static func labelled(_ kind: QuestionKind) -> String? {
        let plain = kind == .rotatedBoxes ? .boxes : kind
        return drawn.first { $0.kind == plain }.map { $0.tag + "Labels" }
    }

    /// Tags with results of their own that nothing here corresponds to.
    static let withoutCounterpart: Set<String> = ["VideoVector", "VideoVectorLabels", "OcrLabels", "Chat", "ReactCode", "CustomInterface"]

    static let objects: [String: (media: Media, role: String?)] = [
        "Text": (.text, nil), "HyperText": (.text, nil), "Paragraphs": (.text, nil), "Image": (.image, "image"), "Audio": (.audio, "audio"),
        "AudioPlus": (.audio, "audio"), "Video": (.video, "video"), "TimeSeries": (.series, "series"), "Table": (.table, nil), "List": (.text, nil),
        "Pdf": (.document, "document"),
    ]

    /// Tag that shows a medium.
    static func object(for media: Media) -> String {
        switch media {
        case .image: "Image"
        case .video: "Video"
        case .audio: "Audio"
        case .series: "TimeSeries"
        case .document: "Pdf"
        default: "Text"
        }
    }
}
