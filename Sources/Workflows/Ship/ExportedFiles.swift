import Formats
import Foundation
import Records
import Storage

/// Fetching what an export wrote below the workspace; it stays there until somebody removes the folder.

public struct ExportedFiles: Codable, Sendable, Hashable {
    public struct File: Codable, Sendable, Hashable {
        public var name: String
        public var size: Int64
    }
    public var files: [File]
}

extension Workflows {
    public func exportedFiles(_ id: JobID, of slug: String, as actor: Actor) async throws -> ExportedFiles {
        let folder = try await finishedExport(id, of: slug, as: actor)
        let listing = try ShipmentHands.worded { try FolderListing(folder) }
        return ExportedFiles(files: listing.paths.map { ExportedFiles.File(name: $0, size: Self.size(of: listing.fullPath($0))) })
    }

    /// The path of an exported file; no path that leads out of the export's folder is ever opened.
    public func exportedFile(_ id: JobID, _ name: String, of slug: String, as actor: Actor) async throws -> String {
        let folder = try await finishedExport(id, of: slug, as: actor)
        guard let parts = try? EntryNames.parts(of: name) else { throw WorkflowError.unknown("file", name) }
        let path = folder + "/" + parts.joined(separator: "/")
        let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
        guard type == .typeRegular else { throw WorkflowError.unknown("file", name) }
        return path
    }

    /// The folder of an export that is at its end and went below the workspace.
    private func finishedExport(_ id: JobID, of slug: String, as actor: Actor) async throws -> String {
        let definitions = definitions
        let job = try await store.read { connection -> Job in
            let project = try definitions.project(slug, as: actor, needs: .ship, connection)
            guard let job = try connection.jobs.find(id), job.project == project.id, job.kind == ExportJob.name, job.state == .done, job.settings["to"] == nil,
                job.settings["preview"]?.bool != true
            else { throw WorkflowError.unknown("export", id.description) }
            return job
        }
        return exportFolder(of: job)
    }

    private static func size(of path: String) -> Int64 {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.int64Value ?? 0
    }
}
