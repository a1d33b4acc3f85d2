/// Where the files of items go in a dataset that is written: the item's key where it is a plain relative path, a safe
/// name otherwise; never outside the folder, never two at one place, always with an ending that says what they are.
public struct FileNames {
    private var names = ImageNames()

    public init() {}

    /// The path of a file below the dataset's folder. `type` is its media type.
    public mutating func path(for key: String, in folder: String, type: String) -> String {
        let name = names.name(for: Self.named(key, type: type), below: folder, flat: false)
        return "\(folder)/\(name.stem)\(name.ending)"
    }

    /// The key with an ending that readers of pictures know.
    public static func named(_ key: String, type: String) -> String {
        guard !ImageFiles.isImage(key), let ending = endings[type] else { return key }
        return key + ending
    }

    private static let endings = [
        "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif", "image/tiff": ".tif", "image/bmp": ".bmp",
        "image/heic": ".heic", "image/avif": ".avif",
    ]
}
