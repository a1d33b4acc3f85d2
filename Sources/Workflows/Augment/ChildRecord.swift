import Augmenting
import Formats
import Records
import Versioning

/// What an augmented item says of itself, in its metadata under `augmentation`: which item it was made of, how, and of
/// what state of it. Names instead of row ids, so it means the same in every workspace and in every commit.
struct ChildRecord: Sendable, Hashable {
    static let key = "augmentation"

    var parent: ItemName
    /// Fingerprint of the parent's picture and answers when the child was made.
    var of: String
    /// Fingerprint of the recipe and its seed.
    var recipe: String
    /// Operations with the numbers that were drawn: repeats the picture byte for byte.
    var record: JSONObject
    /// What became of the parent's parts -> how many.
    var parts: [String: Int]

    init(parent: ItemName, of: String, recipe: String, record: AugmentationRecord, parts: [String: Int]) {
        self.parent = parent
        self.of = of
        self.recipe = recipe
        self.record = record.json
        self.parts = parts
    }

    /// nil when the item is no child.
    init?(_ item: Item) {
        guard let json = item.metadata[Self.key], let source = json["parent"]?["source"]?.string, let key = json["parent"]?["key"]?.string,
            let of = json["of"]?.string, let recipe = json["recipe"]?.string, let record = json["record"]?.object
        else { return nil }
        parent = ItemName(source: source, key: key)
        (self.of, self.recipe, self.record) = (of, recipe, record)
        parts = Dictionary((json["parts"]?.object?.members ?? []).map { ($0.key, Int($0.value.int ?? 0)) }) { first, _ in first }
    }

    var metadata: JSONObject {
        let counts = JSONObject(parts.sorted { $0.key < $1.key }.map { (key: $0.key, value: .int(Int64($0.value))) })
        return [Self.key: [
            "parent": ["source": .string(parent.source), "key": .string(parent.key)], "of": .string(of), "recipe": .string(recipe),
            "record": .object(record), "parts": .object(counts),
        ]]
    }

    /// Which copy of its parent it is, from 0.
    var copy: Int? { record["copy"]?.int.map(Int.init) }

    /// `a.jpg`, second copy -> `a~2.jpg`; another type than the parent's is named behind it: `a.heic~2.png`.
    static func key(of parent: String, copy: Int, isSameType: Bool, type: String) -> String {
        guard isSameType, ImageFiles.isImage(parent) else { return FileNames.named("\(parent)~\(copy + 1)", type: type) }
        let stem = ImageFiles.withoutEnding(parent)
        return "\(stem)~\(copy + 1)\(parent[stem.endIndex...])"
    }

    /// What a child depends on: the parent's picture and the answers that count for it.
    static func fingerprint(of parent: Item, _ settled: [SettledAnswer]) throws -> String {
        let print = Fingerprint()
        print.add(parent.blobs["image"]?.sha256 ?? "")
        for answer in settled.sorted(by: { $0.question < $1.question }) {
            print.add(answer.question)
            print.add(answer.answer.json)
        }
        return String(print.text().prefix(16))
    }
}
