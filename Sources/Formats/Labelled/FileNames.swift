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

    /// The item with its files where they belong in the dataset, and those places by role.
    mutating func placed(_ item: LabelledItem) -> (item: LabelledItem, places: [String: String]) {
        var (placed, places) = (item, [String: String]())
        for (role, file) in item.files.sorted(by: { $0.key < $1.key }) where file.path != nil || file.name != nil {
            let folder = "\(role == LabelledItem.picture ? "images" : SafeNames.safe(role))/\(SafeNames.safe(item.splitName))"
            let path = path(for: item.name(ofFile: role), in: folder, type: file.type ?? "")
            placed.files[role]?.path = path
            placed.files[role]?.name = nil
            places[role] = path
        }
        return (placed, places)
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
