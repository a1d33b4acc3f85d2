import Records

/// A folder per split and label with a file per item.
public enum Folders {
    public static let card = FormatCard(
        name: "folders", summary: "A folder per split and label with a text or picture per item, for image- and text-folder loaders", extensions: [],
        holds: ["texts", "pictures", "one choice question", "splits"], loses: FoldersWriter.losses)

    public static let format = DatasetFormat(card: card, takes: [.choice], recognise: { _ in nil }, writer: { try FoldersWriter($0, layout: $1) })
}
