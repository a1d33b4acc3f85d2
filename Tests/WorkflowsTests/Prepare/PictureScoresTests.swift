import Kernels
import Media
import Records
import Testing

@testable import Workflows

@Suite("Pictures by score")
struct PictureScoresTests {
    /// Five pictures, each a little darker than the one before.
    private func gallery(more: String = "prepare: [{step: image-checks}]") async throws -> Gallery {
        let gallery = try await Gallery(more: more)
        for (place, share) in [1.0, 0.6, 0.4, 0.2, 0.1].enumerated() {
            let scene = Gallery.picture(place + 1)
            let darker = Raster(width: scene.width, height: scene.height, channels: 3, pixels: scene.pixels.map { UInt8(Double($0) * share) })
            try gallery.write(ImageEncoder.encode(darker, as: .png(effort: 1)), to: "p\(place).png")
        }
        try await gallery.collect()
        return gallery
    }

    private func prepare(_ gallery: Gallery) async throws -> JSONObject {
        try await gallery.workflows.perform(try await gallery.workflows.prepare("cells", as: gallery.owner).job).report
    }

    private func page(_ gallery: Gallery, _ check: String? = nil, limit: Int = 100, after: ItemID? = nil) async throws -> PictureScorePage {
        try await gallery.workflows.pictureScores(of: "cells", as: gallery.owner, check: check, limit: limit, after: after)
    }

    @Test("worst first, a page at a time; before a run nothing is measured")
    func order() async throws {
        let gallery = try await gallery()
        let before = try await page(gallery)
        #expect(before.measured == 0 && before.unmeasured == 5 && before.steps.isEmpty)
        _ = try await prepare(gallery)
        let first = try await page(gallery, limit: 3)
        let last = try await page(gallery, limit: 3, after: first.next)
        #expect((first.pictures + last.pictures).map(\.key) == ["p4.png", "p3.png", "p2.png", "p1.png", "p0.png"])
        #expect(first.measured == 5 && first.unmeasured == 0 && last.next == nil)
        #expect(first.pictures[0].words.contains("dark"))
    }

    @Test("the counts of every setting are what a run with that setting finds")
    func counts() async throws {
        let gallery = try await gallery()
        _ = try await prepare(gallery)
        let steps = try await page(gallery).steps
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.value < $1.value && $0.count <= $1.count })
        for value in [0.05, 0.25, 0.5, 1.0] {
            let step = try #require(steps.first { $0.value == value })
            try await gallery.change(more: "prepare: [{step: image-checks, dark: \(value)}]")
            #expect(try await prepare(gallery)["image-checks"]?["image.dark"]?.int ?? 0 == Int64(step.count), "at \(value)")
        }
    }

    @Test("a larger share of clipped values reports fewer pictures")
    func clipped() async throws {
        let gallery = try await gallery()
        _ = try await prepare(gallery)
        let steps = try await page(gallery, "clipped").steps
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.count >= $1.count })
        #expect(try await page(gallery, "unsharp").setting == "laplacian")
        #expect(await #expect(throws: WorkflowError.self) { _ = try await page(gallery, "grayscale") }?.code == "check.unknown")
    }

    @Test("the line is written into the definition, unless that has moved on, and the next run draws it there")
    func line() async throws {
        let gallery = try await gallery()
        _ = try await prepare(gallery)
        let before = try await page(gallery)
        #expect(before.value == 0.32 && !before.isDeclared)
        let applied = try await gallery.workflows.setPictureCheck("dark", of: "cells", as: gallery.owner, to: 0.9, expectedVersion: before.version)
        #expect(applied.version == before.version + 1)
        let after = try await page(gallery)
        #expect(after.value == 0.9 && after.isDeclared && after.version == applied.version)
        let wanted = after.steps.first { $0.value == 0.9 }?.count
        #expect(try await prepare(gallery)["image-checks"]?["image.dark"]?.int.map(Int.init) == wanted)
        let stale = await #expect(throws: WorkflowError.self) {
            _ = try await gallery.workflows.setPictureCheck("dark", of: "cells", as: gallery.owner, to: 0.5, expectedVersion: before.version)
        }
        #expect(stale?.code == "definition.older")
    }

    private static let head = "winnow: 1\nproject: cells\nobjective: Box every cell\nmedia: image\nquestions:\n  - {name: cells, kind: boxes, labels: [red, white]}\n"

    @Test("only the setting changes in the text", arguments: [
        ("prepare: [{step: image-checks}]\n", "prepare: [{step: image-checks, dark: 0.4}]\n"),
        ("prepare:\n  - {step: image-checks, dark: 0.1, light: 0.2} # mine\n", "prepare:\n  - {step: image-checks, dark: 0.4, light: 0.2} # mine\n"),
        ("prepare:\n  - {light: 0.2, step: image-checks}\n", "prepare:\n  - {light: 0.2, step: image-checks, dark: 0.4}\n"),
        ("prepare:\n  - step: near-duplicates\n  - step: image-checks # mine\n    light: 0.2\n", "prepare:\n  - step: near-duplicates\n  - step: image-checks # mine\n    dark: 0.4\n    light: 0.2\n"),
        ("prepare:\n  - step: image-checks\n    dark: 0.2  # too bright\n  - step: near-duplicates\n", "prepare:\n  - step: image-checks\n    dark: 0.4  # too bright\n  - step: near-duplicates\n"),
        ("", "prepare:\n  - {step: image-checks, dark: 0.4}\n  - {step: near-duplicates}\n"),
    ])
    func text(before: String, after: String) {
        #expect(StepSettingText.setting("dark", of: "image-checks", to: 0.4, in: Self.head + before) == Self.head + after)
    }

    @Test("a definition without the step, or in another way of writing, is left to a person", arguments: [
        "prepare: [{step: near-duplicates}]\n", "prepare: [{step: near-duplicates}] # {step: image-checks}\n",
    ])
    func byHand(_ text: String) {
        #expect(StepSettingText.setting("dark", of: "image-checks", to: 0.4, in: Self.head + text) == nil)
    }
}
