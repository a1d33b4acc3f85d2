import Records

/// Where the picture is that a COCO file names: below the file's own folder, `images/<split>/`, `<split>/`, `data/`, or
/// anywhere if only one picture is called so.
struct COCOPictures {
    private let images: ImageFiles
    /// Where to look, of the file and split that were asked for last.
    private var places: (file: String, split: String?, folders: [String]) = ("", nil, Self.folders(nil, namedIn: ""))

    init(_ listing: FolderListing) { images = ImageFiles(listing) }

    /// The folder of a dataset, of the folder its JSON file lies in.
    static func dataset(of folder: String) -> String {
        guard ImageFiles.fileName(folder) == "annotations" else { return folder }
        return ImageFiles.parent(folder).isEmpty ? (folder.hasPrefix("/") ? "/" : ".") : ImageFiles.parent(folder)
    }

    mutating func path(of name: String, split: String?, namedIn file: String) -> String? {
        if images.paths.isEmpty { return nil }
        if places.file != file || places.split != split { places = (file, split, Self.folders(split, namedIn: file)) }
        return places.folders.lazy.map { ImageFiles.join($0, name) }.first(where: images.contains)
            ?? images.only(stem: ImageFiles.stem(name)).flatMap { ImageFiles.fileName($0) == ImageFiles.fileName(name) ? $0 : nil }
    }

    /// The likeliest first.
    private static func folders(_ split: String?, namedIn file: String) -> [String] {
        let folder = ImageFiles.parent(file)
        let splits = [split.map { "images/\($0)" }, split, "images/\(LabelledItem.wholeName)", "images", "", split.map { "data/\($0)" }].compactMap(\.self)
        return [folder] + [folder, ImageFiles.parent(folder), ""].flatMap { base in splits.map { $0.isEmpty ? base : ImageFiles.join(base, $0) } }
    }
}
