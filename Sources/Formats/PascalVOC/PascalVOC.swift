/// Pascal VOC, detection part: an XML file per picture under `Annotations/`, pictures under `JPEGImages/`, splits as
/// lists of stems under `ImageSets/Main/`.
public enum PascalVOC {
    public static let card = FormatCard(
        name: "voc", summary: "Pascal VOC: an XML file of boxes per picture", extensions: [],
        holds: ["boxes with any decimals", "boolean and text attributes", "picture sizes", "splits", "unknown elements"],
        loses: [
            VOCWriter.shapeAsBox, VOCWriter.shapeLeftOut, VOCWriter.labelsLeftOut, VOCWriter.noLabel, VOCWriter.textCleaned, VOCWriter.noteLeftOut,
            VOCWriter.scoreLeftOut, VOCWriter.answerLeftOut, VOCWriter.questionsMerged, VOCWriter.coordinateRounded, VOCWriter.nameChanged, VOCWriter.noSize, VOCWriter.metadataLeftOut,
        ])

    public static let format = DatasetFormat(
        card: card, media: [.image], takes: [.boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .skeletons, .masks, .cuboids], recognise: recognise, reader: { try VOCReader($0, options: $1) }, writer: { VOCWriter($0, layout: $1) })

    /// The folder that holds `Annotations/`, and the XML files in it; without such a folder, all XML files.
    static func annotations(in listing: FolderListing) -> [String] {
        let files = listing.paths.filter { $0.hasSuffix(".xml") || $0.hasSuffix(".XML") }
        let proper = files.filter { ImageFiles.fileName(ImageFiles.parent($0)) == "Annotations" }
        return proper.isEmpty ? files : proper
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = annotations(in: input.listing)
        guard let first = files.first, case let head = input.headText(first), head.holds("<annotation"), !head.holds("<annotations"), !head.holds("<imagesize") else { return nil }
        if ImageFiles.fileName(ImageFiles.parent(first)) == "Annotations" {
            return .init(confidence: 0.95, reason: "`\(ImageFiles.parent(first))/` holds \(files.count) XML files")
        }
        return .init(confidence: 0.5, reason: "there are \(files.count) XML files, such as `\(first)`")
    }
}

/// What the least coordinate is: tools of today write edges counted from 0; the original kit counts pixels from 1, the
/// last one included. With base 1 the reader takes 1 from the minima, so 1...640 becomes the edges 0 and 640.
public enum VOCBase: Int, Sendable, Codable, CaseIterable {
    case zero = 0, one = 1
}
