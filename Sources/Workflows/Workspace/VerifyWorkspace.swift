import Records
import Storage
import Versioning

/// Whether anything of a workspace is damaged: reads all of it, changes nothing.

public struct WorkspaceCheck: Codable, Sendable, Hashable {
    public var projects = 0
    public var items = 0
    public var commits = 0
    /// Stored files and objects whose bytes were compared with their names.
    public var blobs = 0
    public var findings: [Finding] = []
}

extension Workflows {
    /// Reads the database's pages, the audit chain, all stored bytes, what items name, and every commit.
    ///
    /// Cost: one reading of the workspace. Work that goes on meanwhile is not disturbed and not mistaken for damage.
    public func verifyWorkspace(as actor: Actor) async throws -> WorkspaceCheck {
        try require(.manageWorkspace, of: actor)
        var check = WorkspaceCheck()
        check.findings += try await store.driver.damage().map {
            Finding(.error, "workspace.database", "the database is damaged: \($0)", hint: Self.restore)
        }
        do { try await verifyAudit(as: actor) } catch let error as WorkflowError {
            check.findings.append(Finding(.error, error.code, error.message, hint: error.hint))
        }
        try await verifyBytes(&check)
        for project in try await store.read({ try $0.projects.all() }) { try await verify(project, &check) }
        return check
    }

    private static let restore = "bring it back from a backup; keep the damaged files"

    private func verifyBytes(_ check: inout WorkspaceCheck) async throws {
        let (blobs, findings) = try await store.blobs.offloaded { blobs in
            var count = 0
            var findings: [Finding] = []
            try blobs.forEachName { name in
                count += 1
                do { try blobs.verify(name) } catch {
                    findings.append(Finding(.error, "workspace.bytes", "\(error)", at: Place(record: name), hint: Self.restore))
                }
            }
            return (count, findings)
        }
        check.blobs = blobs
        check.findings += findings
    }

    private func verify(_ project: Project, _ check: inout WorkspaceCheck) async throws {
        check.projects += 1
        var items = 0
        var missing: [Finding] = []
        try await store.forEachBatch(of: project.id) { batch in
            items += batch.count
            for item in batch {
                for (role, blob) in item.blobs.sorted(by: { $0.key < $1.key }) where try !store.blobs.contains(blob.sha256) {
                    missing.append(Finding(
                        .error, "workspace.bytes-missing", "the \(role) of this item is not in the store: `\(blob.sha256)`",
                        at: Place(file: project.slug, record: item.key), hint: Self.restore))
                }
            }
        }
        check.items += items
        check.findings += missing
        for commit in try await store.read({ try $0.commits.all(of: project.id) }) {
            check.commits += 1
            check.findings += await CommitCheck.verify(commit.hash, in: WorkspaceObjects(store.blobs)) { blob in
                guard try store.blobs.contains(blob.sha256) else { throw StorageError.blobMissing(sha256: blob.sha256) }
            }
        }
    }
}
