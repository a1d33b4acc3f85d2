import Records

/// What of an item is needed to understand results about it: sizes, rate, text.
struct LabelStudioScene {
    /// Of the picture; results state it too.
    var size: PixelSize?
    var videoSize: PixelSize?
    /// Frames a second.
    var rate: Double
    var frames: Int?
    var duration: Double?
    var text: LabelStudioText?
    var paragraphs: LabelStudioParagraphs?
    /// Of two fields compared, by the name of the object that shows them.
    var media: Media?
    /// The object that shows the item itself.
    var object: String?

    static let usualRate = 24.0

    init(_ item: LabelledItem, _ config: LabelStudioConfig) {
        size = item.size
        media = item.media
        let video = item.files["video"]
        videoSize = video.flatMap { file in file.width.flatMap { width in file.height.flatMap { PixelSize(width: width, height: $0) } } } ?? item.size
        rate = video?.rate ?? config.objects.first { $0.tag == "Video" }?.frameRate ?? Self.usualRate
        frames = video?.frames
        duration = (item.files["audio"] ?? item.files["video"])?.duration
        text = item.text.map(LabelStudioText.init)
        if let shown = config.objects.first(where: { $0.tag == "Paragraphs" }), let field = shown.field, let data = item.fields[field] {
            paragraphs = LabelStudioParagraphs(data, key: shown.attributes["textKey"] ?? "text")
        }
        object = (config.objects.first { $0.media == item.media } ?? config.objects.first)?.name
    }
}
