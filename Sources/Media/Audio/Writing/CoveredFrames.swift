import Glibc

/// Which frames of a sound are covered: stretches in order, apart from each other.
struct CoveredFrames {
    private let stretches: [Range<Int>]
    private let ends: [Int]
    private var next = 0
    private(set) var covered = 0

    /// Beyond any sound, and far from where sums of frames overflow.
    private static let most = 1e15

    init(_ seconds: [Range<Double>], rate: Int) {
        let frames = seconds.map { range -> Range<Int> in
            let start = Int(min(max(0, (range.lowerBound * Double(rate)).rounded(.down)), Self.most))
            return start..<max(start, Int(min(max(0, (range.upperBound * Double(rate)).rounded(.up)), Self.most)))
        }
        ends = frames.map(\.upperBound)
        stretches = frames.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }.reduce(into: []) { kept, range in
            guard let last = kept.last, range.lowerBound <= last.upperBound else { return kept.append(range) }
            kept[kept.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
        }
    }

    /// Of those given, how many reach behind the end of a sound of so many frames.
    func clipped(at frames: Int) -> Int { ends.count { $0 > frames } }

    /// Covers what of an interleaved block, which begins at this frame, lies in a stretch. Blocks come in order.
    mutating func cover(_ block: inout [Int32], from first: Int, channels: Int, rate: Int, with cover: SoundCover) {
        let end = first + block.count / channels
        while next < stretches.count, stretches[next].lowerBound < end {
            let range = stretches[next].clamped(to: first..<end)
            for frame in range {
                let sample = cover.sample(frame, rate: rate)
                for channel in 0..<channels { block[(frame - first) * channels + channel] = sample }
            }
            covered += range.count
            guard stretches[next].upperBound <= end else { return }
            next += 1
        }
    }
}

enum SoundTone {
    static func sine(turns: Double) -> Double { sin(2 * .pi * turns) }
}
