import Records

/// CVAT XML 1.1 (and 1.0): one file with a head of labels, then an element per picture, or per track of a video.
public enum CVAT {
    public static let images = FormatCard(
        name: "cvat", summary: "CVAT for images 1.1: shapes, masks, skeletons and tags of pictures in one XML file", extensions: ["xml"],
        capacity: FormatCapacity(
            media: [.image],
            kinds: [.boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .points, .skeletons, .masks, .cuboids, .choices],
            extras: [.keys, .pictureSizes, .splits, .attributes, .unanswered]),
        loses: [CVATWriter.nameChanged, CVATWriter.textCleaned, CVATWriter.noTags, CVATWriter.shapeLeftOut])

    public static let video = FormatCard(
        name: "cvat-video", summary: "CVAT for video 1.1: tracks with key frames in one XML file", extensions: ["xml"],
        capacity: FormatCapacity(
            media: [.video], kinds: [.tracks],
            trackShapes: [.boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .points, .skeletons, .cuboids],
            extras: [.keys, .pictureSizes, .splits, .attributes, .unanswered, .keyFrames]),
        loses: [CVATWriter.nameChanged, CVATWriter.textCleaned, CVATWriter.noTags, CVATWriter.shapeLeftOut])

    public static let imagesFormat = DatasetFormat(
        card: images, recognise: { recognise($0, "<image", "<track") }, reader: { try CVATReader($0, $1, format: "cvat") },
        writer: { try CVATWriter($0, layout: $1, format: "cvat") })

    public static let videoFormat = DatasetFormat(
        card: video, recognise: { recognise($0, "<track", "<image") }, reader: { try CVATReader($0, $1, format: "cvat-video") },
        writer: { try CVATWriter($0, layout: $1, format: "cvat-video") })

    /// Files whose root is `<annotations>`.
    static func files(_ input: DatasetInput) -> [String] {
        input.files("xml").filter { isCVAT(input.headText($0)) }
    }

    private static func isCVAT(_ head: String) -> Bool {
        guard head.holds("<annotations"), let root = head.firstRange(of: "<annotations") else { return false }
        let rest = head[root.upperBound...]
        return rest.first.map { $0 == ">" || $0 == "/" || $0.isWhitespace } == true
            && (rest.holds("<meta") || rest.holds("<image ") || rest.holds("<track ") || rest.holds("<version>"))
    }

    /// By what comes first; a head that ends before either is taken for pictures.
    private static func recognise(_ input: DatasetInput, _ own: String, _ other: String) -> DatasetFormat.Recognition? {
        guard let file = files(input).first else { return nil }
        let head = input.headText(file)
        let (mine, theirs) = (head.firstRange(of: "\(own) ")?.lowerBound, head.firstRange(of: "\(other) ")?.lowerBound)
        let mode = head.holds("<mode>interpolation") ? "<track" : "<image"
        let isMine = mine.map { mine in theirs.map { mine < $0 } ?? true } ?? (theirs == nil && mode == own)
        return isMine ? .init(confidence: 0.95, reason: "`\(file)` has `<annotations>` with `\(own)>`") : nil
    }
}
