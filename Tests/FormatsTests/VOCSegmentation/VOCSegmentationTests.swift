import Foundation
import Media
import Records
import Testing
@testable import Formats

@Suite("Pascal VOC segmentation")
struct VOCSegmentationTests {
    private func png(_ rows: [String], _ colour: PNGSamples.Colour = .palette) throws -> [UInt8] {
        let numbers = rows.joined().map { $0 == "." ? UInt32(0) : $0 == "#" ? 255 : UInt32($0.wholeNumberValue ?? 0) }
        let size = try #require(PixelSize(width: rows[0].count, height: rows.count))
        guard colour == .rgb else { return try #require(LabelRaster(size, values: numbers)?.png(palette: VOCSegmentation.palette)).encoded() }
        let colours = numbers.map { VOCClasses.number(VOCLabelMap.rgb(Int($0))) }
        return try #require(LabelRaster(size, values: colours)?.pngOfColours()).encoded()
    }

    private func read(_ folder: TemporaryFolder) throws -> (items: [LabelledItem], findings: [Finding]) {
        let reader = VOCSegmentationReader(try DatasetInput(folder.path), options: DatasetReadOptions(needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings())
    }

    private static let classes = ["..22#", "..22#", "99.22"]
    private static let objects = ["..11#", "..11#", "33.22"]

    private func dataset(_ colour: PNGSamples.Colour = .palette, map: String? = nil) throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        _ = folder.write(try png(Self.classes, colour), "SegmentationClass/a.png")
        _ = folder.write(try png(Self.objects, colour), "SegmentationObject/a.png")
        _ = folder.write(Array("b\na\n".utf8), "ImageSets/Segmentation/val.txt")
        _ = folder.write(Array("a\nb\n".utf8), "ImageSets/Segmentation/trainval.txt")
        if let map { _ = folder.write(Array(map.utf8), "labelmap.txt") }
        return folder
    }

    @Test("the palette deals the bits of a number out to red, green and blue, highest first", arguments: [
        (0, [0, 0, 0]), (1, [128, 0, 0]), (2, [0, 128, 0]), (3, [128, 128, 0]), (8, [64, 0, 0]), (20, [0, 64, 128]), (255, [224, 224, 192]),
    ])
    func palette(number: Int, colour: [Int]) {
        #expect(VOCLabelMap.rgb(number) == colour)
    }

    @Test("each object is a mask with the class under it; the border is kept aside; a listed picture without a PNG has no answer")
    func reading() throws {
        let (items, findings) = try read(dataset())
        #expect(findings.isEmpty)
        #expect(items.map(\.key) == ["b", "a"] && items.map(\.split) == ["val", "val"])
        #expect(items[0].answers.isEmpty)
        #expect(items[1].size == PixelSize(width: 5, height: 3))
        #expect(items[1].answers == ["masks": .parts([
            Part(id: "object1", labels: ["bicycle"], shape: .mask(Mask(size: [3, 5], runs: [6, 2, 1, 2, 4])), origin: .imported),
            Part(id: "object2", labels: ["bicycle"], shape: .mask(Mask(size: [3, 5], runs: [11, 1, 2, 1])), origin: .imported),
            Part(id: "object3", labels: ["chair"], shape: .mask(Mask(size: [3, 5], runs: [2, 1, 2, 1, 9])), origin: .imported),
        ])])
        let border = items[1].metadata["voc-segmentation"]?["void"]?.string
        #expect(border.flatMap(COCORuns.decode) == [12, 2, 1])
    }

    @Test("PNG files of colours are read by the label map, as datumaro and CVAT write them")
    func colours() throws {
        let map = "# label:color_rgb:parts:actions\nbackground:0,0,0::\nmug:0,128,0::\ncup:64,128,0::\n"
        let (items, findings) = try read(dataset(.rgb, map: map))
        guard case .parts(let parts)? = items[1].answers["masks"] else { Issue.record("no parts"); return }
        // Colour 9 of the palette is 192,0,0, which the map does not have.
        #expect(parts.map(\.labels) == [["mug"], ["mug"]])
        #expect(findings.map(\.code) == ["voc-segmentation.colour.unknown"])
    }

    @Test("without objects a class is one mask")
    func classesOnly() throws {
        let folder = TemporaryFolder()
        _ = folder.write(try png(Self.classes), "SegmentationClass/a.png")
        let (items, _) = try read(folder)
        guard case .parts(let parts)? = items[0].answers["masks"] else { Issue.record("no parts"); return }
        #expect(parts.map(\.id) == ["class2", "class9"])
    }

    @Test("a broken PNG, one of another size and a class without a name are told with the file")
    func broken() throws {
        let folder = try dataset(map: "background:0,0,0::\nmug:128,0,0::\n")
        _ = folder.write(try png(["12"]), "SegmentationObject/a.png")
        _ = folder.write(Array(try png(Self.classes).prefix(60)), "SegmentationClass/b.png")
        let (items, findings) = try read(folder)
        #expect(items.count == 2 && items[0].answers.isEmpty)
        #expect(findings.map(\.code) == ["image.truncated", "voc-segmentation.other-size", "voc-segmentation.class.unnamed", "voc-segmentation.class.unnamed"])
        #expect(findings.allSatisfy { $0.place?.file?.hasSuffix(".png") == true })
    }

    @Test("what was read is written again as the same PNG, border included")
    func rewriting() throws {
        let source = try dataset()
        let reader = VOCSegmentationReader(try DatasetInput(source.path), options: DatasetReadOptions(needsFiles: false))
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let make = try #require(VOCSegmentation.format.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: reader.questions))
        while let item = try reader.next() { _ = try writer.write(item) }
        try writer.finish()
        try folder.finish()
        for (name, rows) in [("SegmentationClass", Self.classes), ("SegmentationObject", Self.objects)] {
            #expect(outer.bytes("out/\(name)/a.png") == (try png(rows)))
        }
        #expect(outer.text("out/labelmap.txt").contains("aeroplane:128,0,0::"))
        #expect(writer.losses.report.losses.isEmpty)
    }

    @Test("overlapping masks are cut where a later one lies on them, which is counted")
    func overlaps() throws {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let question = Question(name: "m", kind: .masks, labels: [LabelDefinition(name: "mug")])
        let make = try #require(VOCSegmentation.format.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: [question]))
        let masks = [Mask(size: [3, 3], runs: [0, 9]), Mask(size: [2, 2], runs: [0, 4]), Mask(size: [2, 2], runs: [0, 4], at: [2, 2]), Mask(size: [1, 1], runs: [0, 1], at: [0, 0]), Mask(size: [1, 1], runs: [0, 1])]
        let parts = masks.enumerated().map { Part(id: "p\($0)", labels: ["mug"], shape: .mask($1)) }
        _ = try writer.write(LabelledItem(picture: "a.jpg", size: PixelSize(width: 3, height: 3), answers: ["m": .parts(parts)]))
        try writer.finish()
        try folder.finish()
        let found = Dictionary(uniqueKeysWithValues: writer.losses.report.losses.map { ($0.code, $0.count) })
        #expect(found == ["voc-segmentation.mask-cut": 3, "voc-segmentation.mask-covered": 1])
        #expect(try LabelRaster(indices: PNGSamples.decode(outer.bytes("out/SegmentationObject/a.png") ?? []))?.values == [4, 2, 1, 2, 2, 1, 1, 1, 3])
    }
}
