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
        /// Of how many people and sources there is an answer.
        public var answers: Int
        /// Whether its answer is known, so that annotators are judged by it.
        public var isGold: Bool
        /// Whether it was set aside as a duplicate.
        public var isSetAside: Bool
    }

    public struct Group: Codable, Sendable, Hashable {
        /// The least member.
        public var id: ItemID
        public var kind: Kind
        /// How many members there are.
        public var size: Int
        /// By id; of a large group the first hundred. The rest are items of this `group`.
        public var members: [Member]
        /// The member that each way of keeping one would keep; while the group waits for a word.
        public var keeps: [String: ItemID]
    }

    public var groups: [Group]
    public var total: Int
    /// Groups of which the word was said, whichever were asked for.
    public var decided: Int
    /// `after` of the next page.
    public var next: ItemID?
}

extension Workflows {
    /// A page of groups as the last `near-duplicates` left them: those that wait for a word, or those of which it was said.
    ///
    /// The kind is told by the members as they are now: by digests and measurements of pictures, else by texts.
    public func duplicates(
        of slug: String, as actor: Actor, _ standing: DuplicateStanding = .open, limit: Int = 100, after: ItemID? = nil
    ) async throws -> DuplicatePage {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let found = try connection.items.groups(of: project.id, isDecided: standing == .decided, after: after, limit: limit + 1)
            let groups = try found.prefix(limit).map { try Self.group($0.id, size: $0.size, of: project.id, Exposure(of: project, to: actor), standing, connection) }
            return DuplicatePage(
                groups: groups, total: try connection.items.countGroups(of: project.id, isDecided: standing == .decided),
                decided: try connection.items.countGroups(of: project.id, isDecided: true), next: found.count > limit ? groups.last?.id : nil)
        }
    }

    private static let membersShown = 100

    private static func group(
        _ id: ItemID, size: Int, of project: ProjectID, _ exposure: Exposure, _ standing: DuplicateStanding, _ connection: any Connection
    ) throws -> DuplicatePage.Group {
        let items = try connection.items.page(of: project, DuplicateMembers.filter(id), limit: membersShown)
        let known = try DuplicateMembers.read(id, of: project, connection)
        let facts = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0) })
        let members = try exposure.of(items, connection).map { item in
            let fact = facts[item.id] ?? DuplicateMember(item)
            return DuplicatePage.Member(
                item: item.id, key: item.key, preview: preview(of: item.fields), blobs: item.blobs, split: item.split, answers: fact.answers,
                isGold: fact.isGold, isSetAside: fact.isSetAside)
        }
        let keeps = standing == .open ? DuplicateWord.keepingOne.compactMap { word in DuplicateOutcome(word, of: known).keeper.map { (word.rawValue, $0.id) } } : []
        return DuplicatePage.Group(
            id: id, kind: try kind(of: items, connection), size: size, members: members, keeps: Dictionary(uniqueKeysWithValues: keeps))
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
