import Records
import Workflows

/// Datasets in and out: writing a commit or the present state out in a format, fetching what was written, and bringing
/// answers in.
struct ShippingRoutes: Sendable {
    let shipping: any ShippingOperations

    struct Ship: Decodable {
        var commit: String?
        var format: String
        var splits: [String]?
        var onlyLabelled: Bool?
        var question: String?
        var settledBy: Bool?
        var preview: Bool?
        var settings: JSONObject?

        var filter: ShipmentFilter { ShipmentFilter(splits: splits ?? [], onlyLabelled: onlyLabelled ?? false, question: question) }
    }

    struct Import: Decodable {
        var source: String
        var format: String?
        var questions: [String]?
        var onConflict: ImportConflict?
        var vocBase: Int?
    }

    private static let shipment = Schema.named("Shipment", .object([
        "id": .id, "commit": .string, "format": .string,
        "files": .array(.object(["name": .string, "size": .integer, "sha256": .string])), "madeAt": .time,
    ]))

    var routes: [Route] {
        [
            Route(.post, "/v1/projects/{project}/ship", needs: .ship, "Writes a commit out in a format, with its card",
                takes: .object([
                    "commit?": .string, "format": .string, "splits?": .array(.string), "onlyLabelled?": .boolean, "question?": .string, "settledBy?": .boolean,
                    "preview?": .boolean, "settings?": .map(.any("a setting")),
                ]),
                answers: .json(Shapes.jobStarted), handler: ship),
            Route(.get, "/v1/projects/{project}/shipments", needs: .ship, "What was shipped, newest first, and the formats that fit",
                answers: .json(.object(["shipments": .array(Self.shipment), "formats": .array(.object(["name": .string, "summary": .string, "refusal?": .string]))]))) { call in
                .json(try await shipping.shipments(as: call.actor, in: try call.slug))
            },
            Route(.get, "/v1/projects/{project}/shipments/{shipment}/files/{name}", lastTakesRest: true, needs: .ship,
                "One shipped file, to be saved; its name may hold slashes", answers: .attachment) { call in
                .attachment(try await shipping.shippedFile(
                    as: call.actor, in: try call.slug, shipment: try call.parameter("shipment"), name: try call.parameter("name")))
            },
        ] + exchange
    }

    private var exchange: [Route] {
        [
            Route(.post, "/v1/projects/{project}/exports", needs: .ship, "Writes the present state out in a format, for a look or another tool",
                takes: .object([
                    "format": .string, "splits?": .array(.string), "onlyLabelled?": .boolean, "question?": .string, "preview?": .boolean,
                    "settings?": .map(.any("a setting")),
                ]),
                answers: .json(Shapes.jobStarted), handler: export),
            Route(.get, "/v1/projects/{project}/exports/{export}/files", needs: .ship, "The files of an export that is done; it is named by its job",
                answers: .json(.object(["files": .array(.object(["name": .string, "size": .integer]))]))) { call in
                .json(try await shipping.exportedFiles(as: call.actor, in: try call.slug, export: try call.parameter("export")))
            },
            Route(.get, "/v1/projects/{project}/exports/{export}/files/{name}", lastTakesRest: true, needs: .ship,
                "One exported file, to be saved; its name may hold slashes", answers: .attachment) { call in
                .attachment(try await shipping.exportedFile(
                    as: call.actor, in: try call.slug, export: try call.parameter("export"), name: try call.parameter("name")))
            },
            Route(.post, "/v1/projects/{project}/imports", needs: .manageProject,
                "Brings answers, and items that are absent, from a labelled dataset that was sent as an uploaded source",
                takes: .object([
                    "source": .string, "format?": .string, "questions?": .array(.string), "onConflict?": .words(ImportConflict.self), "vocBase?": .integer,
                ]),
                answers: .json(Shapes.jobStarted), handler: bringIn),
        ]
    }

    @Sendable private func export(_ call: Call) async throws -> Reply {
        let body = try call.decode(Ship.self)
        return .json(try await shipping.export(
            as: call.actor, in: try call.slug, format: body.format, body.filter, preview: body.preview ?? false, settings: body.settings ?? [:]))
    }

    @Sendable private func bringIn(_ call: Call) async throws -> Reply {
        let body = try call.decode(Import.self)
        var request = ImportRequest()
        (request.source, request.format, request.questions) = (body.source, body.format, body.questions ?? [])
        (request.onConflict, request.vocBase) = (body.onConflict ?? .replace, body.vocBase ?? 0)
        return .json(try await shipping.importDataset(as: call.actor, into: try call.slug, request))
    }

    @Sendable private func ship(_ call: Call) async throws -> Reply {
        let body = try call.decode(Ship.self)
        return .json(try await shipping.ship(
            as: call.actor, in: try call.slug, commit: body.commit, format: body.format, body.filter, settledBy: body.settledBy ?? false, preview: body.preview ?? false, settings: body.settings ?? [:]))
    }
}
