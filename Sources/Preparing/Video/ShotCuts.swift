import Kernels

/// Where one shot of a film gives way to the next at once: colours spread otherwise, or the picture is another.
///
/// Two neighbouring frames are cut apart when their colour histograms are far from each other, or their hashes are and
/// colours moved at least a little (a shaking camera moves the hash alone). A flash lasts a frame or two and comes back, so
/// a cut counts only when the frame after it is nearer to it than to the frame before it. Fades and dissolves are not told.
struct ShotCuts {
    private static let most = 10_000
    private let looking: VideoCheckSettings.Looking
    private(set) var cuts: [Double] = []
    private(set) var beyond = 0
    private var before: Look?
    private var last: Look?
    private var isOpen = false

    struct Look {
        var seconds: Double
        var colours: ColourHistogram
        var hashes: PerceptualHashes

        func bits(to other: Look) -> Int { hashes.isFlat || other.hashes.isFlat ? 0 : hashes.frequencies.distance(to: other.hashes.frequencies) }
    }

    init(_ looking: VideoCheckSettings.Looking) {
        self.looking = looking
    }

    mutating func add(_ look: Look) {
        if isOpen, let cut = last, let before { settle(cut, before, after: look) }
        isOpen = last.map { isCut($0, look) } ?? false
        before = last
        last = look
    }

    /// After the last frame: a cut before it has nothing that could take it back.
    mutating func finish() {
        if isOpen, let last { keep(last.seconds) }
        isOpen = false
    }

    private func isCut(_ left: Look, _ right: Look) -> Bool {
        let colours = right.colours.difference(from: left.colours)
        return colours > looking.cutColours || right.bits(to: left) > looking.cutBits && colours > looking.cutColours / 6
    }

    private mutating func settle(_ cut: Look, _ before: Look, after: Look) {
        func distance(_ other: Look) -> Double { after.colours.difference(from: other.colours) + Double(after.bits(to: other)) / 64 }
        if distance(cut) <= distance(before) { keep(cut.seconds) }
    }

    private mutating func keep(_ seconds: Double) {
        if cuts.count < Self.most { cuts.append(seconds) } else { beyond += 1 }
    }
}
