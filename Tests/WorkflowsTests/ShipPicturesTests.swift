import Formats
import Records
import Testing

@testable import Workflows

@Suite("From pictures to shipments of them")
struct ShipPicturesTests {
    @Test("what was collected is committed, shipped and read back: boxes, splits, and pictures that stand upright", arguments: ["coco", "yolo", "voc"])
    func journey(format: String) async throws {
        let darkroom = try await Darkroom()
        let shipped = try await darkroom.ship(format)
        let found = try Darkroom.read(format, shipped.path)
        #expect(found.keys.sorted() == Darkroom.pictures.map(\.key))
        for picture in Darkroom.pictures {
            let item = try await darkroom.item(picture.key)
            let read = try #require(found[picture.key])
            let counted = try await darkroom.counted(item)
            #expect(read.boxes == counted, "\(picture.key)")
            // YOLO's own name for that side is `val`.
            #expect(read.split == (format == "yolo" && picture.split == "validation" ? "val" : picture.split))
            #expect(read.size == PixelSize(width: picture.width, height: picture.height), "\(picture.key)")
        }
        let losses = shipped.report["losses"]?.array ?? []
        #expect(losses.contains { $0["code"] == "ship.picture-turned-upright" && $0["count"] == 1 && $0["kind"] == "adapted" })
        await #expect(throws: WorkflowError.self) { try await darkroom.ship(format, ["on-loss": "refuse"]) }
    }

    @Test("a format that does not fit is refused before any work, with those that do")
    func refused() async throws {
        let darkroom = try await Darkroom()
        let error = await #expect(throws: WorkflowError.self) { try await darkroom.ship("conll") }
        #expect(error?.code == "ship.format-does-not-fit")
        #expect(error?.hint?.contains("`coco`") == true && error?.hint?.contains("`yolo`") == true)
        let unsaid = Darkroom.definition("MIT", "{steps: [flip-horizontal]}").replacing("project: cells", with: "project: other") + "\nship:\n  - {format: conll, to: out}\n"
        let early = await #expect(throws: WorkflowError.self) { try await darkroom.workflows.createProject(as: darkroom.owner, yaml: unsaid) }
        #expect(early?.findings.first?.place?.line == 12)
    }

    @Test("pictures of a source without a licence never leave")
    func quarantined() async throws {
        let darkroom = try await Darkroom(licence: nil)
        let error = await #expect(throws: WorkflowError.self) { try await darkroom.ship("coco") }
        #expect(error?.code == "ship.nothing-to-ship")
    }
}
