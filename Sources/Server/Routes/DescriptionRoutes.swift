import Records
import Workflows

/// What the items of a project are like, all together: their fields, their sides, their groups.
struct DescriptionRoutes: Sendable {
    let descriptions: any DescriptionOperations

    private static let bins = Schema.array(.object(["from": .number, "to": .number, "count": .integer]))
    private static let values = Schema.array(.object(["value": .string, "count": .integer]))
    private static let numbers = Schema.object([
        "count": .integer, "minimum": .number, "maximum": .number, "mean": .number, "deviation": .number, "quantiles": .array(.number),
        "quantilesAreExact": .boolean, "histogram": bins, "quantileError?": .number, "skewness?": .number, "kurtosis?": .number,
        "zeros": .integer, "negatives": .integer, "infinite": .integer, "momentsOverflow": .boolean,
    ])

    private static let column = Schema.named("ProfiledField", .object([
        "name": .string, "kind": .string, "count": .integer, "missing": .integer, "distinct": .integer, "distinctIsExact": .boolean,
        "topValues": values, "topValuesAreExact": .boolean, "numbers?": numbers, "lengths?": numbers, "distinctError?": .number,
        "topValuesShortBy": .integer, "missingWords": values, "kinds": values,
        "dates?": .object(["earliest": .string, "latest": .string, "histogram": bins]), "imbalance?": .number,
    ]))

    private static let profile = Schema.named("Profile", .object([
        "run?": .id, "madeAt?": .time, "items": .integer,
        "report?": .object([
            "rows": .integer, "duplicateRows": .integer, "duplicatesAreExact": .boolean, "columns": .array(column), "findings": .array(Shapes.finding),
            "columnsLeftOut": .integer, "sampledRows": .integer,
            "correlations": .array(.object(["first": .string, "second": .string, "measure": .string, "value": .number, "rows": .integer])),
            "trends": .array(.any("a field of numbers along a field of dates: column, time, correlation, periods")),
        ]),
    ]))

    private static let report = Schema.object(["run": .id, "madeAt": .time, "report": .map(.any("a part of the step's report"))])
    private static let splits = Schema.named("Splits", .object([
        "policy?": .any("`splits:` of the definition"), "items": .integer, "withoutSide": .integer,
        "sides": .array(.object(["name": .string, "count": .integer, "share": .number, "asked?": .number])), "question?": .string,
        "labels": .array(.object(["label": .string, "counts": .array(.integer)])), "answered": .array(.integer),
        "largestDifference?": .object(["label": .string, "side": .string, "share": .number, "overall": .number]),
        "groups": .integer, "tornGroups": .integer,
        "torn": .array(.object(["group": .id, "size": .integer, "members": .array(.object(["item": .id, "key": .string, "side": .string]))])),
        "drawn?": report, "audit?": report, "isAuditOlder": .boolean,
    ]))

    private static let interval = Schema.object(["low": .number, "high": .number])
    private static let hidden = Schema.object(["groups": .integer, "rows": .integer, "least": .integer])
    private static let representation = Schema.object([
        "columns": .array(.string), "rows": .integer, "missing": .integer, "hidden": hidden,
        "cells": .array(.object([
            "values": .array(.string), "count": .integer, "share": .number, "interval?": interval, "reference?": .number, "ratio?": .number, "difference?": .number,
            "needed?": .integer, "standardizedDifference?": .number, "verdict": .oneOf(["under", "over", "as expected", "unnamed"]),
        ])),
        "chiSquare?": .number, "freedom": .integer, "probability?": .number, "isRough": .boolean, "unnamedRows?": .integer,
    ])
    private static let bias = Schema.named("Bias", .object([
        "fields": .array(.object(["name": .string, "values": .integer, "missing": .integer])), "by": .array(.string), "question?": .string,
        "items": .integer, "looked": .integer,
        "groups": .array(.object(["values": .array(.string), "count": .integer, "share": .number, "interval": interval])), "withoutGroup": .integer,
        "hidden?": hidden, "representation?": representation,
        "rates": .array(.object([
            "name": .string, "kind": .oneOf(["label", "missing", "duplicate"]), "overall?": .number,
            "groups": .array(.object(["values": .array(.string), "count": .integer, "hits": .integer, "rate": .number, "interval": interval])),
            "difference?": .number, "ratio?": .number, "probability?": .number, "isGap": .boolean,
        ])),
        "proxies": .array(.object([
            "sensitive": .string, "rows": .integer, "missing": .integer,
            "columns": .array(.object([
                "name": .string, "normalized": .number, "adjusted": .number, "probability": .number, "pooledLevels": .integer, "isProxy": .boolean,
            ])),
        ])),
        "notCompared": .integer, "slices?": .any("where annotators are least sure: rows, tested, tooSmall, slices"), "findings": .array(Shapes.finding),
    ]))

    var routes: [Route] {
        [
            Route(.get, "/v1/projects/{project}/profile", needs: .readProject, "What the newest `profile` found of every field",
                answers: .json(Self.profile)) { call in
                .json(try await descriptions.profile(as: call.actor, in: try call.slug))
            },
            Route(.get, "/v1/projects/{project}/splits", needs: .readProject, "The sides items are on, their labels, and what one knows of another",
                query: [.question], answers: .json(Self.splits)) { call in
                .json(try await descriptions.splits(as: call.actor, in: try call.slug, question: call.text("question")))
            },
            Route(.get, "/v1/projects/{project}/bias", needs: .readProject, "How groups of items differ: how many, which labels, what is missing",
                query: [
                    QueryParameter("by", .string, "a field or metadata whose values make the groups; the first that does when left out"),
                    QueryParameter("with", .string, "another one, crossed with it"), .question,
                    QueryParameter("reference", .string, "the share each group should have: `north=0.5,south=0.5`, of two crossed `north/old=1,north/young=1`"),
                ], answers: .json(Self.bias)) { call in
                let by = [call.text("by"), call.text("with")].compactMap(\.self)
                return .json(try await descriptions.bias(as: call.actor, in: try call.slug, by: by, question: call.text("question"), reference: call.text("reference")))
            },
        ]
    }
}
