import Records
import Workflows

/// Bytes in and out: pictures as pages draw them, files that people send.
struct FileRoutes: Sendable {
    let files: any FileOperations

    /// Of one file; an archive of pictures may be large.
    static let largestFile: Int64 = 8 << 30

    struct NewUpload: Decodable {
        var source: String
        var licence: String
        var attribution: String?
        var origin: String?
    }

    var routes: [Route] {
        [
            Route(.get, "/v1/items/{item}/blobs/{role}", needs: .readOrLabel, "A picture of an item, whole or in the size it is shown in",
                query: [QueryParameter("size", .words(ShownSize.self), "`full` when left out")], answers: .picture, handler: picture),
            Route(.post, "/v1/projects/{project}/uploads", needs: .manageProject, "Declares a source for files to be sent, with its licence",
                takes: .object(["source": .string, "licence": .string, "attribution?": .string, "origin?": .string]),
                answers: .json(.object(["source": .string, "version": .integer])), handler: begin),
            Route(.put, "/v1/projects/{project}/uploads/{source}/files", needs: .manageProject, "Keeps one file of such a source until it is collected",
                query: [QueryParameter("path", .string, "the file's name, with its folders")], takesFile: Self.largestFile,
                answers: .json(.object(["path": .string, "size": .integer, "sha256": .string])), handler: receive),
        ]
    }

    @Sendable private func picture(_ call: Call) async throws -> Reply {
        let size = try call.word("size", as: ShownSize.self) ?? .full
        return .picture(try await files.picture(as: call.actor, try call.parameter("role"), of: try call.id("item"), size: size))
    }

    @Sendable private func begin(_ call: Call) async throws -> Reply {
        let body = try call.decode(NewUpload.self)
        return .json(try await files.beginUpload(
            as: call.actor, to: try call.slug, source: body.source, licence: body.licence, attribution: body.attribution, origin: body.origin ?? "internal"))
    }

    @Sendable private func receive(_ call: Call) async throws -> Reply {
        guard let path = call.text("path") else { throw HTTPFailure.query("path", "", wanted: "the file's name") }
        guard let file = call.file else { throw HTTPFailure.notFound }
        return .json(try await files.receive(file, as: call.actor, path: path, source: try call.parameter("source"), to: try call.slug))
    }
}
