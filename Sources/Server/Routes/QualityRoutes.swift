import Records
import Workflows

/// Where annotators disagree, who settles it, and how far the answers can be trusted.
struct QualityRoutes: Sendable {
    let quality: any QualityOperations

    struct Adjudication: Decodable {
        var annotation: Annotation
        var note: String?
    }
    struct Consensus: Decodable {
        var method: String?
        var question: String?
    }
    struct LabelErrors: Decodable {
        var question: String?
        var filter: String?
        var score: String?
    }

    var routes: [Route] {
        [
            Route(.get, "/v1/projects/{project}/disagreements", needs: .review, "Items whose annotators disagree and, of shapes, on which objects, the closest races first",
                query: [
                    .question, QueryParameter("sort", .words(DisputeOrder.self), "`margin` when left out: the closest races first; `entropy`: the most torn"),
                    QueryParameter("label", .string, "only items that somebody gave this label"),
                    QueryParameter("other", .string, "and somebody else this one"), .limit(), .after,
                ],
                answers: .json(.object(["items": .array(QualityShapes.disagreement), "total": .integer, "next?": .id])), handler: disagreements),
            Route(.post, "/v1/projects/{project}/items/{item}/adjudicate", needs: .review, "Settles an item for good",
                takes: .object(["annotation": Shapes.annotation, "note?": .string]),
                answers: .json(.object(["revision": .id, "settled": .map(Shapes.settled)])), handler: adjudicate),
            Route(.get, "/v1/projects/{project}/reviews", needs: .review, "Answers of the review sample that wait for a verdict",
                query: [.limit(), .after],
                answers: .json(.object(["reviews": .array(QualityShapes.review), "items": .integer, "next?": .id]))) { call in
                .json(try await quality.reviews(as: call.actor, in: try call.slug, limit: try call.limit(), after: try call.queryID("after")))
            },
            Route(.post, "/v1/projects/{project}/revisions/{revision}/verdict", needs: .review, "Accepts, fixes or returns an answer",
                takes: .object(["outcome": .words(Verdict.Outcome.self), "note?": .string, "annotation?": Shapes.annotation]),
                answers: .json(.object(["verdict": .id, "fix?": .id]))) { call in
                .json(try await quality.judge(as: call.actor, in: try call.slug, try call.id("revision"), try call.decode()))
            },
            Route(.get, "/v1/projects/{project}/agreement", needs: .readProject, "How far annotators agree: in all, by pair, by label and by annotator, and what they confuse",
                query: [.question, QueryParameter("measure", .string, "a name of the catalogue `agreement`, of `part-agreement` for shapes, of `number-agreement` for ratings and numbers")],
                answers: .json(QualityShapes.agreement)) { call in
                .json(try await quality.agreement(as: call.actor, in: try call.slug, question: call.text("question"), measure: call.text("measure")))
            },
            Route(.get, "/v1/projects/{project}/annotators", needs: .review, "How good each annotator is, best first, and what should be looked into",
                query: [.question], answers: .json(QualityShapes.annotators)) { call in
                .json(try await quality.annotators(as: call.actor, in: try call.slug, question: call.text("question")))
            },
            Route(.get, "/v1/projects/{project}/agreement/history", needs: .readProject, "How far annotators agree, by the period in which each item was last answered",
                query: [
                    .question, QueryParameter("measure", .string, "as for agreement"),
                    QueryParameter("by", .words(HistoryPeriod.self), "`week` when left out; weeks begin on Monday, days are those of UTC"),
                ], answers: .json(QualityShapes.history), handler: history),
            Route(.post, "/v1/projects/{project}/consensus", needs: .manageProject, "Settles every item that has enough votes",
                takes: .object(["method?": .string, "question?": .string]), answers: .json(QualityShapes.consensus), handler: consensus),
            Route(.post, "/v1/projects/{project}/label-errors", needs: .manageProject, "Lists answers that are probably wrong, worst first",
                takes: .object(["question?": .string, "filter?": .string, "score?": .string]),
                answers: .json(QualityShapes.labelErrors), handler: labelErrors),
        ] + SuspectRoutes(quality: quality).routes
    }

    @Sendable private func history(_ call: Call) async throws -> Reply {
        .json(try await quality.agreementHistory(
            as: call.actor, in: try call.slug, question: call.text("question"), measure: call.text("measure"), by: try call.word("by") ?? .week))
    }

    @Sendable private func disagreements(_ call: Call) async throws -> Reply {
        let query = DisagreementQuery(
            question: call.text("question"), order: try call.word("sort") ?? .margin, labels: ["label", "other"].compactMap(call.text),
            limit: try call.limit(), after: try call.queryID("after"))
        return .json(try await quality.disagreements(as: call.actor, in: try call.slug, query))
    }

    @Sendable private func adjudicate(_ call: Call) async throws -> Reply {
        let body = try call.decode(Adjudication.self)
        return .json(try await quality.adjudicate(as: call.actor, in: try call.slug, try call.id("item"), body.annotation, note: body.note))
    }

    @Sendable private func consensus(_ call: Call) async throws -> Reply {
        let body = try call.decode(Consensus.self)
        return .json(try await quality.runConsensus(as: call.actor, in: try call.slug, method: body.method, question: body.question))
    }

    @Sendable private func labelErrors(_ call: Call) async throws -> Reply {
        let body = try call.decode(LabelErrors.self)
        return .json(try await quality.findLabelErrors(
            as: call.actor, in: try call.slug, question: body.question, filter: body.filter, score: body.score))
    }
}

enum QualityShapes {
    static let disagreement = Schema.named("Disagreement", .object([
        "id": .id, "key": .string, "preview": .string, "fields": Shapes.fields, "blobs": Shapes.blobs, "question": .string,
        "votes": .array(.object([
            "login": .string, "name": .string, "revision": .id, "answer?": Shapes.answer, "isUnknown": .boolean, "note?": .string,
        ])),
        "score": .number, "margin?": .number, "differences?": .array(difference),
    ]))

    /// `bounds` are x0, y0, x1, y1 in pixels; `absent` saw the item and have nothing here.
    static let difference = Schema.named("Difference", .object([
        "kind": .words(DifferenceView.Kind.self), "iou?": .number, "bounds": .array(.number),
        "marks": .array(.object(["login": .string, "part": .any("a part: id, labels, one shape, attributes")])), "absent": .array(.string),
    ]))

    static let review = Schema.named("Review", .object([
        "revision": .id, "item": .id, "key": .string, "preview": .string, "fields": Shapes.fields, "blobs": Shapes.blobs, "login": .string, "name": .string,
        "annotation": Shapes.annotation, "madeAt": .time,
    ]))

    static let agreement = Schema.named("AgreementReport", .object([
        "question": .string, "measure": .string, "value?": .number, "reason?": .string, "band?": .string, "warning?": .string,
        "items": .integer, "pairs": .array(Shapes.pair), "overlap?": Shapes.overlap,
        "labels?": .array(.object(["label": .string, "parts": .integer, "value?": .number, "reason?": .string, "overlap": Shapes.overlap])),
        "people?": .array(.object([
            "login": .string, "items": .integer, "shared": .integer, "parts": .integer, "value?": .number, "reason?": .string, "overlap": Shapes.overlap,
        ])),
        "differences?": .object(["missed": .integer, "extra": .integer, "label": .integer, "place": .integer]), "leftOut?": .integer,
        "observed?": .number, "expected?": .number, "standardError?": .number, "interval?": interval, "pValue?": .number, "confusion?": confusion,
        "classes?": .array(.object([
            "label": .string, "ratings": .integer, "items": .integer, "specific?": .number, "alpha?": .number, "reason?": .string,
        ])),
        "annotators?": .array(.object([
            "login": .string, "votes": .integer, "shared": .integer, "others": .integer, "observed?": .number, "kappa?": .number, "reason?": .string,
            "alphaWithout?": .number,
        ])),
        "numbers?": .array(.object([
            "a": .string, "b": .string, "items": .integer, "bias": .number, "low": .number, "high": .number, "deviation": .number, "outside": .number, "slope?": .number,
        ])),
        "texts?": .array(.object(["login": .string, "comparisons": .integer, "value?": .number])),
    ]))

    static let interval = Schema.named("Interval", .object(["low": .number, "high": .number, "method": .words(IntervalView.Method.self)]))

    /// A row and a column per label of `labels`, the most used ones; `leftOut` are the others.
    static let confusion = Schema.named("Confusion", .object([
        "labels": .array(.string), "counts": .array(.array(.integer)), "leftOut": .integer, "pairsLeftOut": .integer,
    ]))

    static let annotators = Schema.named("AnnotatorReport", .object([
        "question": .string, "votes": .integer, "medianSeconds?": .number,
        "rows": .array(.object([
            "name": .string, "votes": .integer, "items": .integer, "gold?": .number, "withOthers?": .number, "skill?": .number,
            "spammerScore?": .number, "medianSeconds?": .number, "flags": .array(.string), "words": .array(.string),
        ])),
        "findings": .array(Shapes.finding),
    ]))

    /// An item belongs to the period of its last answer; `running` is over all items until then.
    static let history = Schema.named("AgreementHistory", .object([
        "question": .string, "measure": .string, "by": .words(HistoryPeriod.self),
        "points": .array(.object([
            "from": .string, "answered": .integer, "items": .integer, "value?": .number, "reason?": .string, "band?": .string,
            "running?": .number, "runningItems": .integer,
        ])),
    ]))

    static let consensus = Schema.named("ConsensusReport", .object([
        "question": .string, "method": .string, "settled": .integer, "open": .integer, "waiting": .integer, "iterations": .integer, "stopped": .string,
        "annotators": .array(.object([
            "login": .string, "votes": .integer, "skill?": .number,
            "drawing?": .object(["parts": .integer, "precision?": .number, "recall?": .number, "labelAccuracy?": .number, "meanIoU?": .number]),
        ])),
        "objects?": .object(["settled": .integer, "open": .integer, "dismissed": .integer]),
    ]))

    static let labelErrors = Schema.named("LabelErrorReport", .object([
        "question": .string, "filter": .string, "scoring": .string, "checked": .integer, "count": .integer, "share": .number, "decided": .integer,
        "items": .array(.object([
            "id": .id, "key": .string, "given": .string, "suggested": .string, "score": .number, "preview": .string, "isAsked?": .boolean,
        ])),
        "health?": .number,
    ]))
}
