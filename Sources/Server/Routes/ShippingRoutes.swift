import Records

/// Writing a commit out in a format, and fetching what was written.
struct ShippingRoutes: Sendable {
    let shipping: any ShippingOperations

    struct Ship: Decodable {
        var commit: String?
        var format: String
        var settledBy: Bool?
        var preview: Bool?
        var settings: JSONObject?
    }

    private static let shipment = Schema.named("Shipment", .object([
        "id": .id, "commit": .string, "format": .string,
        "files": .array(.object(["name": .string, "size": .integer, "sha256": .string])), "madeAt": .time,
    ]))

    var routes: [Route] {
        [
            Route(.post, "/v1/projects/{project}/ship", needs: .ship, "Writes a commit out in a format, with its card",
                takes: .object(["commit?": .string, "format": .string, "settledBy?": .boolean, "preview?": .boolean, "settings?": .map(.any("a setting"))]),
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
        ]
    }

    @Sendable private func ship(_ call: Call) async throws -> Reply {
        let body = try call.decode(Ship.self)
        return .json(try await shipping.ship(
            as: call.actor, in: try call.slug, commit: body.commit, format: body.format, settledBy: body.settledBy ?? false, preview: body.preview ?? false, settings: body.settings ?? [:]))
    }
}
