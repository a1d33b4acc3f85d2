import Kernels
import Records
import Testing

@testable import Augmenting

/// Everything moves 10 to the left and 10 up: the window is what is right of and below (10, 10) on a picture of 40 x 40.
@Suite("What the border cuts or drops")
struct VisibilityTests {
    static func cropped(_ shape: Shape, _ rule: VisibilityRule = VisibilityRule()) throws -> AugmentedImage {
        try AugmentationRecipe.one("crop", ["width": 0.75, "height": 0.75, "left": 1, "top": 1], visibility: rule)
            .run(Raster.noisy(40, 40), [Part(id: "p", labels: ["cell"], shape: shape)])
    }

    @Test("each kind of shape", arguments: [
        (.box([15, 15, 20, 20]), [.box([5, 5, 10, 10])], .kept, 1),
        (.box([0, 20, 20, 30]), [.box([0, 10, 10, 20])], .clipped, 0.5),
        (.box([0, 0, 9, 9]), [], .outside, 0),
        (.box([0, 0, 10, 10]), [], .outside, 0),
        (.box([0, 20, 10.5, 30]), [], .tooLittle, 0.5 / 10.5),
        (.rotated([10, 20, 4, 8, 0]), [.rotated([0, 10, 4, 8, 0])], .reaching, 0.5),
        (.rotated([5, 5, 4, 4, 45]), [], .outside, 0),
        (.ellipse([10, 20, 4, 4, 0]), [.ellipse([0, 10, 4, 4, 0])], .reaching, 0.5),
        (.polygons([PolygonRings(outer: [5, 20, 15, 20, 15, 30, 5, 30])]), [.polygons([PolygonRings(outer: [0, 10, 5, 10, 5, 20, 0, 20])])], .clipped, 0.5),
        (.line([0, 20, 20, 20]), [.line([0, 10, 10, 10])], .clipped, 0.5),
        (.line([20, 15, 0, 15, 0, 20, 20, 20]), [.line([10, 5, 0, 5]), .line([0, 10, 10, 10])], .split, 20.0 / 45),
        (.point([10, 10]), [.point([0, 0])], .kept, 1),
        (.point([9.5, 20]), [], .outside, 0),
        (.joints([[20, 20, 2], [5, 5, 1], [0, 0, 0]]), [.joints([[10, 10, 2], [0, 0, 0], [0, 0, 0]])], .clipped, 0.5),
        (.joints([[5, 5, 1]]), [], .outside, 0),
        (.mask(Mask(size: [2, 4], runs: [0, 8], at: [8, 20])), [.mask(Mask(size: [2, 2], runs: [0, 4], at: [0, 10]))], .clipped, 0.5),
        (.cuboid(front: [12, 12, 20, 20], back: [14, 10, 22, 18]), [.cuboid(front: [2, 2, 10, 10], back: [4, 0, 12, 8])], .kept, 1),
        (.ranges([[0, 3]]), [.ranges([[0, 3]])], .elsewhere, 1),
        (.box([5, 5, 5, 9]), [], .malformed, 0),
        (.box([0, .nan, 5, 9]), [], .malformed, 0),
        (.polygons([PolygonRings(outer: [0, 0, 1])]), [], .malformed, 0),
        (.line([0, 0, 1e300, 1e300]), [], .malformed, 0),
        (.mask(Mask(size: [100_000, 100_000], runs: [0, 10_000_000_000])), [], .malformed, 0),
    ] as [(Shape, [Shape], PartFate.Outcome, Double)])
    func shapes(shape: Shape, expected: [Shape], outcome: PartFate.Outcome, visible: Double) throws {
        let made = try Self.cropped(shape)
        #expect(made.parts.map(\.shape) == expected)
        #expect(made.fates[0].outcome == outcome && abs(made.fates[0].visible - visible) < 2e-3 && made.fates[0].into.count == expected.count)
        #expect(made.parts.map(\.labels) == expected.map { _ in ["cell"] } && made.dropped == (expected.isEmpty ? 1 : 0))
    }

    @Test("the rule decides how much must be left, and whether it is cut")
    func rules() throws {
        let half = Shape.box([0, 20, 20, 30])
        #expect(try Self.cropped(half, VisibilityRule(least: 0.6)).fates[0].outcome == .tooLittle)
        #expect(try Self.cropped(half, VisibilityRule(leastArea: 101)).fates[0].outcome == .tooSmall)
        let whole = try Self.cropped(half, VisibilityRule(clips: false))
        #expect(whole.parts[0].shape == .box([-10, 10, 10, 20]) && whole.fates[0].outcome == .reaching)
    }

    @Test("ids of a line in pieces")
    func pieces() throws {
        #expect(try Self.cropped(.line([20, 15, 0, 15, 0, 20, 20, 20])).parts.map(\.id) == ["p", "p~2"])
    }

    @Test("a turned box holds its turned corners, or the ellipse in it, and is cut before it is bounded")
    func turnedBox() throws {
        let part = [Part(id: "p", labels: [], shape: .box([20, 20, 30, 30]))]
        let image = Raster.noisy(50, 50)
        let corners = try AugmentationRecipe.one("rotate", ["degrees": 45, "fit": "crop"]).run(image, part).parts[0].shape
        let reach = 5 * 2.0.squareRoot()
        #expect(zip(numbers(corners), [25 - reach, 25 - reach, 25 + reach, 25 + reach]).allSatisfy { abs($0 - $1) < 1e-9 })
        let ellipse = try AugmentationRecipe.one("rotate", ["degrees": 45, "fit": "crop", "boxes": "ellipse"]).run(image, part).parts[0].shape
        #expect(zip(numbers(ellipse), [20.0, 20, 30, 30]).allSatisfy { abs($0 - $1) < 0.01 })
        let corner = try AugmentationRecipe.one("rotate", ["degrees": 45, "fit": "crop"]).run(image, [Part(id: "p", labels: [], shape: .box([0, 20, 10, 30]))])
        let box = numbers(corner.parts[0].shape)
        #expect(box[0] >= 0 && box[1] >= 0 && box[2] <= 50 && box[3] <= 50)
    }

    @Test("mirrored joints change places")
    func joints() throws {
        let eyes = [Part(id: "p", labels: [], shape: .joints([[10, 5, 2], [30, 6, 1], [20, 20, 2]]))]
        let made = try AugmentationRecipe.one("flip-horizontal", ["pairs": [[0, 1]]]).run(Raster.noisy(40, 40), eyes)
        #expect(made.parts[0].shape == .joints([[10, 6, 1], [30, 5, 2], [20, 20, 2]]))
    }

    @Test("over several steps the report tells what became of the parent's parts")
    func severalSteps() throws {
        let crop = try AugmentationStep("crop", ["width": 0.75, "height": 0.75, "left": 1, "top": 1])
        let parts = [
            Part(id: "gone", labels: [], shape: .box([0, 0, 5, 5])), Part(id: "cut", labels: [], shape: .box([0, 20, 20, 30])),
            Part(id: "two", labels: [], shape: .line([20, 15, 0, 15, 0, 20, 20, 20])),
        ]
        let made = try AugmentationRecipe([crop, try AugmentationStep("flip-horizontal"), try AugmentationStep("brightness")]).run(Raster.noisy(40, 40), parts)
        #expect(made.fates.map(\.outcome) == [.outside, .clipped, .split] && made.fates.map(\.into) == [[], ["cut"], ["two", "two~2"]])
        #expect(made.parts.map(\.id) == ["cut", "two", "two~2"] && made.dropped == 1)
    }
}
