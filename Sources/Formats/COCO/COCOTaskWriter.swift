import Records

/// Pictures and files per split, as the writers of COCO's further tasks share them.
struct COCOTaskFiles {
    private let folder: DatasetFolder
    private let format: String
    private let task: String
    private let header: JSONObject
    private var names = ImageNames()
    private var fileNames = SafeNames()
    private var files: [String: COCOSplitFile] = [:]
    private var order: [String] = []
    private var ids = COCOImageIDs()

    /// `annotations/<task>_<split>.json`.
    init(_ folder: DatasetFolder, format: String, task: String, header: JSONObject) {
        (self.folder, self.format, self.task) = (folder, format, task)
        self.header = header[format]?.object ?? [:]
    }

    struct Entry {
        var file: COCOSplitFile
        var image: COCOElement.ID
        /// Below the split's folder, without its ending.
        var stem: String
        /// Of the picture below the dataset's folder.
        var path: String
        var isKept: Bool
    }

    mutating func add(_ item: LabelledItem) throws -> Entry {
        let below = "images/\(SafeNames.safe(item.splitName))"
        let name = names.name(for: item.name(ofFile: LabelledItem.picture), below: below, flat: false)
        let file = try file(for: item.splitName)
        let id = ids.id(wanted: item.metadata[format]?["image"]?["id"].flatMap(COCOAnnotation.id), in: item.splitName).id
        var image: JSONObject = ["id": id.json, "file_name": .string(name.stem + name.ending)]
        if let size = item.size { (image["width"], image["height"]) = (.int(Int64(size.width)), .int(Int64(size.height))) }
        for (key, value) in item.metadata[format]?["image"]?.object?.members ?? [] where image[key] == nil { image[key] = value }
        try file.addImage(JSONValue.object(image).bytes())
        return Entry(file: file, image: id, stem: name.stem, path: "\(below)/\(name.stem)\(name.ending)", isKept: name.isKept)
    }

    func finish(categories: [JSONValue]?) throws {
        for split in order { try files[split]?.finish(header: header, categories: categories, in: folder) }
    }

    private mutating func file(for split: String) throws -> COCOSplitFile {
        if let file = files[split] { return file }
        let file = try COCOSplitFile(folder, name: fileNames.name(for: "\(task)_\(split)", in: "annotations", ending: ".json"))
        files[split] = file
        order.append(split)
        return file
    }
}
