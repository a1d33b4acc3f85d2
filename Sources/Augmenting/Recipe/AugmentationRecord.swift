import Kernels
import Records

/// Where an augmented picture comes from: its parent, the operations with the numbers that were drawn, and the seed.
///
/// The record alone repeats the result byte for byte: `run` needs the parent's pixels and parts and nothing else.
public struct AugmentationRecord: Sendable, Hashable {
    public struct Step: Sendable, Hashable {
        public var operation: String
        /// Every setting, settled.
        public var parameters: JSONObject
        public init(operation: String, parameters: JSONObject) {
            self.operation = operation
            self.parameters = parameters
        }
    }

    public var parent: String
    public var seed: UInt64
    /// Which of the parent's copies it is.
    public var copy: Int
    public var steps: [Step]
    public var visibility: VisibilityRule

    public init(parent: String, seed: UInt64, copy: Int, steps: [Step], visibility: VisibilityRule = VisibilityRule()) {
        self.parent = parent
        self.seed = seed
        self.copy = copy
        self.steps = steps
        self.visibility = visibility
    }

    /// What is stored with the item.
    public var json: JSONObject {
        [
            "parent": .string(parent), "seed": .int(Int64(bitPattern: seed)), "copy": .int(Int64(copy)),
            "steps": .array(steps.map { ["operation": .string($0.operation), "parameters": .object($0.parameters)] }),
            "visibility": visibility.json,
        ]
    }

    /// Reads what `json` wrote.
    public init(json: JSONObject) throws(Finding) {
        guard let parent = json["parent"]?.string, let seed = json["seed"]?.int, let copy = json["copy"]?.int, let steps = json["steps"]?.array else {
            throw Finding(.error, "augment.record", "a record of an augmentation needs `parent`, `seed`, `copy` and `steps`")
        }
        self.init(parent: parent, seed: UInt64(bitPattern: seed), copy: Int(copy), steps: [])
        for step in steps {
            guard let name = step["operation"]?.string, let parameters = step["parameters"]?.object else {
                throw Finding(.error, "augment.record", "a step needs `operation` and `parameters`: `\(step.text())`")
            }
            _ = try AugmentationStep(name, parameters)
            self.steps.append(Step(operation: name, parameters: parameters))
        }
        if let rule = json["visibility"] { visibility = try VisibilityRule(rule) }
    }

    /// Does the steps. Parts follow step by step, as the pixels do. Grey becomes three equal channels, alpha is dropped.
    public func run(on image: Raster, parts: [Part]) throws(AugmentationError) -> AugmentedImage {
        var result = AugmentedImage(image: image.rgb(), parts: parts, record: self, fates: parts.map { PartFate(id: $0.id) })
        for step in steps {
            guard let operation = AugmentationCatalog.named(step.operation) else { throw .unknownOperation(step.operation) }
            let settings = DrawnSettings(operation.settings, declared: step.parameters, seed: seed)
            let map = operation.geometry(settings, width: result.image.width, height: result.image.height)
            if let map {
                guard map.width.multipliedReportingOverflow(by: map.height).overflow == false, map.width * map.height <= Self.mostPixels else {
                    throw .tooLarge(operation: step.operation, width: map.width, height: map.height, limit: Self.mostPixels)
                }
                let mapped = PartMapper(map, visibility).apply(to: result.parts)
                result.parts = mapped.parts
                result.fates = PartFate.following(result.fates, mapped.fates)
            }
            result.image = operation.pixels(settings, of: result.image, map: map)
        }
        return result
    }

    /// 300 MB of bytes.
    public static let mostPixels = 100_000_000
}

/// A picture made of a picture, with its parts, where it comes from, and what became of the parent's parts.
public struct AugmentedImage: Sendable, Hashable {
    public var image: Raster
    public var parts: [Part]
    public var record: AugmentationRecord
    /// One per part of the parent, in its order.
    public var fates: [PartFate]

    public var dropped: Int { fates.count(where: \.isDropped) }
}

/// Why an augmentation could not be made. Facts only; see `AugmentationError+Words.swift`.
public enum AugmentationError: Error, Hashable {
    case unknownOperation(String)
    case tooLarge(operation: String, width: Int, height: Int, limit: Int)
}
