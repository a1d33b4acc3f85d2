/// Pixels in memory: 8 bits per channel, row-major, no padding, channels interleaved.
///
/// The one shape in which decoders hand pictures to kernels and kernels to encoders, so that no kernel needs to know
/// a file format. One channel is gray, three are red, green, blue, four have a straight (not multiplied) alpha last.
///
/// Shape: `pixels` is H x W x C. A value: copies share memory until one of them is changed.
public struct Raster: Sendable, Hashable {
    public let width: Int
    public let height: Int
    public let channels: Int
    public let pixels: [UInt8]

    public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0 && (1...4).contains(channels), "a raster has pixels")
        precondition(pixels.count == width * height * channels, "a raster of \(width) x \(height) x \(channels) has another number of bytes")
        self.width = width
        self.height = height
        self.channels = channels
        self.pixels = pixels
    }

    /// Memory is handed out uninitialised: `fill` must write all of it.
    public init<E: Error>(
        width: Int, height: Int, channels: Int, filling fill: (UnsafeMutableBufferPointer<UInt8>) throws(E) -> Void
    ) throws(E) {
        let count = width * height * channels
        var failure: E?
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            do throws(E) {
                try fill(UnsafeMutableBufferPointer(rebasing: buffer[0..<count]))
                written = count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        self.init(width: width, height: height, channels: channels, pixels: pixels)
    }

    public var pixelCount: Int { width * height }
    public var rowBytes: Int { width * channels }
    public var shortestSide: Int { min(width, height) }
    public var longestSide: Int { max(width, height) }

    /// The channels of one pixel; for tests and single looks, not for loops.
    public func pixel(_ x: Int, _ y: Int) -> ArraySlice<UInt8> {
        let start = (y * width + x) * channels
        return pixels[start..<start + channels]
    }
}
