import Kernels

/// Where one shot of a film gives way to the next at once: colours spread otherwise, or the picture is another.
///
/// Two neighbouring frames are cut apart when their colour histograms are far from each other and their hashes not equal (a
/// fade moves colours alone), or when their hashes are far and colours moved at least a little (a shaking camera moves the
/// hash alone). A flash comes back, so a cut counts only when the frame after it is nearer to it than to the frame before
/// it; else the flash is forgotten. Fades and dissolves are not told.
struct ShotCuts {
    private static let most = 10_000
    /// Bits by which the hash of one picture may move while it gets lighter or darker.
    private static let fadedBits = 6
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
        if isOpen, let cut = last, let before, !settle(cut, before, after: look) { last = before }
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
        guard !left.hashes.isFlat, !right.hashes.isFlat else { return colours > looking.cutColours }
        let bits = right.bits(to: left)
        return colours > looking.cutColours && bits > Self.fadedBits || bits > looking.cutBits && colours > looking.cutColours / 6
    }

    /// Whether it was one.
    private mutating func settle(_ cut: Look, _ before: Look, after: Look) -> Bool {
        func distance(_ other: Look) -> Double { after.colours.difference(from: other.colours) + Double(after.bits(to: other)) / 64 }
        guard distance(cut) <= distance(before) else { return false }
        keep(cut.seconds)
        return true
    }

    private mutating func keep(_ seconds: Double) {
        if cuts.count < Self.most { cuts.append(seconds) } else { beyond += 1 }
    }
}
