import Records
import Workflows

/// Bytes in and out of a workspace.
public protocol FileOperations: Sendable {
    func picture(as actor: Actor, _ role: String, of item: ItemID, size: ShownSize) async throws -> Download
    func beginUpload(as actor: Actor, to project: String, source: String, licence: String, attribution: String?, origin: String) async throws -> Payload
    func receive<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, as actor: Actor, path: String, source: String, to project: String
    ) async throws -> Payload where Pieces.Element == [UInt8]
}

extension Workflows: FileOperations {
    public func picture(as actor: Actor, _ role: String, of item: ItemID, size: ShownSize) async throws -> Download {
        let shown = try await picture(role, of: item, as: actor, size: size)
        let bytes: Download.Bytes = switch shown.bytes {
        case .file(let path): .file(path: path)
        case .memory(let bytes): .memory(bytes)
        }
        return Download(name: shown.name, bytes: bytes, sha256: shown.blob.sha256, picture: PictureType(rawValue: shown.blob.type))
    }

    public func beginUpload(as actor: Actor, to project: String, source: String, licence: String, attribution: String?, origin: String) async throws -> Payload {
        try await beginUpload(to: project, as: actor, source: source, licence: licence, attribution: attribution, origin: origin)
    }

    public func receive<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, as actor: Actor, path: String, source: String, to project: String
    ) async throws -> Payload where Pieces.Element == [UInt8] {
        try await receive(pieces, path: path, of: source, in: project, as: actor)
    }
}
