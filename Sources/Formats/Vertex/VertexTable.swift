import Records

/// AutoML's tables of pictures, which Vertex AI takes too: `TRAIN,gs://b/k1.jpg,mug,x0,y0,,,x1,y1,,`, a row per box.
///
/// Coordinates are shares of the sides: two corners, or all four clockwise from the top left. The set in front may be
/// missing; a picture without boxes has a row without a label. Rows without coordinates name labels of the picture.
public enum VertexTable {
    public static let card = FormatCard(
        name: "vertex-csv", summary: "AutoML tables for Vertex AI: a row per box, corners as shares of width and height", extensions: ["csv"],
        capacity: FormatCapacity(media: [.image], kinds: [.boxes], questions: .one, extras: [.fileNames, .splits, .emptyAnswers]),
        loses: [VertexTableWriter.noSize, VertexTableWriter.splitRenamed])

    public static let format = DatasetFormat(
        card: card, recognise: { recognise($0) }, reader: { try VertexTableReader(opening: $0, options: $1) }, writer: { try VertexTableWriter($0, layout: $1) })

    static let sets = ["TRAIN": "train", "VALIDATION": "val", "VALIDATE": "val", "TEST": "test"]
    static let noSet = "UNASSIGNED"

    static func files(in input: DatasetInput) -> [String] {
        input.files("csv").filter { file in
            let cells = input.headText(file).prefix { !$0.isNewline }.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count >= 2 else { return false }
            return (sets[String(cells[0])] != nil || cells[0] == noSet) && ImageFiles.isImage(String(cells[1])) || cells[0].hasPrefix("gs://")
        }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        files(in: input).first.map { .init(confidence: 0.95, reason: "rows of `\($0)` begin with a set and a picture's address") }
    }
}
