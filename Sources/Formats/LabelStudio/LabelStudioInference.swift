import Records

/// A configuration made up from results, for exports that came without theirs: the controls are those results name, what
/// they write says what they are, and labels come in the order in which they are met.
struct LabelStudioInference {
    private(set) var config = LabelStudioConfig()
    private var places: [String: Int] = [:]
    /// Results of a control for one region or item: more than one text, more than one choice.
    private var isMultiple: Set<String> = []

    /// The data members of the first task say where pictures and texts are.
    mutating func see(_ task: JSONObject) {
        for list in ["annotations", "completions", "predictions"] {
            for annotation in task[list]?.array ?? [] {
                let regions = Set((annotation["result"]?.array ?? []).filter { !LabelStudioEncoder.isWhole($0) && $0["from_name"] != nil && Self.isRegion($0) }.compactMap { $0["id"]?.string })
                for result in annotation["result"]?.array ?? [] { see(result, task["data"]?.object ?? task, regions) }
            }
        }
    }

    private static func isRegion(_ result: JSONValue) -> Bool { !["choices", "taxonomy", "rating", "number", "datetime", "textarea"].contains(result["type"]?.string ?? "") }

    private mutating func see(_ result: JSONValue, _ data: JSONObject, _ regions: Set<String>) {
        guard let type = result["type"]?.string else { return }
        if type == "relation" {
            config.relations = config.relations ?? []
            for label in result["labels"]?.array?.compactMap(\.string) ?? [] where config.relations?.contains(label) == false { config.relations?.append(label) }
            return
        }
        guard let from = result["from_name"]?.string, let to = result["to_name"]?.string, let value = result["value"] else { return }
        let media = Self.media(type, value)
        if config.object(to) == nil { show(to, media, data) }
        let isOfRegion = result["id"]?.string.map(regions.contains) == true && !Self.isRegion(result)
        let place = places[from] ?? add(from, to, type, isOfRegion: isOfRegion, media: config.object(to)?.media)
        for label in Self.labels(type, value) where !config.controls[place].labels.contains(where: { $0.name == label }) { config.controls[place].labels.append(LabelDefinition(name: label)) }
        if type == "choices", (value["choices"]?.array?.count ?? 0) > 1 { config.controls[place].attributes["choice"] = "multiple" }
        if type == "textarea", (value["text"]?.array?.count ?? 0) > 1 { config.controls[place].attributes["maxSubmissions"] = nil }
        if type == "rating", let most = value["rating"]?.int, most > 5 { config.controls[place].attributes["maxRating"] = String(most) }
    }

    private mutating func add(_ from: String, _ to: String, _ type: String, isOfRegion: Bool, media: Media?) -> Int {
        var control = LabelStudioConfig.Control(name: from, tag: Self.tags[type] ?? type, objects: to.split(separator: ",").map(String.init))
        if isOfRegion { control.attributes["perRegion"] = "true" }
        if type == "textarea" { control.attributes["maxSubmissions"] = "1" }
        if type == "datetime" { control.attributes["only"] = "date" }
        config.controls.append(control)
        places[from] = config.controls.count - 1
        return config.controls.count - 1
    }

    private static let tags = [
        "rectangle": "Rectangle", "rectanglelabels": "RectangleLabels", "ellipse": "Ellipse", "ellipselabels": "EllipseLabels", "polygon": "Polygon",
        "polygonlabels": "PolygonLabels", "keypoint": "KeyPoint", "keypointlabels": "KeyPointLabels", "brush": "Brush", "brushlabels": "BrushLabels",
        "vector": "Vector", "vectorlabels": "VectorLabels", "videorectangle": "VideoRectangle", "labels": "Labels", "hypertextlabels": "HyperTextLabels",
        "paragraphlabels": "ParagraphLabels", "timeserieslabels": "TimeSeriesLabels", "timelinelabels": "TimelineLabels", "choices": "Choices", "taxonomy": "Taxonomy",
        "rating": "Rating", "number": "Number", "datetime": "DateTime", "textarea": "TextArea", "pairwise": "Pairwise", "ranker": "Ranker",
        "bitmask": "Bitmask", "bitmasklabels": "BitmaskLabels",
    ]

    private static func labels(_ type: String, _ value: JSONValue) -> [String] {
        let list = (value[type] ?? value["labels"])?.array ?? []
        return type == "taxonomy" ? list.compactMap { $0.array?.compactMap(\.string).joined(separator: "/") } : list.compactMap(\.string)
    }

    /// nil for results that can be about anything.
    private static func media(_ type: String, _ value: JSONValue) -> Media? {
        if type == "videorectangle" || type == "timelinelabels" { return .video }
        if type == "timeserieslabels" { return .series }
        if LabelStudioTag.drawn.contains(where: { type == $0.tag.lowercased() || type == $0.tag.lowercased() + "labels" }) { return .image }
        if type == "hypertextlabels" || type == "paragraphlabels" { return .text }
        if type == "labels" { return value["text"] != nil ? .text : value["start"] != nil ? .audio : .image }
        return nil
    }

    /// The object a result is about, and the member of the data that it most likely shows: the one called like it, the
    /// one that looks like its medium, the only one.
    private mutating func show(_ name: String, _ media: Media?, _ data: JSONObject) {
        let looks = data.members.compactMap { key, value in value.string.map { (key, Self.looks($0)) } }
        let found = looks.first { $0.0 == name && (media == nil || $0.1 == media || media == .text) } ?? looks.first { $0.1 == media ?? $0.1 } ?? looks.first
        let shown = media ?? found?.1 ?? .text
        var tag = LabelStudioTag.object(for: shown)
        if data.members.contains(where: { $0.value.array?.first?["text"] != nil }), shown == .text, found == nil { tag = "Paragraphs" }
        let field = found?.0 ?? data.members.first { $0.value.array != nil }?.key
        config.objects.append(.init(name: name, tag: tag, field: field))
    }

    private static func looks(_ text: String) -> Media {
        let name = LabelStudioFiles.names(text).name.lowercased()
        let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? ""
        if text.contains(where: \.isNewline) { return .text }
        if ImageFiles.extensions.contains(String(ending)) { return .image }
        if ["wav", "mp3", "flac", "ogg", "m4a", "opus"].contains(ending) { return .audio }
        if ["mp4", "mov", "avi", "mkv", "webm", "m4v"].contains(ending) { return .video }
        return .text
    }
}
