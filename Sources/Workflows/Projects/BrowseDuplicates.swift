import Preparing
import Records
import Storage

/// Groups of near duplicates with their members: what to look at before one of each is kept.
public struct DuplicatePage: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// One file, or one text after folding, several times.
        case exact
        /// The same pixels in different files.
        case pixels
        case near
    }

    public struct Member: Codable, Sendable, Hashable {
        public var item: ItemID
        public var key: String
        public var preview: String
        public var blobs: [String: BlobReference]
        public var split: String?
    }

    public struct Group: Codable, Sendable, Hashable {
        /// The least member.
        public var id: ItemID
        public var kind: Kind
        /// How many members there are.
        public var size: Int
        /// By id; of a large group the first hundred. The rest are items of this `group`.
        public var members: [Member]
    }

    public var groups: [Group]
    public var total: Int
    /// `after` of the next page.
    public var next: ItemID?
}

extension Workflows {
    /// A page of groups as the last `near-duplicates` left them, of items that are ready.
    ///
    /// The kind is told by the members as they are now: by digests and measurements of pictures, else by texts.
    public func duplicates(of slug: String, as actor: Actor, limit: Int = 100, after: ItemID? = nil) async throws -> DuplicatePage {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let found = try connection.items.groups(of: project.id, after: after, limit: limit + 1)
            let groups = try found.prefix(limit).map { try Self.group($0.id, size: $0.size, of: project.id, Exposure(of: project, to: actor), connection) }
            return DuplicatePage(groups: groups, total: try connection.items.countGroups(of: project.id), next: found.count > limit ? groups.last?.id : nil)
        }
    }

    private static let membersShown = 100

    private static func group(_ id: ItemID, size: Int, of project: ProjectID, _ exposure: Exposure, _ connection: any Connection) throws -> DuplicatePage.Group {
        let items = try connection.items.page(of: project, ItemFilter(states: [.ready], group: id), limit: membersShown)
        let members = try exposure.of(items, connection).map { DuplicatePage.Member(item: $0.id, key: $0.key, preview: preview(of: $0.fields), blobs: $0.blobs, split: $0.split) }
        return DuplicatePage.Group(id: id, kind: try kind(of: items, connection), size: size, members: members)
    }

    private static func kind(of items: [Item], _ connection: any Connection) throws -> DuplicatePage.Kind {
        let digests = items.compactMap { $0.picture?.sha256 }
        guard digests.count == items.count else { return NearDuplicateTexts.areCopies(items.map { $0.text ?? "" }) ? .exact : .near }
        let measured = try connection.blobFacts.find(Set(digests).sorted(), kind: MeasuredPictures.kind, as: ImageMeasurements.self)
        return switch ImageDuplicateGroup.Kind(digests.map { (bytesHash: $0, pixelHash: measured[$0]?.pixelHash) }) {
        case .bytes: .exact
        case .pixels: .pixels
        case .near: .near
        }
    }
}
