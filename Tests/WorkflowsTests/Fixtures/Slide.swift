import Records
import Storage

@testable import Workflows

/// The aviary's rooms with slides under a microscope instead of birds: boxes around cells, and with `focus` whether they
/// are sharp. Items are c0, c1, ...; what people draw is written `RBC 0 0 10 10`.
enum Slide {
    static func definition(labelling: String = "{overlap: 2}", consensus: String? = nil, focus: Bool = false, guidelines: String = "") -> String {
        """
        winnow: 1
        project: birds
        objective: Count the cells
        media: mixed
        questions:
          - {name: cells, kind: boxes, labels: [{name: RBC, quota: 10}, WBC], required: true, unknown: true}
        \(focus ? "  - {name: focus, kind: choice, labels: [sharp, soft], required: true}" : "")
        sources:
          - {name: log, kind: table, path: birds.jsonl, key: id, licence: CC0-1.0, attribution: us, origin: internal}
        labelling: \(labelling)
        \(consensus.map { "consensus: {boxes: \($0)}" } ?? "")
        """
    }

    static func open(_ count: Int, labelling: String = "{overlap: 2}", consensus: String? = nil, focus: Bool = false) async throws -> Aviary {
        let aviary = try await Aviary(yaml: definition(labelling: labelling, consensus: consensus, focus: focus))
        try aviary.write((0..<count).map { (key: "c\($0)", text: "slide \($0)", label: nil) })
        try await aviary.collect()
        return aviary
    }

    static func parts(_ boxes: [String]) -> [Part] {
        boxes.enumerated().map { place, text in
            let words = text.split(separator: " ")
            return Part(id: "p\(place)", labels: [String(words[0])], shape: .box(words.dropFirst().compactMap { Double($0) }))
        }
    }

    static func annotation(_ boxes: [String], focus: String? = nil) -> Annotation {
        Annotation(answers: ["cells": .parts(parts(boxes))].merging(focus.map { ["focus": .choice($0)] } ?? [:]) { $1 })
    }
}

extension Aviary {
    /// Submits the boxes as everybody's answer to the item.
    func draw(_ key: String, _ drawings: [String: [String]], focus: [String: String] = [:]) async throws {
        for login in drawings.keys.sorted() {
            let annotation = Slide.annotation(drawings[login] ?? [], focus: focus[login])
            guard try await submit(key, annotation, as: try await person(login)) != nil else { throw WorkflowError(.notFound, "test.no-slot", "\(login) cannot have \(key)") }
        }
    }

    func cells(_ key: String) async throws -> SettledView? { try await row(key).settled["cells"] }
}

extension SettledView {
    var parts: [Part] { if case .parts(let parts) = answer { parts } else { [] } }
    var boxes: [String] {
        parts.map { part in
            guard case .box(let numbers) = part.shape else { return "?" }
            return ([part.labels.joined(separator: "+")] + numbers.map { "\(Int($0))" }).joined(separator: " ")
        }
    }
}
