import Formats
import Foundation
import Kernels
import Media
import Records
import Storage

@testable import Workflows

/// A project `cells` of drawn pictures with boxes, collected from a COCO folder that our own writer wrote.
///
/// `a` and `b` are in train, `c` in validation, `d` in test; `b` is stored turned by its EXIF tag. Boxes are imported, so they count.
final class Darkroom: Sendable {
    struct Picture: Sendable {
        var key: String
        var split: String?
        /// Upright.
        var width: Int
        var height: Int
        var orientation = 1
        var boxes: [[Double]]
    }

    static let pictures = [
        Picture(key: "a.png", split: "train", width: 60, height: 40, boxes: [[10, 5, 30.25, 35], [0, 0, 60, 40]]),
        Picture(key: "b.jpg", split: "train", width: 40, height: 64, orientation: 6, boxes: [[1.5, 2, 20, 60]]),
        Picture(key: "c.png", split: "validation", width: 50, height: 50, boxes: [[25, 25, 50, 50]]),
        Picture(key: "d.png", split: "test", width: 32, height: 32, boxes: []),
    ]

    let workflows: Workflows
    let folder: String
    let owner = Actor(person: nil, name: "local:test", isOwner: true)

    init(licence: String? = "CC-BY-4.0", augment: String = "{copies: 2, seed: 7, steps: [flip-horizontal]}", pictures: [Picture] = Darkroom.pictures) async throws {
        folder = NSTemporaryDirectory() + "winnow-darkroom-\(UUID().uuidString)"
        workflows = Workflows(try Workspace.create(at: folder))
        try Self.write(pictures, to: folder + "/incoming/photos")
        _ = try await workflows.createProject(as: owner, yaml: Self.definition(licence, augment))
        let job = try await workflows.collect("cells", as: owner)[0].job
        try await workflows.perform(job)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func definition(_ licence: String?, _ augment: String) -> String {
        """
        winnow: 1
        project: cells
        objective: Count cells
        media: image
        questions:
          - {name: cells, kind: boxes, labels: [RBC, WBC]}
          - {name: focus, kind: choice, labels: [sharp, soft], required: false}
        sources:
          - {name: photos, kind: folder, path: photos, format: coco, origin: internal\(licence.map { ", licence: \($0), attribution: us" } ?? "")}
        augment: \(augment)
        """
    }

    static let boxes = Question(name: "cells", kind: .boxes, labels: [LabelDefinition(name: "RBC"), LabelDefinition(name: "WBC")])

    // MARK: Files

    private static func write(_ pictures: [Picture], to path: String) throws {
        try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        let folder = try DatasetFolder(path)
        guard let makeWriter = FormatCatalog.dataset(named: "coco")?.makeWriter else { return }
        let writer = try makeWriter(folder, DatasetLayout(questions: [boxes]))
        for picture in pictures {
            let parts = picture.boxes.enumerated().map { Part(id: "p\($0.offset)", labels: [$0.offset % 2 == 0 ? "RBC" : "WBC"], shape: .box($0.element)) }
            let places = try writer.write(LabelledItem(
                picture: picture.key, size: PixelSize(width: picture.width, height: picture.height), split: picture.split, answers: ["cells": .parts(parts)]))
            guard let place = places["image"] else { continue }
            let sink = try folder.sink(place)
            try sink.write(bytes(picture))
            try folder.close(sink, as: place)
        }
        try writer.finish()
        try folder.finish()
    }

    /// A gradient, so that a mirrored picture is another one.
    private static func bytes(_ picture: Picture) throws -> [UInt8] {
        let orientation = ImageOrientation(rawValue: picture.orientation) ?? .upright
        let (width, height) = orientation.swapsSides ? (picture.height, picture.width) : (picture.width, picture.height)
        let pixels = (0..<height).flatMap { y -> [UInt8] in (0..<width).flatMap { x -> [UInt8] in [UInt8(x * 3 % 256), UInt8(y * 5 % 256), UInt8((x + picture.key.utf8.count) % 256)] } }
        let raster = Raster(width: width, height: height, channels: 3, pixels: pixels)
        guard picture.key.hasSuffix(".jpg") else { return try ImageEncoder.encode(raster, as: .png(effort: 1)) }
        let bytes = try ImageEncoder.encode(raster, as: .jpeg(quality: 90))
        // An EXIF block of one tag, 0x0112, behind the start of the JPEG.
        let exif: [UInt8] = Array("Exif\0\0II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, UInt8(picture.orientation), 0, 0, 0, 0, 0, 0, 0]
        return Array(bytes[..<2]) + [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + Array(bytes[2...])
    }

    // MARK: The life of the dataset

    @discardableResult
    func augment(_ request: AugmentRequest = AugmentRequest()) async throws -> JSONObject {
        try await workflows.perform(workflows.augment("cells", as: owner, request).job).report
    }

    @discardableResult
    func ship(_ format: String, _ settings: JSONObject = [:]) async throws -> (path: String, report: JSONObject) {
        _ = try await workflows.commit("cells", as: owner, message: "now")
        let path = folder + "/out-\(format)-\(UUID().uuidString)"
        let job = try await workflows.ship("cells", as: owner, format: format, to: path, settings: settings).job
        return (path, try await workflows.perform(job).report)
    }

    func items() async throws -> [Item] {
        let project = try await workflows.projectID("cells")!
        return try await workflows.store.read { try $0.items.page(of: project, limit: 1000) }.sorted { $0.key < $1.key }
    }

    func item(_ key: String) async throws -> Item { try await items().first { $0.key == key }! }

    func children() async throws -> [Item] { try await items().filter { ChildRecord($0) != nil } }

    /// Labels and boxes that count for an item.
    func counted(_ item: Item) async throws -> [String] {
        let settled = try await workflows.store.read { try $0.settled.find(item.id) }
        return Self.words(settled.first { $0.question == "cells" }?.answer)
    }

    /// Box and label of each part in thousandths of a pixel, which is what YOLO keeps.
    static func words(_ answer: Answer?) -> [String] {
        guard case .parts(let parts)? = answer else { return ["none"] }
        return parts.map { part in
            guard case .box(let box) = part.shape else { return "?" }
            return "\(part.labels[0]) " + box.map { "\(($0 * 1000).rounded() / 1000)" }.joined(separator: " ")
        }.sorted()
    }

    /// What a reader of the format finds in a folder: split and boxes by key, and the pictures' own sizes.
    static func read(_ format: String, _ path: String) throws -> [String: (split: String?, boxes: [String], size: PixelSize?)] {
        guard let makeReader = FormatCatalog.dataset(named: format)?.makeReader else { return [:] }
        let probe: SizeProbe = { file in
            guard let data = FileManager.default.contents(atPath: file), let facts = try? ImageProbe.facts(of: Array(data)) else { return nil }
            // As a reader sees it that does not look at EXIF.
            return PixelSize(width: facts.width, height: facts.height)
        }
        let reader = try makeReader(DatasetInput(path), DatasetReadOptions(questions: QuestionNames([boxes]), probe: probe))
        var found: [String: (split: String?, boxes: [String], size: PixelSize?)] = [:]
        while let image = try reader.next() {
            found[image.key] = (image.split, words(image.answers["cells"]), image.picturePath.flatMap { probe("\(reader.filesFolder)/\($0)") })
        }
        return found
    }
}
