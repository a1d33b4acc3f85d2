import Records
import Storage
import Versioning

/// Keeping augmented items in line with the items they were made of: same split, same near-duplicate group, and withdrawn
/// as soon as the parent is no longer one that may be augmented, or no longer what it was.
///
/// Asked by the augmentation itself, and before every commit: a copy of an item that has moved into the test split must
/// not stay in a training set, whoever moved it.
struct FollowParents: Sendable {
    /// Begins the reason of every child withdrawn here; one withdrawn by a person has another and is left alone.
    static let reason = "augmentation: "

    let project: ProjectContext
    let store: Store
    /// The recipe that is in force, where the caller knows one; copies of another one are withdrawn.
    var recipe: (print: String, copies: Int)?

    /// How many children were withdrawn.
    func run() async throws -> Int {
        let sources = try await store.read { [project] connection in try connection.sources.all(of: project.id) }
        var withdrawn = 0
        for source in sources where source.kind == Source.augmented {
            guard let parents = source.settings["of"]?.string, let origin = sources.first(where: { $0.name == parents }) else { continue }
            var last: String?
            while true {
                let after = last
                let piece = try await store.writeBulk { connection -> (last: String, withdrawn: Int)? in
                    let children = try connection.items.page(ofSource: source.id, afterKey: after, limit: 500)
                    guard let end = children.last else { return nil }
                    return (end.key, try align(children, with: origin, connection))
                }
                guard let piece else { break }
                (last, withdrawn) = (piece.last, withdrawn + piece.withdrawn)
            }
        }
        return withdrawn
    }

    private func align(_ children: [Item], with origin: Source, _ connection: any Connection) throws -> Int {
        var withdrawn = 0
        for child in children where child.state == .ready {
            guard let record = ChildRecord(child) else { continue }
            let parent = try connection.items.find(source: origin.id, key: record.parent.key)
            if let reason = try fault(record, parent, connection) {
                try connection.items.setState(.withdrawn, reason: Self.reason + reason, of: [child.id])
                withdrawn += 1
            } else if let parent {
                try place(child, beside: parent, connection)
            }
        }
        return withdrawn
    }

    /// Why the child can no longer stand for its parent.
    private func fault(_ record: ChildRecord, _ parent: Item?, _ connection: any Connection) throws -> String? {
        guard let parent else { return "its parent is gone" }
        guard parent.state == .ready else { return "its parent is \(parent.state.rawValue)" }
        if let split = parent.split, !splits.contains(split) { return "its parent is in the split `\(split)`" }
        if try ChildRecord.fingerprint(of: parent, connection.settled.find(parent.id)) != record.of { return "its parent's picture or answers changed" }
        if let recipe, record.recipe != recipe.print || (record.copy ?? 0) >= recipe.copies { return "the recipe makes no such copy" }
        return nil
    }

    private var splits: [String] { project.definition.augment?.splits ?? AugmentDeclaration().splits }

    private func place(_ child: Item, beside parent: Item, _ connection: any Connection) throws {
        let group = parent.group ?? parent.id
        if parent.group == nil { try connection.items.setGroup([(item: parent.id, group: parent.id)]) }
        if child.group != group { try connection.items.setGroup([(item: child.id, group: group)]) }
        if child.split != parent.split { try connection.items.setSplit([(item: child.id, split: parent.split)]) }
    }
}
