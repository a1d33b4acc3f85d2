import Kernels
import Records

/// What to make of each picture: steps in their order, how many copies, and which parts survive.
///
///     augment: {copies: 2, seed: 7, steps: [{operation: rotate, degrees: [-10, 10]}, {operation: flip-horizontal, chance: 0.5}]}
///
/// Everything drawn comes from (seed, parent, copy, number of the step, name of the setting): neither the order in which
/// pictures are worked on nor the number of threads changes a byte, and adding pictures leaves the others' copies alone.
public struct AugmentationRecipe: Sendable {
    public var steps: [AugmentationStep]
    /// New pictures made of each picture.
    public var copies: Int
    public var visibility: VisibilityRule

    public init(_ steps: [AugmentationStep], copies: Int = 1, visibility: VisibilityRule = VisibilityRule()) {
        self.steps = steps
        self.copies = copies
        self.visibility = visibility
    }

    /// Reads a declared recipe; all that is wrong with it, not the first thing only.
    public static func read(_ declared: JSONObject) -> (recipe: AugmentationRecipe?, findings: [Finding]) {
        var findings: [Finding] = []
        for key in declared.keys where !["copies", "steps", "visibility"].contains(key) {
            findings.append(Finding(.error, "augment.setting", "`\(key)` is not known in a recipe", hint: "known are `copies`, `steps`, `visibility`"))
        }
        var recipe = AugmentationRecipe([])
        if let copies = declared["copies"] {
            if let count = copies.int, (1...1000).contains(count) {
                recipe.copies = Int(count)
            } else {
                findings.append(Finding(.error, "augment.setting", "`copies` is `\(copies.text())`", hint: "it is a whole number from 1 to 1000"))
            }
        }
        if declared["steps"]?.array?.isEmpty ?? true {
            findings.append(Finding(.error, "augment.steps", "a recipe needs `steps`", hint: "such as `steps: [{operation: flip-horizontal}]`"))
        }
        do throws(Finding) {
            if let visibility = declared["visibility"] { recipe.visibility = try VisibilityRule(visibility) }
        } catch { findings.append(error) }
        for step in declared["steps"]?.array ?? [] {
            do throws(Finding) { recipe.steps.append(try AugmentationStep(step)) } catch { findings.append(error) }
        }
        return (findings.isEmpty ? recipe : nil, findings)
    }

    /// The recipe that a definition declares.
    public init(_ declared: AugmentDeclaration) throws(Finding) {
        let visibility = try declared.visibility.isEmpty ? VisibilityRule() : VisibilityRule(.object(declared.visibility))
        self.init([], copies: declared.copies, visibility: visibility)
        for step in declared.steps { steps.append(try AugmentationStep(.object(step))) }
    }

    /// All that is wrong with a declared recipe, each finding with the path of what is meant (`augment.steps[1]`).
    public static func findings(in declared: AugmentDeclaration) -> [Finding] {
        var findings: [Finding] = []
        func collect(_ path: String, _ body: () throws(Finding) -> Void) {
            do throws(Finding) { try body() } catch {
                var finding = error
                finding.place = Place(record: path)
                findings.append(finding)
            }
        }
        for (index, step) in declared.steps.enumerated() {
            collect("augment.steps[\(index)]") { () throws(Finding) in _ = try AugmentationStep(.object(step)) }
        }
        if !declared.visibility.isEmpty {
            collect("augment.visibility") { () throws(Finding) in _ = try VisibilityRule(.object(declared.visibility)) }
        }
        return findings
    }

    /// - Parameters:
    ///   - parent: the id of the item the picture belongs to.
    ///   - copy: 0 ..< `copies`.
    public func apply(to image: Raster, parts: [Part], parent: String, seed: UInt64, copy: Int = 0) throws(AugmentationError) -> AugmentedImage {
        let base = Hash64.combine(Hash64.of(parent, seed: seed), UInt64(copy))
        var applied: [AugmentationRecord.Step] = []
        for (number, step) in steps.enumerated() {
            let own = Hash64.combine(base, UInt64(number))
            var chance = SeededRandom.derive(own, "chance")
            guard chance.uniform() < step.chance else { continue }
            let drawn = DrawnSettings(step.operation.settings, declared: step.declared, seed: own)
            applied.append(AugmentationRecord.Step(operation: step.operation.name, parameters: drawn.values))
        }
        let record = AugmentationRecord(parent: parent, seed: seed, copy: copy, steps: applied, visibility: visibility)
        return try record.run(on: image, parts: parts)
    }
}

/// One operation of a recipe with what was declared for it.
public struct AugmentationStep: Sendable {
    public let operation: any ImageAugmentation
    /// Values and ranges, checked.
    public let declared: JSONObject
    /// How often the step is taken, 0...1.
    public let chance: Double

    /// `{operation: rotate, degrees: [-15, 15], chance: 0.5}`
    public init(_ declared: JSONValue) throws(Finding) {
        guard let name = declared["operation"]?.string, let object = declared.object else {
            throw Finding(.error, "augment.operation", "a step needs the name of an `operation`: `\(declared.text())`")
        }
        var settings = object
        settings["operation"] = nil
        settings["chance"] = nil
        guard let chance = (object["chance"] ?? 1.0).double, (0...1).contains(chance) else {
            throw Finding(.error, "augment.setting", "`chance` of `\(name)` is `\((object["chance"] ?? .null).text())`", hint: "it is a number from 0 to 1")
        }
        try self.init(name, settings, chance: chance)
    }

    public init(_ name: String, _ declared: JSONObject = [:], chance: Double = 1) throws(Finding) {
        guard let operation = AugmentationCatalog.named(name) else {
            throw Finding(
                .error, "augment.operation", "`\(name)` is not an operation",
                hint: "known are \(AugmentationCatalog.all.map { "`\($0.name)`" }.joined(separator: ", "))")
        }
        for (key, value) in declared.members {
            guard let setting = operation.settings.first(where: { $0.name == key }) else {
                let known = operation.settings.map { "`\($0.name)`" }.joined(separator: ", ")
                throw Finding(.error, "augment.setting", "`\(key)` is not a setting of `\(name)`", hint: known.isEmpty ? "it has none" : "known are \(known)")
            }
            if let refusal = setting.refusal(value, of: name) { throw refusal }
        }
        self.operation = operation
        self.declared = declared
        self.chance = chance
    }
}
