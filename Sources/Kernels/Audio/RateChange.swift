import Glibc

/// One channel of sound at another rate, block by block: a windowed sinc, so that what the lower rate cannot hold is
/// filtered out and not folded back.
///
/// The window is von Hann's, sixteen crossings of zero wide at the lower of both rates, the edge at 0.9 of its half.
/// Where the rates have a small common denominator the filter is exact for every output sample; else its offset is
/// rounded to 1/512 of an input sample. Output n stands at the time of input n x from / to; ends are as if silence surrounded the sound.
///
/// Cost: 18 x max(1, from / to) multiplications for each output sample; memory for one block and the filter.
public struct RateChange: Sendable {
    private let from: Int
    private let to: Int
    private let taps: Int
    private let phases: Int
    /// phases x taps; a phase's taps begin at the input sample `taps / 2 - 1` before its place.
    private let filter: [Float]
    private var waiting: [Float]
    /// Which input sample `waiting` begins with.
    private var origin: Int
    private var made = 0
    private var added = 0

    public init(from: Int, to: Int) {
        precondition(from > 0 && to > 0)
        let scale = max(1, Double(from) / Double(to)) / 0.9
        let halfWidth = 8 * scale
        self.from = from
        self.to = to
        taps = 2 * Int(halfWidth.rounded(.up))
        phases = min(512, to / Self.commonDivisor(from, to))
        filter = Self.filter(taps: taps, phases: phases, scale: scale, halfWidth: halfWidth)
        origin = -(taps / 2 - 1)
        waiting = [Float](repeating: 0, count: taps / 2 - 1)
    }

    /// Appends what can be told after these samples to `out`.
    public mutating func add(_ samples: UnsafeBufferPointer<Float>, to out: inout [Float]) {
        waiting.append(contentsOf: samples)
        added += samples.count
        make(into: &out)
    }

    /// After the last sample: the rest, as if silence followed.
    public mutating func finish(into out: inout [Float]) {
        waiting.append(contentsOf: repeatElement(0, count: taps))
        let wanted = (added * to + from - 1) / from
        make(into: &out, atMost: wanted - made)
    }

    private mutating func make(into out: inout [Float], atMost limit: Int = .max) {
        var left = limit
        waiting.withUnsafeBufferPointer { input in
            filter.withUnsafeBufferPointer { filter in
                guard let values = input.baseAddress, let weights = filter.baseAddress else { return }
                while left > 0 {
                    var place = made * from / to
                    var phase = ((made * from % to) * phases + to / 2) / to
                    if phases == to / Self.commonDivisor(from, to) { phase = made * from % to * phases / to }
                    if phase == phases {
                        phase = 0
                        place += 1
                    }
                    let first = place - (taps / 2 - 1) - origin
                    guard first + taps <= input.count else { return }
                    out.append(Self.sum(values + first, weights + phase * taps, taps))
                    made += 1
                    left -= 1
                }
            }
        }
        let keptFrom = min(waiting.count, max(0, made * from / to - (taps / 2 - 1) - origin))
        waiting.removeFirst(keptFrom)
        origin += keptFrom
    }

    /// Eight sums side by side, added at the end: the compiler may not change the order by itself.
    @inline(__always)
    private static func sum(_ values: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ count: Int) -> Float {
        var sums = SIMD8<Float>(repeating: 0)
        var place = 0
        while place + 8 <= count {
            let left = UnsafeRawPointer(values + place).loadUnaligned(as: SIMD8<Float>.self)
            let right = UnsafeRawPointer(weights + place).loadUnaligned(as: SIMD8<Float>.self)
            sums += left * right
            place += 8
        }
        var rest: Float = 0
        while place < count {
            rest += values[place] * weights[place]
            place += 1
        }
        return sums.sum() + rest
    }

    private static func filter(taps: Int, phases: Int, scale: Double, halfWidth: Double) -> [Float] {
        (0..<phases).flatMap { phase in
            let row = (0..<taps).map { tap -> Double in
                let distance = Double(tap - (taps / 2 - 1)) - Double(phase) / Double(phases)
                guard abs(distance) < halfWidth else { return 0 }
                let x = Double.pi * distance / scale
                return (x == 0 ? 1 : sin(x) / x) * (0.5 + 0.5 * cos(Double.pi * distance / halfWidth))
            }
            // Silence and a constant stay what they are.
            let sum = row.reduce(0, +)
            return row.map { Float($0 / sum) }
        }
    }

    private static func commonDivisor(_ left: Int, _ right: Int) -> Int {
        var (a, b) = (left, right)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
