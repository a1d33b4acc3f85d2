import Kernels
@testable import Preparing

/// Sentences with planted personal data, drawn from a seed.
enum PlantedText {
    static func random(_ seed: UInt64) -> SeededRandom { SeededRandom(seed: seed) }
}
