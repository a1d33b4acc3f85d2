import Records
import Storage

/// Who did what, and whether anything was taken out of the record.

public struct AuditRow: Codable, Sendable, Hashable {
    public var number: Int64
    public var at: Timestamp
    public var actor: String
    public var action: String
    public var subject: String
    public var details: JSONObject
}

extension Workflows {
    public func auditEntries(as actor: Actor, before: Int64? = nil, limit: Int = 50) async throws -> [AuditRow] {
        try require(.manageWorkspace, of: actor)
        return try await store.read { connection in
            try connection.audit.page(before: before, limit: limit).map {
                AuditRow(number: $0.number, at: $0.at, actor: $0.actor, action: $0.action, subject: $0.subject, details: $0.details)
            }
        }
    }

    /// Computes the chain again; throws where it is broken.
    public func verifyAudit(as actor: Actor) async throws {
        try require(.manageWorkspace, of: actor)
        let found = try await store.read { try $0.audit.verify() }
        guard let found else { return }
        let what = switch found {
        case .changed(let number): "entry \(number) was changed"
        case .missing(let number): "entry \(number) is missing"
        case .unlinked(let number): "entry \(number) does not follow from the one before"
        }
        throw WorkflowError(.conflict, "audit.broken", "the audit chain is broken: \(what)", hint: "compare with a backup from before")
    }
}
