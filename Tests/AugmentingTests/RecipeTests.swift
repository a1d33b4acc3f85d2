import Kernels
import Records
import Testing

@testable import Augmenting

@Suite("Recipes and records")
struct RecipeTests {
    static func everything() throws -> AugmentationRecipe {
        AugmentationRecipe(try AugmentationCatalog.all.map { try AugmentationStep($0.name, $0.name == "scale" ? ["factor": [0.8, 1.2]] : [:], chance: 0.7) }, copies: 3)
    }

    @Test("names, settings and words of every operation", arguments: AugmentationCatalog.all.map(\.name))
    func catalogue(name: String) throws {
        let operation = try #require(AugmentationCatalog.named(name))
        #expect(!operation.summary.isEmpty && !operation.summary.hasSuffix("."))
        #expect(Set(operation.settings.map(\.name)).count == operation.settings.count && operation.settings.allSatisfy { !$0.about.isEmpty })
        #expect(AugmentationCatalog.all.count { $0.name == name } == 1)
    }

    @Test("every operation keeps the size it announces and every label", arguments: AugmentationCatalog.all.map(\.name))
    func announced(name: String) throws {
        let image = Raster.noisy(64, 48)
        let made = try AugmentationRecipe.one(name).run(image, EveryShape.parts)
        let step = try #require(made.record.steps.first)
        let operation = try #require(AugmentationCatalog.named(name))
        let settings = DrawnSettings(operation.settings, declared: step.parameters, seed: 0)
        let map = operation.geometry(settings, width: 64, height: 48)
        #expect(made.image.width == map?.width ?? 64 && made.image.height == map?.height ?? 48 && made.image.channels == 3)
        #expect(made.parts.allSatisfy { $0.labels == ["cell"] && $0.attributes["a"] == 1 } && made.fates.map(\.id) == EveryShape.parts.map(\.id))
        if map == nil { #expect(made.parts == EveryShape.parts) }
        #expect(settings.values == step.parameters)
    }

    @Test("the record alone repeats the result, also after a trip through JSON")
    func record() throws {
        let image = Raster.noisy(64, 48)
        for copy in 0..<3 {
            let made = try Self.everything().apply(to: image, parts: EveryShape.parts, parent: "owl", seed: 99, copy: copy)
            #expect(made.record.parent == "owl" && made.record.seed == 99 && made.record.copy == copy)
            let text = JSONValue.object(made.record.json).text()
            let record = try AugmentationRecord(json: try #require(JSONParser.parse(text).object))
            #expect(record == made.record)
            #expect(try record.run(on: image, parts: EveryShape.parts) == made)
        }
    }

    @Test("seed, parent and copy each make another picture; the same three make the same")
    func seeds() throws {
        let image = Raster.noisy(64, 48)
        let recipe = try Self.everything()
        let first = try recipe.apply(to: image, parts: [], parent: "owl", seed: 1, copy: 0)
        #expect(try recipe.apply(to: image, parts: [], parent: "owl", seed: 1, copy: 0) == first)
        #expect(try recipe.apply(to: image, parts: [], parent: "owl", seed: 2, copy: 0).record.steps != first.record.steps)
        #expect(try recipe.apply(to: image, parts: [], parent: "jay", seed: 1, copy: 0).record.steps != first.record.steps)
        #expect(try recipe.apply(to: image, parts: [], parent: "owl", seed: 1, copy: 1).record.steps != first.record.steps)
    }

    @Test("however many work at once, in whatever order, the pictures are the same", arguments: [1, 2, 8])
    func threads(workers: Int) async throws {
        let recipe = try Self.everything()
        let images = (0..<12).map { Raster.noisy(40, 30, seed: UInt64($0)) }
        let expected = try images.enumerated().map { try recipe.apply(to: $0.element, parts: EveryShape.spatial, parent: "item-\($0.offset)", seed: 5) }
        let made = try await withThrowingTaskGroup(of: [(Int, AugmentedImage)].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    try stride(from: 11 - worker, through: 0, by: -workers).map {
                        ($0, try recipe.apply(to: images[$0], parts: EveryShape.spatial, parent: "item-\($0)", seed: 5))
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(made.sorted { $0.0 < $1.0 }.map(\.1) == expected)
    }

    @Test("numbers are drawn from the declared range, and chances are kept")
    func ranges() throws {
        let (recipe, findings) = AugmentationRecipe.read([
            "copies": 2, "steps": [["operation": "rotate", "degrees": [-10, 10], "fit": ["expand", "crop"]], ["operation": "flip-horizontal", "chance": 0.25]],
            "visibility": ["least": 0.5],
        ])
        let read = try #require(recipe)
        #expect(findings.isEmpty && read.copies == 2 && read.visibility.least == 0.5)
        let records = try (0..<400).map { try read.apply(to: Raster.noisy(4, 4), parts: [], parent: "\($0)", seed: 3).record }
        let degrees = records.compactMap { $0.steps[0].parameters["degrees"]?.double }
        #expect(degrees.allSatisfy { abs($0) <= 10 } && degrees.min()! < -9 && degrees.max()! > 9)
        #expect(Set(records.map { $0.steps[0].parameters["fit"] }) == ["expand", "crop"])
        #expect(abs(records.count { $0.steps.count == 2 } - 100) < 35)
    }

    @Test("what cannot be declared is refused with what can be", arguments: [
        (["steps": []], "a recipe needs `steps`"),
        (["steps": [["operation": "flop"]]], "`flop` is not an operation"),
        (["steps": [["degrees": 3]]], "a step needs the name of an `operation`: `{\"degrees\":3}`"),
        (["steps": [["operation": "rotate", "angle": 3]]], "`angle` is not a setting of `rotate`"),
        (["steps": [["operation": "rotate", "degrees": 300]]], "`degrees` of `rotate` is `300`"),
        (["steps": [["operation": "rotate", "degrees": [10, -10]]]], "`degrees` of `rotate` is `[10,-10]`"),
        (["steps": [["operation": "rotate", "degrees": [1, 2, 3]]]], "`degrees` of `rotate` is `[1,2,3]`"),
        (["steps": [["operation": "rotate", "fit": "grow"]]], "`fit` of `rotate` is `\"grow\"`"),
        (["steps": [["operation": "rotate", "fill": [1, 2, 300]]]], "`fill` of `rotate` is `[1,2,300]`"),
        (["steps": [["operation": "rotate-90", "turns": 1.5]]], "`turns` of `rotate-90` is `1.5`"),
        (["steps": [["operation": "flip-horizontal", "pairs": [[1, 1]]]]], "`pairs` of `flip-horizontal` is `[[1,1]]`"),
        (["steps": [["operation": "blur", "chance": 2]]], "`chance` of `blur` is `2`"),
        (["steps": [["operation": "blur"]], "copies": 0], "`copies` is `0`"),
        (["steps": [["operation": "blur"]], "copy": 2], "`copy` is not known in a recipe"),
        (["steps": [["operation": "blur"]], "visibility": ["least": 2]], "`least` of `visibility` is `2`"),
    ] as [(JSONObject, String)])
    func refusals(declared: JSONObject, message: String) {
        let (recipe, findings) = AugmentationRecipe.read(declared)
        #expect(recipe == nil && findings.map(\.message) == [message] && findings.allSatisfy { $0.severity == .error })
    }

    @Test("a picture that would be too large is refused before it is made")
    func tooLarge() throws {
        let image = Raster(width: 4000, height: 3000, channels: 1, pixels: Array(repeating: 0, count: 12_000_000))
        let recipe = try AugmentationRecipe.one("scale", ["factor": 16])
        #expect(throws: AugmentationError.tooLarge(operation: "scale", width: 64_000, height: 48_000, limit: 100_000_000)) { try recipe.run(image) }
    }

    @Test("grey pictures become three channels, single pixels survive everything", arguments: AugmentationCatalog.all.map(\.name))
    func small(name: String) throws {
        let made = try AugmentationRecipe.one(name).run(Raster(width: 1, height: 1, channels: 1, pixels: [9]))
        #expect(made.image.channels == 3 && made.image.pixelCount >= 1)
    }
}
