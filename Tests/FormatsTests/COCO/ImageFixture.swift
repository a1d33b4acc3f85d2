import Foundation
import Testing
import Records
@testable import Formats

/// Datasets of pictures for tests: drawn at random from a seed, written and read again.
enum ImageFixture {
    static let labels = ["RBC", "WBC", "Ünïcode <&> \"x\"", "two words"]

    static func question(_ kind: QuestionKind, _ name: String, attributes: [AttributeDefinition] = []) -> Question {
        Question(name: name, kind: kind, labels: labels.map { LabelDefinition(name: $0) }, attributes: attributes)
    }

    static let boxes = question(.boxes, "boxes", attributes: [AttributeDefinition(name: "cut", kind: .boolean), AttributeDefinition(name: "occluded", kind: .boolean), AttributeDefinition(name: "stain", kind: .text)])
    static let polygons = question(.polygons, "polygons")
    static let masks = question(.masks, "masks")
    static let skeletons = question(.skeletons, "skeletons")

    static func size(_ random: inout Seeded) -> PixelSize {
        PixelSize(width: Int.random(in: 20...900, using: &random), height: Int.random(in: 20...700, using: &random)) ?? PixelSize(width: 1, height: 1)!
    }

    /// Whole, half and wild coordinates alike.
    static func number(_ limit: Int, _ random: inout Seeded) -> Double {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: Double(Int.random(in: 0...limit, using: &random))
        case 1: Double(Int.random(in: 0...(2 * limit), using: &random)) / 2
        default: Double.random(in: 0...Double(limit), using: &random)
        }
    }

    static func box(_ size: PixelSize, _ random: inout Seeded) -> [Double] {
        while true {
            let x = [number(size.width, &random), number(size.width, &random)].sorted(), y = [number(size.height, &random), number(size.height, &random)].sorted()
            if x[0] < x[1], y[0] < y[1] { return [x[0], y[0], x[1], y[1]] }
        }
    }

    static func ring(_ size: PixelSize, _ random: inout Seeded) -> [Double] {
        while true {
            let ring = (0..<Int.random(in: 3...9, using: &random)).flatMap { _ in [number(size.width, &random), number(size.height, &random)] }
            if ShapeBounds.area(ring) > 0 { return ring }
        }
    }

    static func mask(_ size: PixelSize, _ random: inout Seeded) -> Mask {
        var builder = RunBuilder()
        var place = Int.random(in: 0..<50, using: &random)
        let total = size.width * size.height
        repeat {
            let count = min(total - place, Int.random(in: 1..<400, using: &random))
            builder.add(place, count)
            place += count + Int.random(in: 1..<2000, using: &random)
        } while place < total && Bool.random(using: &random)
        return Mask(size: [size.height, size.width], runs: builder.finish(total))
    }

    static func part(_ id: String, _ shape: Shape, _ random: inout Seeded) -> Part {
        Part(id: id, labels: [labels.randomElement(using: &random) ?? ""], shape: shape, origin: .imported)
    }

    static func images(_ count: Int, seed: UInt64, _ kinds: [QuestionKind]) -> [LabelledItem] {
        var random = Seeded(seed)
        let splits = ["train", "val", nil]
        return (0..<count).map { number in
            let size = size(&random)
            var image = LabelledItem(picture: "p\(number).jpg", size: size, split: splits[number % 3])
            let kind = kinds[number % kinds.count]
            var parts: [Part] = []
            for place in 0..<Int.random(in: 0...6, using: &random) {
                switch kind {
                case .polygons: parts.append(part("p\(place)", .polygons([PolygonRings(outer: ring(size, &random))]), &random))
                case .masks: parts.append(part("p\(place)", .mask(mask(size, &random)), &random))
                default: parts.append(part("p\(place)", .box(box(size, &random)), &random))
                }
            }
            let name = kind == .polygons ? "polygons" : kind == .masks ? "masks" : "boxes"
            // Nothing drawn is an answer to the first question asked.
            image.answers = [parts.isEmpty ? (kinds.contains(.boxes) ? "boxes" : name) : name: .parts(parts)]
            return image
        }
    }

    struct Written {
        var folder: TemporaryFolder
        var losses: LossLedger
        var path: String { "\(folder.path)/out" }
    }

    static func write(_ format: String, _ images: [LabelledItem], _ layout: DatasetLayout, withPictures: Bool = true) throws -> Written {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = try #require(FormatCatalog.dataset(named: format)).makeWriter!(folder, layout)
        for image in images {
            let places = try writer.write(image)
            if withPictures, let place = places["image"] { try folder.write("\(image.size?.width ?? 0)x\(image.size?.height ?? 0)", to: place) }
        }
        try writer.finish()
        try folder.finish()
        return Written(folder: outer, losses: writer.losses)
    }

    /// Pictures of tests hold their size as text.
    static let probe: SizeProbe = { path in
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        let sides = text.split(separator: "x").compactMap { Int($0) }
        return sides.count == 2 ? PixelSize(width: sides[0], height: sides[1]) : nil
    }

    static func read(_ format: String, _ path: String, _ options: DatasetReadOptions = DatasetReadOptions(probe: probe)) throws -> (images: [LabelledItem], findings: [Finding], header: JSONObject) {
        let reader = try #require(FormatCatalog.dataset(named: format)).makeReader!(DatasetInput(path), options)
        var images: [LabelledItem] = []
        while let image = try reader.next() { images.append(image) }
        return (images, reader.takeFindings(), reader.header)
    }

    /// Answers without the names of parts, which formats give anew.
    static func shapes(_ images: [LabelledItem]) -> [String: [String: [Part]]] {
        var found: [String: [String: [Part]]] = [:]
        for image in images {
            found[image.key] = image.answers.compactMapValues { answer in
                if case .parts(let parts) = answer { parts.map { part in var part = part; part.id = ""; return part } } else { nil }
            }
        }
        return found
    }
}
