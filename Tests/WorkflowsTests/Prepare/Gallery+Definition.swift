@testable import Workflows

extension Gallery {
    /// Writes the definition anew; `more` are its lines below questions and sources.
    func change(source: String = "path: photos", labels: String = "[red, white]", more: String) async throws {
        _ = try await workflows.applyDefinition(as: owner, project: "cells", yaml: """
            winnow: 1
            project: cells
            objective: Box every cell
            media: image
            questions:
              - {name: cells, kind: boxes, labels: \(labels)}
            sources:
              - {name: photos, kind: folder, \(source), licence: CC0-1.0, origin: internal}
            \(more)
            """, expectedVersion: nil)
    }
}
