import Records

/// Schemas that several routes share; each becomes a component of the OpenAPI document.
enum Shapes {
    static let place = Schema.object(["file?": .string, "line?": .integer, "column?": .integer, "record?": .string])
    static let finding = Schema.named("Finding", .object([
        "severity": .words(Finding.Severity.self), "code": .string, "message": .string,
        "place?": place, "hint?": .string,
    ]))

    /// One key, which names the kind; `docs/` has the shape of each.
    static let answer = Schema.named("Answer", .object([
        "choice?": .string, "choices?": .array(.string), "paths?": .array(.array(.string)), "rating?": .number, "number?": .number,
        "date?": .string, "text?": .string, "texts?": .array(.string), "preferred?": .words(Pairwise.Preferred.self),
        "order?": .array(.string), "ranking?": .array(.array(.string)), "turns?": .array(.any("a chat turn")),
        "parts?": .array(.any("a part: id, labels, one shape, attributes")), "relations?": .array(.any("from, to, labels")),
        "layers?": .array(.any("name, values")), "runs?": .array(.any("label, count")), "cells?": .map(.any("verdict or value")),
    ]))

    static let annotation = Schema.named("Annotation", .object([
        "answers": .map(answer), "unknown?": .array(.string), "flags?": .array(.string), "note?": .string,
    ]))

    static let person = Schema.named("Person", .object(["id": .id, "login": .string, "name": .string, "isOwner": .boolean]))
    static let session = Schema.named("Session", .object(["person": person]))

    static let role = Schema.named("Role", .words(Role.self))
    static let counts = Schema.named("Counts", .object(["items": .integer, "ready": .integer, "done": .integer, "open": .integer]))
    static let project = Schema.named("ProjectSummary", .object([
        "slug": .string, "objective": .string, "media": .words(Media.self), "role": role, "counts": counts,
    ]))

    static let settled = Schema.named("SettledAnswer", .object([
        "answer": answer, "rule": .words(SettledAnswer.Rule.self), "reason": .string, "posterior?": .number,
    ]))

    static let origin = Schema.any("`person`, or an object with one key that names the maker")
    static let revision = Schema.named("Revision", .object([
        "id": .id, "stage": .words(Stage.self), "author?": .string, "authorName?": .string, "number": .integer, "origin": origin,
        "annotation": annotation, "definitionVersion": .integer, "activeSeconds": .number, "madeAt": .time,
        "withdrawnAt?": .time,
    ]))

    static let suggestion = Schema.named("Suggestion", .object([
        "id": .id, "item": .id, "question": .string, "answer": answer, "score": .number, "probabilities?": .array(.number),
        "model": .string, "version": .string, "state": .words(Suggestion.State.self),
    ]))

    /// Role -> what is known of the bytes kept for it; width and height are upright.
    static let blobs = Schema.map(.named("Blob", .object([
        "sha256": .string, "size": .integer, "type": .string, "width?": .integer, "height?": .integer, "orientation?": .integer,
        "durationSeconds?": .number, "rate?": .number, "pages?": .integer,
    ])))
    static let fields = Schema.map(.any("a column's value"))

    /// What a route that starts long work answers.
    static let jobStarted = Schema.named("JobStarted", .object(["job": .id]))
    static let job = Schema.named("Job", .object([
        "id": .id, "project?": .id, "kind": .string, "settings": .map(.any("a setting")), "state": .words(Job.State.self),
        "done": .integer, "total?": .integer, "cursor": .map(.any("where a resumed run goes on")),
        "report": .map(.any("a number or a text")), "error?": .string, "createdAt": .time, "updatedAt": .time,
    ]))

    /// How far drawings match: F1 at overlaps of 0.5, 0.75, 0.9 and over 0.5 to 0.95; mean overlap.
    static let overlap = Schema.named("Overlap", .object([
        "f1?": .number, "f1At75?": .number, "f1At90?": .number, "f1Mean?": .number, "meanIoU?": .number, "matchedIoU?": .number,
    ]))

    /// Also what a pair of annotators has.
    static let agreementOf = Schema.named("Agreement", .object([
        "question": .string, "measure": .string, "value?": .number, "reason?": .string, "band?": .string, "items": .integer,
        "overlap?": overlap,
    ]))
    static let pair = Schema.named("Pair", .object([
        "a": .string, "b": .string, "items": .integer, "value?": .number, "reason?": .string, "band?": .string,
        "mostConfused?": .array(.string), "overlap?": overlap,
    ]))
}

/// Query parameters that several routes take.
extension QueryParameter {
    static func limit(_ most: Int = 1000) -> QueryParameter { QueryParameter("limit", .integer, "how many at most, up to \(most)") }
    static let after = QueryParameter("after", .id, "`next` of the page before")
    static let question = QueryParameter("question", .string, "a question's name; the first one when left out")
}
