import Records

/// COCO panoptic segmentation: every pixel belongs to one segment, whose id stands in a PNG as red + 256 green + 65,536 blue;
/// `segments_info` says what it is. Categories know things from stuff (`isthing`) and have a colour.
public enum COCOPanoptic {
    static let name = "coco-panoptic"
    static let nameChanged = "coco-panoptic.name-changed"
    static let noSize = "coco-panoptic.size-unknown"

    public static let card = FormatCard(
        name: name, summary: "COCO panoptic: segments as PNG of ids, what they are as JSON, per split", extensions: [],
        capacity: FormatCapacity(
            media: [.image], kinds: [.masks], extras: [.keys, .fileNames, .pictureSizes, .splits, .emptyAnswers, .unanswered], masksAreFlat: true),
        loses: [nameChanged, noSize])

    public static let format = DatasetFormat(
        card: card, recognise: { COCOTask.recognise($0, .panoptic) }, reader: { try COCOPanopticReader($0, options: $1) }, writer: { COCOPanopticWriter($0, layout: $1) })

    /// x, y, width, height and area of a cropped mask.
    static func measures(_ mask: Mask) -> (box: [Double], area: Int) {
        ([mask.at[0], mask.at[1], mask.size[1], mask.size[0]].map(Double.init), stride(from: 1, to: mask.runs.count, by: 2).reduce(0) { $0 + mask.runs[$1] })
    }
}
