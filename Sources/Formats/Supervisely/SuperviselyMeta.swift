import Records

/// `meta.json`: which classes and tags there are.
struct SuperviselyMeta {
    private(set) var labels: [String] = []
    /// Tag -> `none`, `any_string`, `oneof_string`, `any_number`.
    private(set) var tagKinds: [String: String] = [:]
    /// Class -> the ids of its nodes in order.
    private(set) var nodes: [String: [String]] = [:]

    init(_ value: JSONValue?) {
        for object in value?["classes"]?.array ?? [] {
            guard let title = object["title"]?.string else { continue }
            labels.append(title)
            if let nodes = (object["geometry_config"] ?? object["shape_config"])?["nodes"]?.object { self.nodes[title] = nodes.keys }
        }
        for tag in value?["tags"]?.array ?? [] { if let name = tag["name"]?.string { tagKinds[name] = tag["value_type"]?.string ?? "none" } }
    }
}
