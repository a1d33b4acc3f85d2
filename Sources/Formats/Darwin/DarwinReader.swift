import Records

/// Reads Darwin's files one at a time. Items of several slots become an item per slot.
///
/// Tags are `choices`, texts notes, attributes true, properties attributes. Masks are cut out of the raster layer by their ids.
final class DarwinReader: JSONFilesReader {
    private static let drawn: [QuestionKind] = [.boxes, .polygons, .ellipses, .polylines, .points, .skeletons, .cuboids, .masks]

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        let files = input.isFile ? input.listing.paths : Darwin.files(input)
        try super.init(input, options: options, format: "darwin", files: files, expected: "Darwin JSON file (with `item` and `annotations`)", kinds: DarwinReader.drawn + [.tracks, .choices])
        try survey()
    }

    override func items(of file: String) throws -> [LabelledItem] {
        guard let value = try json(file), let object = value.object else { return [] }
        guard let annotations = object["annotations"]?.array, let item = object["item"] ?? object["image"] else {
            say(.error, "not-darwin", "`\(file)` has no `item` with `annotations`", Place(file: file))
            return []
        }
        let slots = item["slots"]?.array ?? []
        guard slots.count > 1 else { return [self.item(file, item, slots.first ?? item, nil, annotations, object)].compactMap(\.self) }
        return slots.enumerated().compactMap { number, slot in
            let name = slot["slot_name"]?.string ?? String(number)
            let own = annotations.filter { annotation in
                let names = (annotation["slot_names"]?.array ?? []).compactMap(\.string)
                return names.contains(name) || (names.isEmpty && number == 0)
            }
            return self.item(file, item, slot, name, own, object)
        }
    }

    private func item(_ file: String, _ item: JSONValue, _ slot: JSONValue, _ slotName: String?, _ annotations: [JSONValue], _ object: JSONObject) -> LabelledItem? {
        let name = item["name"]?.string ?? item["filename"]?.string ?? ImageFiles.stem(file)
        let path = (item["path"]?.string ?? "").split(separator: "/").joined(separator: "/")
        let key = [path, name, slotName ?? ""].filter { !$0.isEmpty }.joined(separator: "/")
        let at = Place(file: file, record: key)
        let isVideo = slot["type"]?.string == "video" || slot["frame_count"] != nil || slot["frame_urls"] != nil
        var sheet = AnswerSheet(options.questions)
        var own = object.without(["version", "schema_ref", "item", "image", "annotations"])
        let size = PixelSize(json: slot["width"], slot["height"])
        DarwinAnnotations(self, at, size, isVideo: isVideo).read(annotations, &sheet, &own)
        if annotations.isEmpty, let kind = questions.first(where: { $0.kind.hasParts && ($0.kind == .tracks) == isVideo })?.kind { sheet.looked(for: kind) }
        let source = slot["source_files"]?[0]
        let url = source?["url"]?.string ?? slot["url"]?.string
        let metadata = sheet.metadata("darwin", own: own)
        if isVideo {
            var video = LabelledItem(key: key, metadata: metadata, answers: sheet.answers)
            video.media = .video
            video.files["video"] = LabelledFile(path: found(name, key), url: url, width: size?.width, height: size?.height, rate: JSONPoints.number(slot["fps"]), frames: slot["frame_count"]?.int.flatMap { Int(exactly: $0) })
            video.place = at
            return placed(video, sheet, lookingIn: [])
        }
        var picture = LabelledItem(picture: key, size: size, answers: sheet.answers, metadata: metadata, place: at)
        picture.files["image"]?.url = url
        if let called = source?["file_name"]?.string, called != name { picture.files["image"]?.name = called }
        return placed(picture, sheet, lookingIn: ["images", ImageFiles.join("images", path), ImageFiles.parent(file), ""])
    }

    private func found(_ name: String, _ key: String) -> String? {
        let wanted: Set<String> = [key, name, "images/\(key)", "images/\(name)"]
        return input.listing.paths.first { wanted.contains($0) }
    }
}
