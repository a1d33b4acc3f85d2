import Records

/// Reads CVAT XML files, pictures one by one as they stand, videos as one item each behind the last of their tracks.
///
/// What CVAT says beyond labels, attributes and shapes (source, groups, order in depth, occlusion, attributes that nobody
/// asked for) stays in the item's metadata and is written back; the head of the file stays in the dataset's header.
final class CVATReader: QueuedReader {
    private let format: String
    private let files: [String]
    private let images: ImageFiles
    private var place = 0
    private var stream: XMLElementStream?
    private var meta = CVATMeta()
    private var parts: CVATParts
    private var tracks: CVATTracks
    private var keys = KeyBook()
    private var unknown: Set<String> = []
    private var sawImage = false

    init(_ input: DatasetInput, _ options: DatasetReadOptions, format: String) throws {
        self.format = format
        files = CVAT.files(input)
        images = ImageFiles(input.listing)
        parts = CVATParts(CVATMeta(), options)
        tracks = CVATTracks(format)
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: format, folder: input.path, expected: "XML file of CVAT") }
        var heads: [CVATMeta] = []
        for file in files { heads.append(try head(file)) }
        var labels: [CVATLabel] = []
        for label in heads.flatMap(\.labels) where !labels.contains(where: { $0.name == label.name && $0.parent == label.parent }) { labels.append(label) }
        let all = CVATParts(CVATMeta(), options).takesAll ? heads.flatMap(\.attributes) : options.attributes
        var seen: Set<String> = []
        let kinds = [CVAT.images, CVAT.video].first { $0.name == format }?.capacity?.kinds ?? []
        questions = options.questions.questions(kinds, labels: Self.unique(labels.filter { $0.parent == nil }.map(\.name)), attributes: all.filter { seen.insert($0.name).inserted })
        var own: JSONObject = ["labels": .array(labels.map(\.json))]
        if heads.count == 1 { own["meta"] = heads[0].json } else { tellHeads(heads.count { $0.json.object?.isEmpty == false }) }
        header = [format: .object(own)]
    }

    /// A file has one head, so of several no more than labels, videos and splits come together in what is written.
    private func tellHeads(_ count: Int) {
        guard count > 1 else { return }
        findings.add(Finding(
            .note, "\(format).heads-left-out", "what the heads of \(count) files say of their tasks beyond labels and videos (owners, dates, segments) is not kept", at: Place(file: input.path),
            hint: "Convert the files one by one to keep it"))
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    private func head(_ file: String) throws -> CVATMeta {
        try told(file) {
            let stream = try XMLElementStream(try input.source(file))
            while let element = try stream.next() {
                if element.name == "meta" { return CVATMeta(element) }
                if element.name == "image" || element.name == "track" { break }
            }
            return CVATMeta()
        }
    }

    /// Errors of XML as errors of the dataset.
    private func told<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as XMLError { throw ImageFormatError.broken(error.finding(in: file)) }
    }

    override func produce() throws -> [LabelledItem]? {
        guard place < files.count else { return nil }
        let file = files[place]
        return try told(file) {
            if stream == nil { try open(file) }
            guard let element = try stream?.next() else {
                stream = nil
                place += 1
                return videos(file)
            }
            return take(element, file)
        }
    }

    private func open(_ file: String) throws {
        meta = try head(file)
        parts = CVATParts(meta, options)
        sawImage = false
        stream = try XMLElementStream(try input.source(file))
    }

    private func take(_ element: XMLElement, _ file: String) -> [LabelledItem] {
        switch element.name {
        case "image":
            sawImage = true
            return image(element, file).map { [$0] } ?? []
        case "track": tracks.take(element, file, &parts, &findings)
        case "version":
            if !["1.0", "1.1"].contains(element.trimmed) { findings.add(Finding(.note, "cvat.version", "`\(file)` is of version \(element.trimmed); it is read as 1.1", at: Place(file: file, line: element.line))) }
        case "meta": break
        default:
            if unknown.insert(element.name).inserted { findings.add(Finding(.warning, "cvat.element.unknown", "`<\(element.name)>` is not known and passed over", at: Place(file: file, line: element.line))) }
        }
        return []
    }

    // MARK: Videos

    private func videos(_ file: String) -> [LabelledItem] {
        let found = tracks.finish()
        var tasks = meta.tasks.filter { task in (task.isVideo && !sawImage) || found.contains { $0.task != nil && $0.task == task.id } }
        if tasks.isEmpty, !found.isEmpty { tasks = [CVATMeta.Task(id: found[0].task, name: meta.tasks.first?.name ?? ImageFiles.stem(file), source: meta.tasks.first?.source, isVideo: true)] }
        // Tracks that name no task that is there belong to the first.
        let known = Set(tasks.compactMap(\.id))
        return tasks.enumerated().compactMap { number, task in
            video(task, found.filter { track in number == 0 && !(track.task.map(known.contains) ?? false) || (track.task != nil && track.task == task.id) }, file)
        }
    }

    private func video(_ task: CVATMeta.Task, _ tracks: [CVATTracks.Track], _ file: String) -> LabelledItem? {
        let split = task.subset ?? tracks.first?.subset
        guard let key = keys.key(for: task.source ?? (task.name.isEmpty ? ImageFiles.stem(file) : task.name), split: split) else { return nil }
        var item = LabelledItem(key: key, split: split)
        item.media = .video
        item.place = Place(file: file, record: key)
        let path = input.listing.paths.first { $0 == key || $0.hasSuffix("/" + key) }
        item.files["video"] = LabelledFile(path: path, width: task.size?.width, height: task.size?.height, frames: task.frames)
        var cvat = JSONObject(), extras = JSONObject()
        for track in tracks where !track.extras.isEmpty { extras[track.part.id] = .object(track.extras) }
        if !extras.isEmpty { cvat["parts"] = .object(extras) }
        if let id = task.id { cvat["task"] = .string(id) }
        if !cvat.isEmpty { item.metadata[format] = .object(cvat) }
        if !tracks.isEmpty, let question = options.questions.name(.tracks) { item.answers[question] = .parts(tracks.map(\.part)) }
        done += 1
        return item
    }

    // MARK: Pictures

    private func image(_ element: XMLElement, _ file: String) -> LabelledItem? {
        done += 1
        let name = element.attribute("name") ?? element.attribute("id") ?? ""
        let split = element.attribute("subset").flatMap { $0.isEmpty ? nil : $0 }
        guard let key = keys.key(for: name, split: split) else {
            findings.add(Finding(.error, "cvat.image.twice", "the picture `\(name)` comes twice; the second one is left out", at: Place(file: file, line: element.line, record: name)))
            return nil
        }
        let size = (element.attribute("width")).flatMap { Int($0) }.flatMap { width in (element.attribute("height")).flatMap { Int($0) }.flatMap { PixelSize(width: width, height: $0) } }
        let folder = ImageFiles.parent(file)
        let places = (split.map { ["images/\($0)/\(name)", "\($0)/\(name)"] } ?? []) + ["images/\(name)", name]
        let picture = images.first(of: places.map { ImageFiles.join(folder, $0) } + places) ?? images.only(stem: ImageFiles.stem(name))
        var item = LabelledItem(picture: key, file: picture, size: size ?? picture.flatMap { options.probe?(input.listing.fullPath($0)) }, split: split, place: Place(file: file, line: element.line, record: key))
        if picture == nil, options.needsFiles { findings.add(Finding(.warning, "cvat.image.missing", "the picture `\(name)` of `\(file)` is not there", at: item.place)) }
        var cvat = JSONObject()
        for attribute in element.attributes where !["name", "width", "height", "subset"].contains(attribute.name) {
            if attribute.name != "id" || Int(attribute.value) != done - 1 { cvat["@" + attribute.name] = .string(attribute.value) }
        }
        shapes(element, file, &item, &cvat)
        if !cvat.isEmpty { item.metadata[format] = .object(cvat) }
        return item
    }

    private func shapes(_ element: XMLElement, _ file: String, _ item: inout LabelledItem, _ cvat: inout JSONObject) {
        var found: [String: [Part]] = [:]
        var tags: [String] = []
        var extras = JSONObject(), tagExtras = JSONObject()
        var leftOut: [JSONValue] = []
        for (number, child) in element.children.enumerated() {
            let place = Place(file: file, line: child.line, record: item.key)
            if child.name == "tag", let label = child.attribute("label"), options.questions.name(.choices) != nil {
                let (attributes, rest) = parts.extras(child)
                var own = rest
                if !attributes.isEmpty { own["attributes"] = .object(JSONObject(attributes.members + (rest["attributes"]?.object?.members ?? []))) }
                if !own.isEmpty { tagExtras[label] = .object(own) }
                if !tags.contains(label) { tags.append(label) }
            } else if CVATShape.names.contains(child.name) {
                if let fault = add(child, "s\(number + 1)", &found, &extras) {
                    findings.add(Finding(fault.severity, fault.code, "`<\(child.name)>` of `\(item.key)` \(fault.message)", at: place))
                    leftOut.append([child.name: child.json])
                }
            } else {
                if unknown.insert(child.name).inserted { findings.add(Finding(.warning, "cvat.element.unknown", "`<\(child.name)>` is not known; it stays in the metadata", at: place)) }
                leftOut.append([child.name: child.json])
            }
        }
        item.answers = found.mapValues(Answer.parts)
        if !tags.isEmpty, let question = options.questions.name(.choices) { item.answers[question] = .choices(tags) }
        if !extras.isEmpty { cvat["parts"] = .object(extras) }
        if !tagExtras.isEmpty { cvat["tags"] = .object(tagExtras) }
        if !leftOut.isEmpty { cvat["left_out"] = .array(leftOut) }
    }

    private func add(_ element: XMLElement, _ id: String, _ found: inout [String: [Part]], _ extras: inout JSONObject) -> (severity: Finding.Severity, code: String, message: String)? {
        guard let label = element.attribute("label") else { return (.error, "cvat.shape.no-label", "has no `label`") }
        let shapes: [Shape]
        do { shapes = try parts.shapes(element) } catch { return (.error, "cvat.shape.bad", error.message) }
        let (attributes, rest) = parts.extras(element)
        for (number, shape) in shapes.enumerated() {
            guard let home = parts.home(shape) else { return (.note, "cvat.shape.not-wanted", "is a shape that no question asks for") }
            let own = shapes.count == 1 ? id : "\(id).\(number + 1)"
            var kept = rest
            if shapes.count > 1 { kept["with"] = .string(id) }
            if !kept.isEmpty { extras[own] = .object(kept) }
            found[home.question, default: []].append(Part(id: own, labels: [label], shape: home.shape, attributes: attributes, origin: .imported))
        }
        return nil
    }
}
