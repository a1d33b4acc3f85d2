import Media
import Records
import Storage

/// Bytes of an item as skins send them: a picture in the size it is shown in.

public struct ShownBlob: Sendable {
    public enum Bytes: Sendable {
        case file(path: String)
        case memory([UInt8])
    }
    /// As downloads are called: the item's key.
    public var name: String
    public var blob: BlobReference
    public var bytes: Bytes
}

extension Workflows {
    /// A picture of an item, for those who may read the project and for annotators who have or had the item in hand.
    ///
    /// The first call for a size decodes the picture and keeps the copy; later ones read it. Throws `blob.unknown` where
    /// there is none, and what the decoder found where the bytes are no picture.
    public func picture(_ role: String, of id: ItemID, as actor: Actor, size: ShownSize) async throws -> ShownBlob {
        let definitions = definitions
        let (key, original) = try await store.read { connection -> (String, BlobReference) in
            guard let item = try connection.items.find(id) else { throw WorkflowError.unknown("item", id.description) }
            let project = try definitions.project(item.project, as: actor, needs: .readProject, or: .label, connection)
            try Self.checkMayLook(at: item, in: project, actor, connection)
            guard let blob = item.blobs[role] else { throw WorkflowError.unknown("blob", role) }
            return (item.key, blob)
        }
        guard original.type.hasPrefix("image/") else { throw WorkflowError.unknown("picture", role) }
        do {
            let shown = try await copies.copy(of: original, size: size)
            return ShownBlob(name: key, blob: shown, bytes: try bytes(of: shown))
        } catch let error as ImageError {
            throw WorkflowError(.unprocessable, error.code, error.description, hint: error.hint, findings: [error.finding()])
        }
    }

    private static func checkMayLook(at item: Item, in project: ProjectContext, _ actor: Actor, _ connection: any Connection) throws {
        if actor.may(.readProject, in: project.id) { return }
        guard let person = actor.person, try connection.assignments.hasBeenHeld(item.id, by: person) else {
            throw WorkflowError.unknown("item", item.id.description)
        }
    }

    private func bytes(of blob: BlobReference) throws -> ShownBlob.Bytes {
        if let path = try store.blobs.path(of: blob.sha256) { return .file(path: path) }
        return .memory(try store.blobs.read(blob.sha256))
    }

    /// The project an item belongs to, for skins that check permission by route.
    public func projectID(ofItem id: ItemID) async throws -> ProjectID? {
        try await store.read { try $0.items.find(id)?.project }
    }
}
