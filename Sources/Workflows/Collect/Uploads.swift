import Formats
import Foundation
import Records
import Storage

/// Files that people send through the browser: source and licence first, then the files, then collecting them.

public struct UploadSource: Codable, Sendable, Hashable {
    public var source: String
    /// The definition's version, which now declares the source.
    public var version: Int
}

public struct ReceivedFile: Codable, Sendable, Hashable {
    /// Below the source's folder; the key of the item it becomes.
    public var path: String
    public var size: Int64
    public var sha256: String
}

extension Workflows {
    /// Where the files of an uploaded source lie until they are collected.
    func uploads(of source: String, in slug: String) -> String { "\(workspace.path)/incoming/\(slug)/\(source)" }

    /// Declares a source of kind `upload`, so that nothing arrives without a word on where it is from and what may be
    /// done with it. The same words again change nothing; other words for a source that is there are a conflict.
    public func beginUpload(
        to slug: String, as actor: Actor, source name: String, licence: String, attribution: String? = nil, origin: String = "internal"
    ) async throws -> UploadSource {
        let project = try await project(slug, as: actor, needs: .manageProject)
        guard try Self.parts(of: name) == [name] else {
            throw WorkflowError(.badInput, "upload.source", "`\(name.prefix(80))` cannot be the name of a source", hint: "leave slashes out")
        }
        let declared = SourceDeclaration(name: name, kind: UploadSource.kind, licence: Licence(licence), attribution: attribution, origin: origin)
        guard declared.licence != nil else {
            throw WorkflowError(.badInput, "upload.licence", "the files need a licence", hint: "name the one they were given under, for example `CC0-1.0`, or `proprietary` for your own")
        }
        if let present = project.definition.sources.first(where: { $0.name == name }) {
            guard present == declared else {
                throw WorkflowError(.conflict, "upload.source", "there is a source `\(name)` with another kind, licence or attribution", hint: "choose another name, or change the source in the definition")
            }
            return UploadSource(source: name, version: project.version)
        }
        var definition = project.definition
        definition.sources.append(declared)
        let applied = try await applyDefinition(
            as: actor, project: slug, yaml: DefinitionWriter.yaml(definition), guidelines: project.guidelines, expectedVersion: project.version)
        return UploadSource(source: name, version: applied.version)
    }

    /// Keeps one file of an uploaded source under its path. Streams to the disk; whole or not at all.
    public func receive<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, path: String, of source: String, in slug: String, as actor: Actor
    ) async throws -> ReceivedFile where Pieces.Element == [UInt8] {
        let project = try await project(slug, as: actor, needs: .manageProject)
        guard project.definition.sources.contains(where: { $0.name == source && $0.kind == UploadSource.kind }) else {
            throw WorkflowError(.notFound, "upload.unknown", "there is no source `\(source)` of kind `upload`", hint: "declare it first, with its licence")
        }
        let parts = try Self.parts(of: path)
        let kept = try await IncomingFolder(uploads(of: source, in: slug)).receive(pieces, as: parts)
        return ReceivedFile(path: parts.joined(separator: "/"), size: kept.size, sha256: kept.sha256)
    }

    /// The rules of archives hold for sent names too.
    private static func parts(of path: String) throws -> [String] {
        do { return try EntryNames.parts(of: path) } catch {
            throw WorkflowError(.badInput, "upload.path", "`\(path.prefix(80))` cannot be the name of a file: \(error.words)", hint: "rename it and send it again")
        }
    }
}

extension UploadSource {
    static let kind = "upload"
}
