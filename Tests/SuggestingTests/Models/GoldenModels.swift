import Foundation
@testable import Suggesting

/// What scikit-learn 1.5.2 makes of made texts: written by `tools/golden/models.py`.
struct GoldenModels: Decodable {
    struct Linear: Decodable {
        var weights: [[Double]]
        var intercepts: [Double]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            weights = try container.decode([[Double]].self, forKey: .weights)
            intercepts = try container.decode([Double].self, forKey: .intercepts)
        }

        private enum Key: String, CodingKey { case weights, intercepts }

        /// Greatest difference from a model's parameters; `outputs` of the model are the rows of `weights`.
        func distance(_ model: LinearModel) -> Double {
            var greatest = zip(intercepts, model.intercepts).map { abs($0 - Double($1)) }.max() ?? .infinity
            for (output, own) in weights.enumerated() {
                for (column, weight) in own.enumerated() { greatest = max(greatest, abs(weight - Double(model.weights[column * model.outputCount + output]))) }
            }
            return greatest
        }
    }

    var texts: [String]
    var labels: [Int]
    var numbers: [Double]
    var terms: [String]
    /// Column and value of what is not zero.
    var rows: [[[Double]]]
    var sublinear: [[[Double]]]
    var ridge: Linear
    var scores: [Double]
    var truths: [Int]
    var asked: [Double]
    var sigmoid: [Double]
    var isotonic: [Double]
    var linear: [String: Linear]

    static let all: GoldenModels = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-models.json")
        return try! JSONDecoder().decode(GoldenModels.self, from: Data(contentsOf: file))
    }()

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        texts = try container.decode([String].self, forKey: Key("texts"))
        labels = try container.decode([Int].self, forKey: Key("labels"))
        numbers = try container.decode([Double].self, forKey: Key("numbers"))
        terms = try container.decode([String].self, forKey: Key("terms"))
        rows = try container.decode([[[Double]]].self, forKey: Key("rows"))
        sublinear = try container.decode([[[Double]]].self, forKey: Key("sublinear"))
        ridge = try container.decode(Linear.self, forKey: Key("ridge"))
        scores = try container.decode([Double].self, forKey: Key("scores"))
        truths = try container.decode([Int].self, forKey: Key("truths"))
        asked = try container.decode([Double].self, forKey: Key("asked"))
        sigmoid = try container.decode([Double].self, forKey: Key("sigmoid"))
        isotonic = try container.decode([Double].self, forKey: Key("isotonic"))
        linear = [:]
        for key in container.allKeys where key.stringValue.hasPrefix("logistic-") || key.stringValue.hasPrefix("margins-") {
            linear[key.stringValue] = try container.decode(Linear.self, forKey: key)
        }
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
