import Records

/// COCO results: what a detector sees, as a plain list of `image_id`, `category_id`, `score` and a `bbox`, a `segmentation` or
/// `keypoints`. Pictures and categories have names only in the instances or `image_info` file that goes with it.
public enum COCOResults {
    static let name = "coco-results"
    static let nameChanged = "coco-results.name-changed"
    static let maskCut = "coco-results.mask-beyond-picture"
    static let scoreMade = "coco-results.score-made"

    public static let card = FormatCard(
        name: name, summary: "COCO results: lists of scored boxes, masks and keypoints by image id, with the images they are of", extensions: [],
        capacity: FormatCapacity(
            media: [.image], kinds: [.boxes, .masks, .skeletons], extras: [.keys, .fileNames, .pictureSizes, .splits, .scores, .unanswered]),
        loses: [nameChanged, maskCut, scoreMade])

    public static let format = DatasetFormat(
        card: card, recognise: { COCOTask.recognise($0, .results) }, reader: { try COCOResultsReader(of: $0, options: $1) }, writer: { COCOResultsWriter($0, layout: $1) })

    /// Says that a score of 1 stands for none: the list must have one.
    static let scoreStated = "score_stated"
}
