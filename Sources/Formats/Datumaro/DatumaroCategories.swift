import Records

/// The labels of one file, by number, and what else its `categories` say.
struct DatumaroCategories {
    private(set) var labels: [String] = []
    /// Labels whose points are joints of a skeleton.
    private(set) var skeletons: Set<Int> = []

    init(_ value: JSONValue?) {
        labels = (value?["label"]?["labels"]?.array ?? []).map { $0["name"]?.string ?? "" }
        skeletons = Set((value?["points"]?["items"]?.array ?? []).compactMap { item in item["label_id"]?.int.flatMap { Int(exactly: $0) } })
    }

    func name(_ value: JSONValue?) -> String? {
        guard let id = value?.int, let place = Int(exactly: id), labels.indices.contains(place) else { return nil }
        return labels[place]
    }
}
