import Records
import Storage

/// What was found wrong, with what is needed to show the item it is about.
public struct FindingPage: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        public var id: FindingID
        public var severity: Finding.Severity
        public var code: String
        public var message: String
        public var place: Place?
        public var hint: String?
        public var run: RunID?
        public var item: ItemID?
        /// Of the item, as long as it is there.
        public var key: String?
        public var preview: String?
        public var blobs: [String: BlobReference]?
    }

    public struct Count: Codable, Sendable, Hashable {
        public var code: String
        public var severity: Finding.Severity
        public var count: Int
    }

    public var findings: [Row]
    public var counts: [Count]
    public var next: FindingID?
}

extension Workflows {
    /// A page of findings in the order they were made, with the counts of all.
    public func findings(of slug: String, as actor: Actor, severity: Finding.Severity? = nil, code: String? = nil, limit: Int = 100, after: FindingID? = nil) async throws -> FindingPage {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let found = try connection.findings.page(of: project.id, severity: severity, code: code, after: after, limit: limit + 1)
            let rows = try Self.rows(Array(found.prefix(limit)), Exposure(of: project, to: actor), connection)
            let counts = try connection.findings.counts(of: project.id).map { FindingPage.Count(code: $0.code, severity: $0.severity, count: $0.count) }
            return FindingPage(findings: rows, counts: counts, next: found.count > limit ? rows.last?.id : nil)
        }
    }

    private static func rows(_ found: [StoredFinding], _ exposure: Exposure, _ connection: any Connection) throws -> [FindingPage.Row] {
        let ids = Set(found.compactMap(\.item)).sorted()
        let items = Dictionary(uniqueKeysWithValues: try exposure.of(connection.items.find(ids), connection).map { ($0.id, $0) })
        return found.map { stored in
            let (finding, item) = (exposure.of(stored.finding), stored.item.flatMap { items[$0] })
            return FindingPage.Row(
                id: stored.id, severity: finding.severity, code: finding.code, message: finding.message, place: finding.place, hint: finding.hint,
                run: stored.run, item: stored.item, key: item?.key, preview: item.map { preview(of: $0.fields) }, blobs: item?.blobs)
        }
    }
}
