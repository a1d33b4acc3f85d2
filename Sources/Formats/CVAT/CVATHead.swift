import Records

/// The head of a CVAT file as it grows while items are written: labels with their attributes and joints, and the videos.
struct CVATHead {
    private var labels: [CVATLabel]
    private var numbers: [String: Int] = [:]
    private let kept: JSONValue?
    private let ranks: [String: Int]
    private let isVideo: Bool
    private var videos: [(id: String, item: LabelledFile, name: String, split: String?)] = []

    init(_ layout: DatasetLayout, format: String) {
        let own = layout.header[format] ?? layout.header[CVAT.images.name] ?? layout.header[CVAT.video.name]
        isVideo = format == CVAT.video.name
        labels = (own?["labels"]?.array ?? []).compactMap { CVATLabel(json: $0) }
        kept = layout.header[format]?["meta"]
        ranks = Dictionary(layout.questions.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        for (number, label) in labels.enumerated() where label.parent == nil && numbers[label.name] == nil { numbers[label.name] = number }
        for question in layout.questions {
            for label in question.labelNames.map(XMLWriter.readable) where !label.isEmpty {
                let number = number(of: label)
                if question.kind == .skeletons, own == nil || labels[number].type == nil { labels[number].type = "skeleton" }
                for attribute in question.attributes { declare(CVATLabel.Attribute(attribute), at: number) }
            }
        }
    }

    /// Declared questions in their order, others by name.
    func comesBefore(_ left: String, _ right: String) -> Bool {
        (ranks[left] ?? .max, left) < (ranks[right] ?? .max, right)
    }

    private mutating func number(of label: String) -> Int {
        if let known = numbers[label] { return known }
        labels.append(CVATLabel(name: label))
        numbers[label] = labels.count - 1
        return labels.count - 1
    }

    private mutating func declare(_ attribute: CVATLabel.Attribute, at number: Int) {
        if !labels[number].attributes.contains(where: { $0.name == attribute.name }) { labels[number].attributes.append(attribute) }
    }

    /// A label that is written, with attributes that nobody declared.
    mutating func see(_ label: String, _ part: Part) {
        let number = number(of: label)
        for (name, value) in part.attributes.members where !labels[number].attributes.contains(where: { $0.name == name }) {
            let kind: AttributeDefinition.Kind = value.bool != nil ? .boolean : value.double != nil ? .number : .text
            declare(CVATLabel.Attribute(AttributeDefinition(name: name, kind: kind)), at: number)
        }
    }

    /// Names of a skeleton's joints: as declared, then their numbers from 1.
    mutating func joints(of label: String, count: Int) -> [String] {
        var names = labels.filter { $0.parent == label }.map(\.name)
        if names.isEmpty { labels[number(of: label)].type = "skeleton" }
        while names.count < count {
            labels.append(CVATLabel(name: String(names.count + 1), type: "points", parent: label))
            names.append(String(names.count + 1))
        }
        return names
    }

    /// Notes a video and gives the id of its task.
    mutating func add(_ item: LabelledItem, name: String, split: String?, number: Int) -> String {
        let id = (item.metadata[CVAT.video.name]?["task"]?.string).flatMap { id in videos.contains { $0.id == id } ? nil : id } ?? String(number)
        videos.append((id, item.files["video"] ?? LabelledFile(), name, split))
        return id
    }

    // MARK: Writing

    func write(to xml: inout XMLWriter, count: Int) {
        xml = XMLWriter(depth: 1)
        xml.element("version", "1.1")
        xml.open("meta")
        if let kept, kept.object?.keys.contains(where: { ["task", "job", "project"].contains($0) }) == true {
            for (key, value) in kept.object?.members ?? [] { write(key, value, to: &xml, count: count) }
        } else if isVideo {
            writeVideos(to: &xml)
        } else {
            xml.open("task")
            writeCount("annotation", count, to: &xml)
            writeLabels(to: &xml)
            xml.close("task")
        }
        xml.close("meta")
    }

    /// The head that was read, with the labels there are now.
    private func write(_ key: String, _ value: JSONValue, to xml: inout XMLWriter, count: Int) {
        guard ["task", "job", "project"].contains(key), let object = value.object else { return xml.element(key, value) }
        xml.open(key)
        for (inner, value) in object.members {
            if inner == "size", !isVideo, key != "project" { xml.element("size", String(count)) } else if !inner.hasPrefix("@"), inner != "#text", XMLWriter.isName(inner) { xml.element(inner, value) }
        }
        writeLabels(to: &xml)
        xml.close(key)
    }

    private func writeCount(_ mode: String, _ count: Int?, to xml: inout XMLWriter) {
        if let count { xml.element("size", String(count)) }
        xml.element("mode", mode)
    }

    private func writeLabels(to xml: inout XMLWriter) {
        xml.open("labels")
        for label in labels { label.write(to: &xml) }
        xml.close("labels")
    }

    private func writeVideos(to xml: inout XMLWriter) {
        guard videos.count != 1 else {
            xml.open("task")
            writeVideo(0, to: &xml)
            writeLabels(to: &xml)
            return xml.close("task")
        }
        xml.open("project")
        xml.open("tasks")
        for number in videos.indices {
            xml.open("task")
            writeVideo(number, to: &xml)
            xml.close("task")
        }
        xml.close("tasks")
        writeLabels(to: &xml)
        xml.close("project")
    }

    private func writeVideo(_ number: Int, to xml: inout XMLWriter) {
        let video = videos[number]
        xml.element("id", video.id)
        xml.element("name", video.name)
        writeCount("interpolation", video.item.frames, to: &xml)
        if let split = video.split { xml.element("subset", split) }
        if let width = video.item.width, let height = video.item.height {
            xml.open("original_size")
            xml.element("width", String(width))
            xml.element("height", String(height))
            xml.close("original_size")
        }
        xml.element("source", video.name)
    }
}
