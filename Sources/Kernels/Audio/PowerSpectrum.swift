import Glibc

/// Power of each frequency in a stretch of sound: a real Fourier transform of N samples, N a power of two.
///
/// Two neighbouring samples are taken as one complex number, transformed at half the length (radix 2, in place, after
/// Cooley & Tukey 1965, doi 10.2307/2003354), and the two halves are told apart again by symmetry.
///
/// Shapes: N samples in, N / 2 + 1 powers out; bin k is the frequency k x rate / N. No scaling: a cosine of amplitude 1 on
/// a bin has power (N / 2) squared. Cost: about 2.5 N log2 N operations, no allocation. Not shared between threads.
public struct PowerSpectrum {
    public let count: Int
    private let half: Int
    /// exp(-2 pi i k / N), k below N / 2.
    private let cosines: [Float]
    private let sines: [Float]
    private let reversed: [Int32]
    private var real: [Float]
    private var imaginary: [Float]

    public init(count: Int) {
        precondition(count >= 4 && count & (count - 1) == 0, "a power of two")
        let half = count / 2
        self.count = count
        self.half = half
        cosines = (0..<half).map { Float(cos(2 * Double.pi * Double($0) / Double(count))) }
        sines = (0..<half).map { Float(-sin(2 * Double.pi * Double($0) / Double(count))) }
        let bits = half.trailingZeroBitCount
        reversed = (0..<half).map { place in (0..<bits).reduce(Int32(0)) { $0 << 1 | Int32(place >> $1 & 1) } }
        real = [Float](repeating: 0, count: half)
        imaginary = real
    }

    /// `samples` holds N numbers, `powers` room for N / 2 + 1.
    public mutating func measure(_ samples: UnsafeBufferPointer<Float>, into powers: UnsafeMutableBufferPointer<Float>) {
        precondition(samples.count == count && powers.count == half + 1)
        let half = half
        real.withUnsafeMutableBufferPointer { real in
            imaginary.withUnsafeMutableBufferPointer { imaginary in
                cosines.withUnsafeBufferPointer { cosines in
                    sines.withUnsafeBufferPointer { sines in
                        for place in 0..<half {
                            let target = Int(reversed[place])
                            real[target] = samples[2 &* place]
                            imaginary[target] = samples[2 &* place &+ 1]
                        }
                        Self.butterflies(real, imaginary, cosines, sines)
                        Self.powers(real, imaginary, cosines, sines, into: powers)
                    }
                }
            }
        }
    }

    private static func butterflies(
        _ real: UnsafeMutableBufferPointer<Float>, _ imaginary: UnsafeMutableBufferPointer<Float>,
        _ cosines: UnsafeBufferPointer<Float>, _ sines: UnsafeBufferPointer<Float>
    ) {
        guard let re = real.baseAddress, let im = imaginary.baseAddress, let cosine = cosines.baseAddress, let sine = sines.baseAddress else { return }
        let half = real.count
        var width = 1
        while width < half {
            // Tables are for twice the length.
            let step = half / width
            for first in stride(from: 0, to: half, by: 2 * width) {
                for place in 0..<width {
                    let c = cosine[place &* step], s = sine[place &* step]
                    let low = first &+ place, high = low &+ width
                    let a = re[high] * c - im[high] * s
                    let b = re[high] * s + im[high] * c
                    re[high] = re[low] - a
                    im[high] = im[low] - b
                    re[low] += a
                    im[low] += b
                }
            }
            width *= 2
        }
    }

    /// X(k) = E(k) + w(k) O(k), where E and O are the transforms of the even and the odd samples.
    private static func powers(
        _ real: UnsafeMutableBufferPointer<Float>, _ imaginary: UnsafeMutableBufferPointer<Float>,
        _ cosines: UnsafeBufferPointer<Float>, _ sines: UnsafeBufferPointer<Float>, into powers: UnsafeMutableBufferPointer<Float>
    ) {
        let half = real.count
        let sum = real[0] + imaginary[0], difference = real[0] - imaginary[0]
        powers[0] = sum * sum
        powers[half] = difference * difference
        for k in 1..<half {
            let a = real[k], b = imaginary[k], c = real[half &- k], d = imaginary[half &- k]
            let evenReal = (a + c) / 2, evenImaginary = (b - d) / 2
            let oddReal = (b + d) / 2, oddImaginary = (c - a) / 2
            let x = evenReal + oddReal * cosines[k] - oddImaginary * sines[k]
            let y = evenImaginary + oddReal * sines[k] + oddImaginary * cosines[k]
            powers[k] = x * x + y * y
        }
    }

    /// 0.5 - 0.5 cos(2 pi n / N): the periodic window of von Hann.
    public static func hann(_ count: Int) -> [Float] {
        (0..<count).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(count))) }
    }
}
