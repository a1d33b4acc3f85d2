import Foundation
import Kernels
import Media
import Records
import Storage

@testable import Workflows

/// A project `cells` of drawn pictures in a workspace on disk, collected from its `incoming` folder.
///
/// `gallery.draw("a.png")` makes a picture with content of its own; `gallery.voc("a.png", [...])` the boxes beside it.
final class Gallery: Sendable {
    let workflows: Workflows
    let clock: ManualClock
    let folder: String
    let owner = Actor(person: nil, name: "local:test", isOwner: true)

    var incoming: String { folder + "/incoming" }

    /// `sources` are further sources, `more` further lines of the definition.
    init(labelling: String = "{overlap: 1}", licence: String? = "CC0-1.0", sources: String = "", more: String = "") async throws {
        folder = NSTemporaryDirectory() + "winnow-gallery-\(UUID().uuidString)"
        let clock = ManualClock()
        self.clock = clock
        workflows = Workflows(try Workspace.create(at: folder, now: { clock.now }))
        try FileManager.default.createDirectory(atPath: folder + "/incoming/photos", withIntermediateDirectories: true)
        _ = try await workflows.createProject(as: owner, yaml: """
            winnow: 1
            project: cells
            objective: Box every cell
            media: image
            questions:
              - {name: cells, kind: boxes, labels: [red, white]}
            sources:
              - {name: photos, kind: folder, path: photos, \(licence.map { "licence: \($0), " } ?? "")origin: internal}
              \(sources)
            labelling: \(labelling)
            \(more)
            """)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    // MARK: Pictures

    /// Stripes and a square whose places depend on `seed`, so that no two seeds give near duplicates.
    static func picture(_ seed: Int, width: Int = 96, height: Int = 64) -> Raster {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let stripe = ((x * (seed + 2) + y * (seed % 3 + 1)) / 11) % 2 == 0
                let square = (x + seed * 13) % width < 24 && (y + seed * 7) % height < 20
                pixels += square ? [220, UInt8(seed * 40 % 200), 40] : stripe ? [120, 150, 180] : [60, 70, UInt8(90 + seed % 100)]
            }
        }
        return Raster(width: width, height: height, channels: 3, pixels: pixels)
    }

    @discardableResult
    func draw(_ name: String, seed: Int = 1, width: Int = 96, height: Int = 64) throws -> [UInt8] {
        let bytes = try ImageEncoder.encode(Self.picture(seed, width: width, height: height), as: .png(effort: 6))
        try write(bytes, to: name)
        return bytes
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        let path = "\(incoming)/photos/\(name)"
        try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// The Pascal VOC file of a picture.
    func voc(_ name: String, _ boxes: [(label: String, box: [Int])], width: Int = 96, height: Int = 64) throws {
        let objects = boxes.map { label, box in
            "<object><name>\(label)</name><bndbox><xmin>\(box[0])</xmin><ymin>\(box[1])</ymin><xmax>\(box[2])</xmax><ymax>\(box[3])</ymax></bndbox></object>"
        }.joined()
        let stem = (name as NSString).deletingPathExtension
        let text = "<annotation><filename>\(name)</filename><size><width>\(width)</width><height>\(height)</height><depth>3</depth></size>\(objects)</annotation>"
        try write(Array(text.utf8), to: stem + ".xml")
    }

    // MARK: Work

    @discardableResult
    func collect(_ source: String = "photos") async throws -> JSONObject {
        let job = try await workflows.collect("cells", as: owner, source: source)[0].job
        return try await workflows.perform(job).report
    }

    func item(_ key: String) async throws -> ItemDetail {
        let row = try await workflows.items(of: "cells", as: owner, ItemQuery()).items.first { $0.key == key }
        guard let row else { throw WorkflowError.unknown("item", key) }
        return try await workflows.item(row.id, of: "cells", as: owner)
    }

    func person(_ login: String, _ role: Role = .annotator) async throws -> Actor {
        guard let project = try await workflows.projectID("cells") else { throw WorkflowError.unknown("project", "cells") }
        let made = try await workflows.addPerson(as: owner, login: login, name: nil, password: nil, project: "cells", role: role)
        return Actor(person: made.id, name: login, isOwner: false, roles: [project: role])
    }
}
