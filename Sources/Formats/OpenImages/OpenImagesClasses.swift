import Records

/// Machine ids of classes (`/m/02p5f1q`) and the names people read, both ways. Two classes of one name are told apart by their
/// id in brackets.
struct OpenImagesClasses {
    /// In the order of the table.
    private(set) var rows: [(id: String, name: String)] = []
    private var names: [String: String] = [:]
    private var ids: [String: String] = [:]

    init() {}

    /// `class-descriptions*.csv`, with or without a header.
    init(_ input: DatasetInput) throws {
        let files = input.files("csv").filter { ImageFiles.fileName($0).contains("class-descriptions") }
        for file in files {
            let reader = try CSVReader(try input.source(file), header: .none)
            while let row = try reader.next() {
                guard let id = row.fields["0"]?.string, let name = row.fields["1"]?.string, id != "LabelName" else { continue }
                add(id, name)
            }
        }
    }

    init(json: JSONValue?) {
        for pair in json?.array ?? [] { if let id = pair[0]?.string, let name = pair[1]?.string { add(id, name) } }
    }

    var json: JSONValue { .array(rows.map { [.string($0.id), .string($0.name)] }) }

    private mutating func add(_ id: String, _ name: String) {
        guard names[id] == nil else { return }
        let label = ids[name] == nil ? name : "\(name) (\(id))"
        rows.append((id, name))
        names[id] = label
        ids[label] = id
    }

    var labels: [String] { rows.map { names[$0.id] ?? $0.name } }

    func label(_ id: String) -> String { names[id] ?? id }

    /// A label without an id is its own.
    mutating func id(_ label: String) -> String {
        if let known = ids[label] { return known }
        add(label, label)
        return ids[label] ?? label
    }
}
