import Foundation
import Testing
@testable import Kernels

@Suite("Power spectrum")
struct PowerSpectrumTests {
    @Test("equals the sum over all samples that defines it", arguments: [4, 8, 64, 512])
    func definition(count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        let samples = (0..<count).map { _ in Float(random.uniform() * 2 - 1) }
        var spectrum = PowerSpectrum(count: count)
        var powers = [Float](repeating: 0, count: count / 2 + 1)
        samples.withUnsafeBufferPointer { input in powers.withUnsafeMutableBufferPointer { spectrum.measure(input, into: $0) } }
        for k in 0...count / 2 {
            var real = 0.0, imaginary = 0.0
            for n in 0..<count {
                real += Double(samples[n]) * cos(2 * .pi * Double(k * n) / Double(count))
                imaginary += Double(samples[n]) * sin(2 * .pi * Double(k * n) / Double(count))
            }
            let power = real * real + imaginary * imaginary
            #expect(abs(Double(powers[k]) - power) < 1e-4 * (1 + power), "bin \(k)")
        }
    }
}
