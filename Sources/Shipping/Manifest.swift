import Records
import Formats

/// `manifest.json`: the shipment for programs. No times and no machine, so equal shipments have equal manifests.
struct Manifest {
    let facts: ShipmentFacts
    let options: ShipmentOptions
    let report: ShipmentReport
    let files: [WrittenFile]

    var text: String { JSONText.indented(.object(object)) + "\n" }

    private var object: JSONObject {
        [
            "winnow-shipment": 1,
            "project": .string(facts.definition.project),
            "commit": facts.commit.map(JSONValue.string) ?? .null,
            "program": .string(facts.program),
            "options": options.json,
            "items": .int(Int64(report.shipped)),
            "labelled": .int(Int64(report.labelled)),
            "splits": .object(JSONObject(report.splits.map { (key: $0.name, value: .int(Int64($0.count))) })),
            "withheld": .object(JSONObject(report.withheld.map { (key: $0.name, value: .int(Int64($0.count))) })),
            "questions": .array(facts.definition.questions.map(question)),
            "losses": .array(report.losses.losses.map(loss)),
            "findings": .array(report.findings.map { ["severity": .string($0.severity.rawValue), "code": .string($0.code), "message": .string($0.message)] }),
            "files": .array(files.map { ["name": .string($0.name), "bytes": .int($0.bytes), "sha256": .string($0.sha256)] }),
        ]
    }

    private func question(_ question: Question) -> JSONValue {
        ["name": .string(question.name), "kind": .string(question.kind.rawValue), "labels": .array(question.labelNames.map(JSONValue.string))]
    }

    private func loss(_ loss: LossReport.Loss) -> JSONValue {
        ["code": .string(loss.code), "kind": .string(loss.kind.rawValue), "count": .int(Int64(loss.count)), "examples": .array(loss.examples.map(JSONValue.string))]
    }
}
