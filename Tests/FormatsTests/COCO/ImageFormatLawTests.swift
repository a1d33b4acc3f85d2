import Foundation
import Testing
import Records
@testable import Formats

/// Laws over the formats of pictures.
@Suite("Image formats")
struct ImageFormatLawTests {
    static let cases: [(String, [QuestionKind])] = [
        ("voc", [.boxes]), ("coco", [.boxes]), ("coco", [.polygons]), ("coco", [.masks]), ("coco", [.boxes, .polygons, .masks]), ("yolo", [.boxes]), ("yolo-segment", [.polygons]),
    ]

    static func layout(_ kinds: [QuestionKind], _ policy: LossPolicy = .refuse) -> DatasetLayout {
        DatasetLayout(questions: [ImageFixture.boxes, ImageFixture.polygons, ImageFixture.masks].filter { kinds.contains($0.kind) }, onLoss: policy)
    }

    @Test("what is written without loss is read again: keys, sizes, splits, labels and every coordinate", arguments: cases, [UInt64(1), 2, 3])
    func identity(_ format: (String, [QuestionKind]), _ seed: UInt64) throws {
        let images = ImageFixture.images(40, seed: seed, format.1)
        // Now and then no width leads from one double to exactly another: COCO counts such boxes as rounded.
        let mayRound = format.0 == "coco" && format.1.contains(.boxes)
        let layout = Self.layout(format.1, mayRound ? .adapt : .refuse)
        let written = try ImageFixture.write(format.0, images, layout)
        let read = try ImageFixture.read(format.0, written.path, DatasetReadOptions(questions: QuestionNames(layout.questions), probe: ImageFixture.probe))
        #expect(read.findings.filter { $0.severity > .note }.isEmpty, "\(read.findings.prefix(3))")
        #expect(written.losses.report.losses.allSatisfy { $0.code == "coco.coordinate-rounded" && $0.count < 5 })
        let sort: ([LabelledItem]) -> [LabelledItem] = { $0.sorted { $0.key < $1.key } }
        #expect(sort(read.images).map(\.key) == sort(images).map(\.key))
        #expect(sort(read.images).map(\.size) == sort(images).map(\.size))
        #expect(sort(read.images).map(\.split) == sort(images).map(\.split))
        #expect(read.images.allSatisfy { $0.picturePath != nil })
        let (ours, theirs) = (ImageFixture.shapes(images), ImageFixture.shapes(read.images))
        if format.0.hasPrefix("yolo") || !written.losses.report.isEmpty { Self.expectClose(ours, theirs) } else { #expect(ours == theirs) }
    }

    private static func expectClose(_ ours: [String: [String: [Part]]], _ theirs: [String: [String: [Part]]]) {
        #expect(ours.mapValues { $0.mapValues { $0.map(\.labels) } } == theirs.mapValues { $0.mapValues { $0.map(\.labels) } })
        var worst = 0.0
        for (key, answers) in ours {
            for (question, parts) in answers {
                for (ours, theirs) in zip(parts, theirs[key]?[question] ?? []) {
                    for (a, b) in zip(numbers(ours.shape), numbers(theirs.shape)) { worst = max(worst, (a - b).magnitude) }
                }
            }
        }
        #expect(worst < 1e-9, "worst \(worst)")
    }

    private static func numbers(_ shape: Shape) -> [Double] {
        switch shape {
        case .box(let box): box
        case .polygons(let polygons): polygons.flatMap(\.outer)
        default: []
        }
    }

    @Test("the same images give the same bytes", arguments: cases)
    func sameBytes(_ format: (String, [QuestionKind])) throws {
        let images = ImageFixture.images(15, seed: 9, format.1)
        let first = try ImageFixture.write(format.0, images, Self.layout(format.1)).folder, second = try ImageFixture.write(format.0, images, Self.layout(format.1)).folder
        #expect(first.files == second.files && !first.files.isEmpty)
        for file in first.files { #expect(first.bytes(file) == second.bytes(file)) }
    }

    @Test("each format recognises its own folders and no other", arguments: cases)
    func recognition(_ format: (String, [QuestionKind])) throws {
        let written = try ImageFixture.write(format.0, ImageFixture.images(6, seed: 4, format.1), Self.layout(format.1))
        let candidates = FormatCatalog.candidates(for: try DatasetInput(written.path))
        #expect(candidates.first?.format.card.name == format.0)
    }

    /// Everything there is to lose.
    static func difficult() -> [LabelledItem] {
        let size = PixelSize(width: 60, height: 40)
        let shapes: [Shape] = [
            .box([1.5, 2, 30, 20]), .box([-5, -5, 70, 50]), .rotated([30, 20, 10, 6, 30]), .ellipse([30, 20, 8, 5, 0]), .line([1, 1, 9, 9]), .point([3, 4]),
            .polygons([PolygonRings(outer: [5, 5, 25, 5, 25, 25, 5, 25], holes: [[10, 10, 20, 10, 20, 20, 10, 20]])]),
            .polygons([PolygonRings(outer: [5, 5, 9, 5, 9, 9]), PolygonRings(outer: [15, 15, 19, 15, 19, 19])]),
            .mask(Mask(size: [4, 4], runs: [5, 2, 2, 2, 5], at: [58, 3])), .mask(Mask(size: [2, 2], runs: [1])), .box([.nan, 0, 1, 1]), .cuboid(front: [1, 1, 9, 9], back: [3, 3, 12, 12]),
        ]
        var parts = shapes.enumerated().map { Part(id: "p\($0.offset)", labels: ["RBC"], shape: $0.element) }
        parts[0].labels = ["RBC", "WBC"]
        parts[0].note = "look"
        parts[0].score = 0.5
        parts[0].attributes = ["cut": true, "stain": " dark\u{1} "]
        parts[1].labels = []
        parts[2].labels = ["a\u{0}b"]
        var image = LabelledItem(picture: "../odd name.jpg", size: size, answers: ["boxes": .parts(parts), "polygons": .parts(parts), "topic": .choice("x")], metadata: ["other": 1])
        image.split = "tr/ain"
        let bare = LabelledItem(picture: "bare.png", answers: ["boxes": .parts([parts[0]])])
        return [image, bare, LabelledItem(picture: "unseen.png", size: size)]
    }

    @Test("every loss is counted under a code of the card, with item and question, under any policy but refusal", arguments: ["voc", "coco", "yolo", "yolo-segment"], [LossPolicy.adapt, .ignore])
    func lossesAreDeclared(_ format: String, _ policy: LossPolicy) throws {
        let written = try ImageFixture.write(format, Self.difficult(), Self.layout([.boxes, .polygons], policy), withPictures: false)
        let card = try #require(FormatCatalog.dataset(named: format)?.card)
        let losses = written.losses.report.losses
        #expect(losses.count >= 6, "\(losses.map(\.code))")
        #expect(losses.allSatisfy { card.loses.contains($0.code) }, "\(losses.map(\.code).filter { !card.loses.contains($0) })")
        #expect(written.losses.examples.values.joined().contains { $0.question == "boxes" && $0.part != nil && $0.item == "../odd name.jpg" })
        if policy == .ignore { #expect(losses.allSatisfy { $0.kind != .adapted || !$0.code.contains("-as-") }) }
        #expect(written.folder.files.allSatisfy { !$0.contains("..") })
    }

    @Test("refusal throws at the first loss and leaves nothing behind", arguments: ["voc", "coco", "yolo", "yolo-segment"])
    func refusal(_ format: String) throws {
        let outer = TemporaryFolder()
        do {
            let folder = try DatasetFolder("\(outer.path)/out")
            let writer = try #require(FormatCatalog.dataset(named: format)).makeWriter!(folder, Self.layout([.boxes, .polygons], .refuse))
            let refused = #expect(throws: LossRefused.self) { for image in Self.difficult() { try writer.write(image) } }
            #expect(refused?.finding.message.contains("../odd name.jpg") == true)
        }
        #expect(outer.files.isEmpty)
    }

    @Test("every truncation of a written file is told with its place or reads as fewer rows, and never crashes", arguments: cases)
    func truncations(_ format: (String, [QuestionKind])) throws {
        let written = try ImageFixture.write(format.0, ImageFixture.images(4, seed: 5, format.1), Self.layout(format.1))
        let file = try #require(written.folder.files.first { $0.hasSuffix(".xml") || $0.contains("instances_") || $0.hasSuffix("data.yaml") })
        let whole = try #require(written.folder.bytes(file))
        for length in stride(from: 0, to: whole.count - 2, by: max(1, whole.count / 150)) {
            _ = written.folder.write(Array(whole[..<length]), file)
            do {
                let read = try ImageFixture.read(format.0, written.path)
                if !format.0.hasPrefix("yolo") { #expect(read.findings.contains { $0.severity == .error && $0.place?.file != nil } || format.0 == "coco", "cut at \(length)") }
            } catch let error as ImageFormatError {
                #expect(error.finding.place?.file != nil)
            }
        }
    }
}

@Suite("Masks and polygons")
struct MaskAndPolygonTests {
    @Test("the worked example of COCO's runs")
    func worked() {
        let runs = [9, 2, 2, 2, 5]
        #expect(COCORuns.encode(runs) == "92203")
        #expect(COCORuns.decode("92203") == runs)
        let mask = MaskRuns(Mask(size: [4, 5], runs: runs))
        #expect(mask?.bounds == [2, 1, 4, 3])
        #expect(mask?.area == 4)
    }

    @Test("compressed runs come back, also long ones and falling ones", arguments: 1...30)
    func runs(_ seed: Int) {
        var random = Seeded(UInt64(seed))
        let runs = (0..<Int.random(in: 1...60, using: &random)).map { _ in Int.random(in: 0...(1 << Int.random(in: 0...30, using: &random)), using: &random) }
        #expect(COCORuns.decode(COCORuns.encode(runs)) == runs)
    }

    @Test("broken strings are no runs", arguments: ["P", "9220P", "/", "~~~~", "oooooooooooooooooooo", "O"])
    func broken(_ text: String) { #expect(COCORuns.decode(text) == nil) }

    @Test("the outline of a mask fills the same mask again", arguments: 1...40)
    func outline(_ seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let size = try #require(PixelSize(width: Int.random(in: 1...14, using: &random), height: Int.random(in: 1...12, using: &random)))
        let bits = (0..<(size.width * size.height)).map { _ in Int.random(in: 0..<3, using: &random) > 0 }
        guard bits.contains(true) else { return }
        var builder = RunBuilder()
        for (place, bit) in bits.enumerated() where bit { builder.add(place, 1) }
        let mask = Mask(size: [size.height, size.width], runs: builder.finish(bits.count))
        let polygons = try #require(MaskOutline.polygons(mask))
        #expect(PolygonRaster.runs(polygons, over: size) == mask.runs)
        let area = polygons.reduce(0.0) { $0 + ShapeBounds.area($1.outer) - $1.holes.reduce(0) { $0 + ShapeBounds.area($1) } }
        #expect(area == Double(bits.count { $0 }))
        // A hole joined to the outside by a cut keeps the area.
        #expect(polygons.reduce(0.0) { $0 + ShapeBounds.area(RingBridge.ring($1)) } == area)
    }

    @Test("a window of a mask over the picture: shifted, cut at its border")
    func window() throws {
        let mask = try #require(MaskRuns(Mask(size: [2, 2], runs: [0, 4], at: [2, 1])))
        let size = try #require(PixelSize(width: 3, height: 2))
        let whole = mask.runs(over: size)
        #expect(whole.runs == [5, 1])
        #expect(whole.isCut)
    }

    @Test("a window of a billion columns costs no more than the picture it is laid over", arguments: [0, -1_073_741_820, 3, -2_000_000_000, 1_073_741_824])
    func hugeWindow(_ x: Int) throws {
        let size = try #require(PixelSize(width: 5, height: 3))
        let mask = MaskRuns(Mask(size: [1, 1 << 30], runs: [0, 1 << 30], at: [x, 1]))
        #expect((mask == nil) == (x == -2_000_000_000))
        let columns = x == 0 ? 0..<5 : x == 3 ? 3..<5 : x < 0 ? 0..<4 : 0..<0
        let whole = mask?.runs(over: size)
        if mask != nil { #expect(whole?.isCut == true && whole?.runs.enumerated().filter { $0.offset % 2 == 1 }.map(\.element).reduce(0, +) == columns.count) }
    }

    @Test("a window farther away than any number is no mask", arguments: [[Int.max, 0], [0, Int.min], [Int.min, Int.max]])
    func farWindow(_ at: [Int]) {
        #expect(MaskRuns(Mask(size: [2, 2], runs: [0, 4], at: at)) == nil)
    }

    @Test("numbers are shortest and read back; hexadecimal, nan and rubbish are none", arguments: [
        ("1", 1.0), (" 260.50 ", 260.5), ("1e2", 100), ("-3", -3), ("nan", nil), ("inf", nil), ("0x10", nil), ("", nil), ("1e999", nil), ("1 2", nil), ("١", nil),
    ])
    func decimals(_ text: String, _ value: Double?) {
        #expect(DecimalText.number(text) == value)
        if let value { #expect(Double(DecimalText.text(value)) == value) }
    }
}
