import Foundation
import Kernels

@testable import Assuring

/// Labels with known errors and a model that mostly knows better.
struct PlantedLabels {
    var evidence: LabelEvidence
    /// Items whose label was changed.
    var wrong: Set<Int>
    /// Row-major.
    let probabilities: [Double]

    init(seed: UInt64, items: Int = 300, classes: Int = 3, noise: Double = 0.1, sharpness: Double = 3) {
        var random = SeededRandom(seed: seed)
        var labels: [Int32] = []
        var probabilities: [Double] = []
        var wrong: Set<Int> = []
        for item in 0..<items {
            let truth = random.below(classes)
            var given = truth
            if random.uniform() < noise {
                given = (truth + 1 + random.below(classes - 1)) % classes
                wrong.insert(item)
            }
            let scores = (0..<classes).map { exp(random.uniform() * 2 + ($0 == truth ? sharpness : 0)) }
            labels.append(Int32(given))
            probabilities += scores.map { $0 / scores.reduce(0, +) }
        }
        evidence = try! LabelEvidence(labels: labels, probabilities: probabilities, classCount: classes)
        self.wrong = wrong
        self.probabilities = probabilities
    }

    var rows: [[Double]] {
        evidence.labels.indices.map { Array(probabilities[$0 * evidence.classCount..<($0 + 1) * evidence.classCount]) }
    }
}
