import Records

/// The first objects of a file of JSON lines, for telling formats apart.
struct ObjectHead {
    let objects: [JSONObject]

    init(objects: [JSONObject]) { self.objects = objects }

    /// nil when the file does not begin with an object on a line.
    init?(_ input: DatasetInput, _ file: String) {
        var objects: [JSONObject] = []
        for line in input.headText(file).split(separator: "\n").prefix(20) {
            guard case .object(let object)? = try? JSONParser.parse(String(line)) else { break }
            objects.append(object)
        }
        guard !objects.isEmpty else { return nil }
        self.objects = objects
    }

    func all(_ key: String) -> Bool { objects.allSatisfy { $0[key]?.string != nil } }

    func any(_ keys: String...) -> Bool { objects.contains { object in keys.contains { object[$0] != nil } } }

    func hasList(_ key: String) -> Bool { objects.contains { $0[key]?.array != nil } }

    func hasObject(_ key: String) -> Bool { objects.contains { $0[key]?.object != nil } }

    /// All elements of the lists under a key.
    func elements(_ key: String) -> [JSONValue] { objects.flatMap { $0[key]?.array ?? [] } }
}
