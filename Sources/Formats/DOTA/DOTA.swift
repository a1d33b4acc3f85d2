import Records

/// DOTA (aerial pictures): a text file per picture, a row per object with its four corners, class and difficulty.
public enum DOTA {
    /// Digits to which a box read from corners is taken: what is behind them comes from turning it.
    static let decimals = 9

    public static let card = FormatCard(
        name: "dota", summary: "DOTA: a row of four corners, class and difficulty per rotated box", extensions: [],
        capacity: FormatCapacity(
            media: [.image], kinds: [.rotatedBoxes], extras: [.keys, .splits, .emptyAnswers, .unanswered]),
        loses: [DOTAWriter.nameChanged, DOTAWriter.labelChanged])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try DOTAReader($0, $1) }, writer: { DOTAWriter($0, layout: $1) })

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = labelFiles(input)
        // Rows beside a `data.yaml` are YOLO's, which may have as many numbers.
        if !files.contains(where: isInLabelFolder), input.listing.paths.contains(where: { ["data.yaml", "data.yml"].contains(ImageFiles.fileName($0)) }) { return nil }
        guard let first = files.first(where: { isLabelled(input.headText($0)) }) else {
            let named = files.filter(isInLabelFolder)
            return named.isEmpty ? nil : .init(confidence: 0.6, reason: "`\(named[0])` is in a folder named `labelTxt`")
        }
        return .init(confidence: isInLabelFolder(first) ? 0.95 : 0.85, reason: "`\(first)` has rows of four corners and a class")
    }

    private static func isLabelled(_ text: String) -> Bool {
        for line in text.split(whereSeparator: \.isNewline) {
            if DOTARow.header(line) != nil { continue }
            return (try? DOTARow.parse(line).get()).map { !$0.isOfShares } ?? false
        }
        return false
    }

    /// Text files in folders named `labelTxt` (or `labelTxt-v1.0`, ..), else all text files.
    static func labelFiles(_ input: DatasetInput) -> [String] {
        let texts = input.files("txt")
        let named = texts.filter(isInLabelFolder)
        return named.isEmpty ? texts : named
    }

    static func isInLabelFolder(_ path: String) -> Bool { path.split(separator: "/").dropLast().contains { $0.lowercased().hasPrefix("labeltxt") } }
}
