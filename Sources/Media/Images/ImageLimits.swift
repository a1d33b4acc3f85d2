/// How much a picture may cost, checked against its header before anything is allocated.
///
/// A few kilobytes can claim 30,000 x 30,000 pixels. The defaults let through what cameras and scanners make and stop
/// what only an attack or a slip makes; a project that needs larger pictures raises them knowingly.
public struct ImageLimits: Sendable, Hashable, Codable {
    /// Of the file.
    public var maximumBytes = 256 << 20
    /// Width times height of one frame; decoding takes 3 to 4 bytes for each.
    public var maximumPixels = 120_000_000
    public var maximumSide = 65_500
    public var maximumFrames = 10_000

    public init() {}

    public init(maximumBytes: Int, maximumPixels: Int, maximumSide: Int, maximumFrames: Int) {
        self.maximumBytes = maximumBytes
        self.maximumPixels = maximumPixels
        self.maximumSide = maximumSide
        self.maximumFrames = maximumFrames
    }

    func check(bytes count: Int) throws(ImageError) {
        guard count <= maximumBytes else { throw .tooManyBytes(count, limit: maximumBytes) }
    }

    func check(_ facts: ImageFacts) throws(ImageError) {
        guard facts.width > 0, facts.height > 0 else { throw .damaged(facts.format, "its header says \(facts.width) x \(facts.height) pixels") }
        guard max(facts.width, facts.height) <= maximumSide, facts.pixelCount <= maximumPixels else {
            throw .tooManyPixels(width: facts.width, height: facts.height, limit: maximumPixels, sideLimit: maximumSide)
        }
        guard (facts.frames ?? 1) <= maximumFrames else { throw .tooManyFrames(facts.frames ?? 1, limit: maximumFrames) }
    }
}
