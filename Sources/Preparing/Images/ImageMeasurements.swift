import Kernels
import Media

/// Everything the checks need to know of one picture, small enough to keep a million of them in memory.
///
/// Which numbers, at which resolution: brightness, entropy and the Laplacian on the picture as decoded; edges and the
/// histogram's deviation on a copy of at most 64 pixels; hashes as `PerceptualHashes` says.
public struct ImageMeasurements: Sendable, Hashable, Codable {
    public var facts: ImageFacts
    /// Brightness, 0 to 1, below which 5 and 99 of 100 pixels lie, and that of the mean colour.
    public var brightness5: Double
    public var brightness99: Double
    public var meanBrightness: Double
    /// Share of channel values that are 0, and that are 255: what exposure cut off.
    public var clippedDark: Double
    public var clippedLight: Double
    /// Bits, of the joined histogram of all channels.
    public var entropy: Double
    /// Of the picture reduced to 64 pixels and turned gray: standard deviation after edge detection, and of the 256 counts.
    public var edgeDeviation: Double
    public var histogramDeviation: Double
    /// Of the whole gray picture: low is blurred, within one kind of picture.
    public var laplacianVariance: Double
    /// Red, green and blue are equal everywhere, however it is stored.
    public var isGray: Bool
    public var hashes: PerceptualHashes
    /// 128 bits of the upright pixels and their size; gray pixels hash alike whether stored as one channel or three.
    public var pixelHash: String

    /// Stored with one colour channel.
    public var isStoredGray: Bool { facts.colour == .gray }
    public var width: Int { facts.uprightWidth }
    public var height: Int { facts.uprightHeight }
}
