import Kernels
import Records
import Testing

@testable import Augmenting

@Suite("Laws of moving pictures and parts")
struct GeometryLawTests {
    @Test("a flip done twice is nothing, for pixels and every shape", arguments: ["flip-horizontal", "flip-vertical"])
    func flipTwice(name: String) throws {
        let image = Raster.noisy(64, 48)
        let once = try AugmentationRecipe.one(name).run(image, EveryShape.parts)
        let twice = try AugmentationRecipe.one(name).run(once.image, once.parts)
        #expect(once.image != image && twice.image == image && twice.parts == EveryShape.parts && twice.fates.allSatisfy { $0.visible == 1 })
    }

    @Test("four quarter turns are nothing, for pixels and every shape", arguments: [1, 3])
    func fourTurns(turns: Int64) throws {
        let image = Raster.noisy(64, 48)
        let recipe = try AugmentationRecipe.one("rotate-90", ["turns": .int(turns)])
        var (pixels, parts) = (image, EveryShape.parts)
        for _ in 1...4 {
            let next = try recipe.run(pixels, parts)
            (pixels, parts) = (next.image, next.parts)
        }
        #expect(pixels == image && parts == EveryShape.parts)
        let half = try AugmentationRecipe.one("rotate-90", ["turns": 2])
        let turned = try half.run(image, EveryShape.parts)
        let back = try half.run(turned.image, turned.parts)
        #expect(back.image == image && back.parts == EveryShape.parts)
    }

    @Test("half a turn is both flips, and a rotation by 90 degrees is a quarter turn")
    func equivalences() throws {
        let image = Raster.noisy(64, 48)
        let both = AugmentationRecipe([try AugmentationStep("flip-horizontal"), try AugmentationStep("flip-vertical")])
        let half = try AugmentationRecipe.one("rotate-90", ["turns": 2])
        #expect(try both.run(image, EveryShape.spatial).image == half.run(image).image)
        for (a, b) in zip(try both.run(image, EveryShape.spatial).parts, try half.run(image, EveryShape.spatial).parts) where area(a.shape) != nil {
            #expect(Self.covers(a.shape, b.shape))
        }
        for (degrees, turns) in [(90.0, 1), (180, 2), (-90, 3), (0, 0)] as [(Double, Int64)] {
            let turned = try AugmentationRecipe.one("rotate", ["degrees": .double(degrees)]).run(image, EveryShape.parts)
            let quarter = try AugmentationRecipe.one("rotate-90", ["turns": .int(turns)]).run(image, EveryShape.parts)
            #expect(turned.image == quarter.image && turned.parts == quarter.parts)
        }
    }

    static func covers(_ a: Shape, _ b: Shape) -> Bool {
        if case .mask = a { return a == b }
        return zip(numbers(a), numbers(b)).allSatisfy { abs($0 - $1) < 1e-9 }
    }

    @Test("clockwise: what was at the top is on the right")
    func sense() throws {
        var pixels = [UInt8](repeating: 0, count: 24)
        pixels[0] = 200  // top left
        let image = Raster(width: 4, height: 2, channels: 3, pixels: pixels)
        let turned = try AugmentationRecipe.one("rotate-90", ["turns": 1]).run(image, [Part(id: "1", labels: [], shape: .box([0, 0, 1, 1]))])
        #expect(turned.image.width == 2 && turned.image.height == 4 && turned.image.level(1, 0) == 200)
        #expect(turned.parts[0].shape == .box([1, 0, 2, 1]))
        let tilted = try AugmentationRecipe.one("rotate", ["degrees": 10, "fit": "crop"]).run(Raster.smooth(64, 48), [Part(id: "1", labels: [], shape: .point([64, 24]))])
        #expect(numbers(tilted.parts.first?.shape ?? .point([63, 29]))[1] > 24)
    }

    @Test("turned and turned back, shapes are where they were", arguments: [7.0, -33.3, 45, 89.5, 178])
    func thereAndBack(degrees: Double) throws {
        let shapes = EveryShape.parts.filter { ["rotated", "ellipse", "polygons", "line", "point"].contains($0.id) }
        let image = Raster.smooth(64, 48)
        let there = try AugmentationRecipe.one("rotate", ["degrees": .double(degrees), "fit": "crop"], visibility: .keepAll).run(image, shapes)
        let back = try AugmentationRecipe.one("rotate", ["degrees": .double(-degrees), "fit": "crop"], visibility: .keepAll).run(there.image, there.parts)
        #expect(back.parts.map(\.id) == shapes.map(\.id))
        for (a, b) in zip(back.parts, shapes) { #expect(zip(numbers(a.shape), numbers(b.shape)).allSatisfy { abs($0 - $1) < 1e-9 }, "\(a.id)") }
        var difference = 0
        for y in 18..<30 {
            for x in 24..<40 { difference = max(difference, abs(Int(back.image.level(x, y)) - Int(image.level(x, y)))) }
        }
        #expect(difference <= 6)
    }

    @Test("areas scale as they must", arguments: [
        ("flip-horizontal", [:], 1), ("rotate-90", ["turns": 1], 1), ("rotate", ["degrees": 20], 1), ("scale", ["factor": 2], 4), ("scale", ["factor": 0.5], 0.25),
        ("scale", ["factor": 1.5, "stretch": 2.25], 2.25), ("crop", ["width": 1, "height": 1], 1),
    ] as [(String, JSONObject, Double)])
    func areas(name: String, declared: JSONObject, scale: Double) throws {
        var shapes = EveryShape.spatial.filter { area($0.shape) != nil && !(name == "rotate" && $0.id == "box") && $0.id != "mask" }
        shapes.append(Part(id: "mask", labels: ["cell"], shape: .mask(Mask(size: [16, 20], runs: [0, 320], at: [20, 10]))))
        let made = try AugmentationRecipe.one(name, declared).run(Raster.smooth(64, 48), shapes)
        let exact = Double(made.image.width * made.image.height) / (64 * 48)
        if name == "scale" { #expect(abs(exact - scale) < 1e-9) }
        for (new, old) in zip(made.parts, shapes) {
            let (a, b) = (area(new.shape)!, area(old.shape)! * scale)
            if case .mask = new.shape { #expect(abs(a - b) <= 0.05 * b, "\(new.id)") } else { #expect(abs(a - b) < 1e-9 * b, "\(new.id)") }
        }
    }

    @Test("a polygon's mask moved is the moved polygon's mask, but for pixels on its border", arguments: [
        ("flip-horizontal", [:]), ("flip-vertical", [:]), ("rotate-90", ["turns": 3]), ("rotate", ["degrees": 27]), ("rotate", ["degrees": -64, "fit": "crop"]),
        ("scale", ["factor": 1.7]), ("scale", ["factor": 0.6]), ("crop", ["width": 0.5, "height": 0.6, "left": 0.3, "top": 0.5]), ("rotate", ["degrees": 40, "fit": "inside"]),
    ] as [(String, JSONObject)])
    func maskOfPolygon(name: String, declared: JSONObject) throws {
        let rings = [PolygonRings(outer: [12, 10, 140, 12, 138.5, 96, 85, 50, 34, 94], holes: [[60, 24, 94, 24, 82, 40]])]
        let region = Region(rings.map { .init(outer: $0.outer, holes: $0.holes) })
        let mask = region.mask(x: 0, y: 0, width: 160, height: 120)
        let parts = [Part(id: "p", labels: [], shape: .polygons(rings)), Part(id: "m", labels: [], shape: .mask(Mask(size: [120, 160], runs: mask.runs)))]
        let made = try AugmentationRecipe.one(name, declared).run(.painted(Mask(size: [120, 160], runs: mask.runs), width: 160, height: 120), parts)
        let (w, h) = (made.image.width, made.image.height)
        guard case .polygons(let moved) = made.parts[0].shape, case .mask(let runs) = made.parts[1].shape else { return #expect(Bool(false)) }
        let ofPolygon = Region(moved.map { .init(outer: $0.outer, holes: $0.holes) }).mask(x: 0, y: 0, width: w, height: h).rows
        let ofMask = RunMask(x: 0, y: 0, width: w, height: h, spans: RunMask(runs)!.spans).rows
        let isNearBorder = Self.nearBorder(ofPolygon, w, h)
        for place in ofPolygon.indices where ofPolygon[place] != ofMask[place] { #expect(isNearBorder[place]) }
        // The picture of the mask, moved as pixels, is the moved mask too: lighter than half where a pixel belongs.
        for place in ofMask.indices where !isNearBorder[place] { #expect((made.image.pixels[3 * place] > 127) == (ofMask[place] == 1)) }
    }

    /// Pixels with a neighbour of the other kind, and those at the border of the picture.
    static func nearBorder(_ rows: [UInt8], _ w: Int, _ h: Int) -> [Bool] {
        var near = [Bool](repeating: false, count: w * h)
        for y in 0..<h {
            for x in 0..<w {
                let isAtEdge = x == 0 || y == 0 || x == w - 1 || y == h - 1
                if isAtEdge {
                    near[y * w + x] = true
                    continue
                }
                let around = [-1, 0, 1].flatMap { dy in [-1, 0, 1].map { dx in rows[(y + dy) * w + x + dx] } }
                near[y * w + x] = around.contains(0) && around.contains(1)
            }
        }
        return near
    }

    @Test("new pictures have the size that was asked for", arguments: [
        (30.0, "expand", 80, 74), (30, "crop", 64, 48), (90, "inside", 48, 64), (45, "expand", 80, 80), (45, "inside", 33, 33), (0, "inside", 64, 48),
    ] as [(Double, String, Int, Int)])
    func sizes(degrees: Double, fit: String, width: Int, height: Int) throws {
        let made = try AugmentationRecipe.one("rotate", ["degrees": .double(degrees), "fit": .string(fit), "fill": [255, 0, 0]]).run(.even(90, 64, 48))
        #expect(made.image.width == width && made.image.height == height)
        if fit == "inside" { #expect(made.image.pixels.allSatisfy { $0 == 90 }) }
    }
}
