import Records

/// Where the picture is that a COCO file names: below the file's own folder, `images/<split>/`, `<split>/`, `data/`, or
/// anywhere if only one picture is called so.
struct COCOPictures {
    private let images: ImageFiles

    init(_ listing: FolderListing) { images = ImageFiles(listing) }

    /// The folder of a dataset, of the folder its JSON file lies in.
    static func dataset(of folder: String) -> String {
        guard ImageFiles.fileName(folder) == "annotations" else { return folder }
        return ImageFiles.parent(folder).isEmpty ? (folder.hasPrefix("/") ? "/" : ".") : ImageFiles.parent(folder)
    }

    func path(of name: String, split: String?, namedIn file: String) -> String? {
        let folder = ImageFiles.parent(file)
        let parent = ImageFiles.parent(folder)
        let splits = [split.map { "images/\($0)" }, split, "images/\(LabelledItem.wholeName)", "images", "", split.map { "data/\($0)" }].compactMap(\.self)
        let folders = [folder] + [folder, parent, ""].flatMap { base in splits.map { ImageFiles.join(base, $0) } }
        return images.first(of: folders.map { $0.isEmpty || $0.hasSuffix("/") ? $0 + name : "\($0)/\(name)" })
            ?? images.only(stem: ImageFiles.stem(name)).flatMap { ImageFiles.fileName($0) == ImageFiles.fileName(name) ? $0 : nil }
    }
}
