import Media
import Records

/// Pascal VOC, segmentation part: `SegmentationClass/<name>.png` numbers classes, `SegmentationObject/<name>.png` instances, with
/// 255 for the border that belongs to nobody; splits are lists under `ImageSets/Segmentation/`, labels lines of `labelmap.txt`.
public enum VOCSegmentation {
    static let nameChanged = "voc-segmentation.name-changed"
    static let noSize = "voc-segmentation.size-unknown"
    static let tooManyClasses = "voc-segmentation.class-beyond-254"
    static let tooManyObjects = "voc-segmentation.object-beyond-254"
    static let labelCleaned = "voc-segmentation.label-cleaned"

    public static let card = FormatCard(
        name: "voc-segmentation", summary: "Pascal VOC segmentation: classes and instances as PNG of palette indices", extensions: [],
        capacity: FormatCapacity(
            media: [.image], kinds: [.masks], extras: [.keys, .fileNames, .pictureSizes, .splits, .emptyAnswers, .unanswered], masksAreFlat: true),
        loses: [nameChanged, noSize, tooManyClasses, tooManyObjects, labelCleaned])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try VOCSegmentationReader($0, options: $1) }, writer: { VOCSegmentationWriter($0, layout: $1) })

    static let classes = "SegmentationClass"
    static let objects = "SegmentationObject"
    static let lists = "ImageSets/Segmentation"
    /// The border around objects, and whatever is not to be judged.
    static let void: UInt32 = 255
    /// Classes and objects are numbered from 1; 0 is the background, 255 the border.
    static let largest = 254

    /// The palette of the original kit.
    static let palette: [PNGSamples.Entry] = (0..<256).map { number in
        let rgb = VOCLabelMap.rgb(number)
        return PNGSamples.Entry(UInt8(rgb[0]), UInt8(rgb[1]), UInt8(rgb[2]))
    }

    /// Of the original challenge, for datasets without a `labelmap.txt`.
    static let originalLabels = [
        "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow", "diningtable", "dog", "horse", "motorbike", "person",
        "pottedplant", "sheep", "sofa", "train", "tvmonitor",
    ]

    /// The folder that holds `SegmentationClass/`; nil when none does.
    static func root(_ listing: FolderListing) -> String? {
        for path in listing.paths where path.hasSuffix(".png") {
            let parts = path.split(separator: "/").map(String.init)
            if let place = parts.firstIndex(of: classes) { return parts[..<place].joined(separator: "/") }
        }
        return listing.paths.first { ImageFiles.parent($0) == lists || ImageFiles.parent($0).hasSuffix("/\(lists)") }.map { path in
            String(ImageFiles.parent(path).dropLast(lists.count)).trimmed("/")
        }
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let root = root(input.listing) else { return nil }
        let folder = ImageFiles.join(root, classes) + "/"
        let count = input.listing.paths.count { $0.hasPrefix(folder) && $0.hasSuffix(".png") }
        guard count > 0 else { return .init(confidence: 0.6, reason: "there are lists under `\(ImageFiles.join(root, lists))/`") }
        // A whole VOC dataset has boxes, too: which of the two is wanted is for somebody to say.
        let hasBoxes = input.listing.paths.contains { $0.hasSuffix(".xml") && ImageFiles.fileName(ImageFiles.parent($0)) == "Annotations" }
        return .init(confidence: hasBoxes ? 0.85 : 0.97, reason: "`\(folder)` holds \(count) PNG files")
    }
}

extension String {
    fileprivate func trimmed(_ end: Character) -> String { last == end ? String(dropLast()) : self }
}
