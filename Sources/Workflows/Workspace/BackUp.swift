import Records
import Storage

/// A second workspace with everything in it, made while people work.

public struct BackupMade: Codable, Sendable, Hashable {
    public var to: String
    public var files: Int
    public var bytes: Int64
    /// Links and files that went away meanwhile; nothing that an item, an answer or a commit needs.
    public var skipped: [String]
}

extension Workflows {
    /// Copies the workspace into an empty folder. `watch` is told how many bytes are done.
    ///
    /// The copy holds what was acknowledged before it began, its own entry of the audit record among it. Sessions and
    /// tokens come along, so it is as secret as the workspace.
    public func backUp(to folder: String, as actor: Actor, watch: @escaping @Sendable (Int64) -> Void = { _ in }) async throws -> BackupMade {
        try require(.manageWorkspace, of: actor)
        let copy = try WorkspaceCopy(of: workspace.path, to: folder)
        try await store.write { [store] connection in
            try connection.audit.append(actor: actor.name, action: "workspace.backup", subject: folder, at: store.now())
        }
        let report = try await copy.run(store.driver) { report in
            try Task.checkCancellation()
            watch(report.bytes)
        }
        return BackupMade(to: folder, files: report.files, bytes: report.bytes, skipped: report.skipped)
    }
}
