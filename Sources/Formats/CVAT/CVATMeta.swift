import Records

/// The head of a CVAT file: labels and what is being labelled.
struct CVATMeta {
    /// One video, or one batch of pictures.
    struct Task {
        var id: String?
        var name: String
        /// The video's file.
        var source: String?
        var frames: Int?
        var size: PixelSize?
        var subset: String?
        var isVideo: Bool
    }

    var labels: [CVATLabel] = []
    var tasks: [Task] = []
    /// As it stands, labels left out.
    var json: JSONValue = .null

    init() {}

    init(_ element: XMLElement) {
        let whole = element.children.first { ["task", "job", "project"].contains($0.name) } ?? element
        labels = (whole.child("labels")?.children ?? []).compactMap { CVATLabel($0) }
        let single = whole.name == "project" ? [] : [whole]
        let size = Self.size(element)
        tasks = (single + (whole.child("tasks")?.children ?? [])).map { Self.task($0, size) }
        json = Self.withoutLabels(element).json
    }

    private static func task(_ element: XMLElement, _ outer: PixelSize?) -> Task {
        let size = size(element) ?? outer
        let source = element.child("source")?.trimmed
        let name = element.child("name")?.trimmed ?? ""
        return Task(
            id: element.child("id")?.trimmed, name: name, source: source?.isEmpty == false ? source : nil, frames: (element.child("size")?.trimmed).flatMap { Int($0) },
            size: size, subset: element.child("subset").map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 },
            isVideo: element.child("mode")?.trimmed == "interpolation" || size != nil)
    }

    private static func size(_ element: XMLElement) -> PixelSize? {
        guard let size = element.child("original_size"), let width = (size.child("width")?.trimmed).flatMap({ Int($0) }), let height = (size.child("height")?.trimmed).flatMap({ Int($0) }) else { return nil }
        return PixelSize(width: width, height: height)
    }

    private static func withoutLabels(_ element: XMLElement) -> XMLElement {
        var element = element
        element.children = element.children.filter { $0.name != "labels" }.map(withoutLabels)
        return element
    }

    /// Joints of a skeleton, in their order.
    func joints(of skeleton: String) -> [String] { labels.filter { $0.parent == skeleton }.map(\.name) }

    func attribute(_ name: String, of label: String) -> CVATLabel.Attribute? {
        labels.first { $0.name == label && $0.parent == nil }?.attributes.first { $0.name == name }
    }

    /// Attributes of all labels, each name once.
    var attributes: [AttributeDefinition] {
        var seen: Set<String> = []
        return labels.filter { $0.parent == nil }.flatMap(\.attributes).filter { seen.insert($0.name).inserted }.map(\.definition)
    }
}
