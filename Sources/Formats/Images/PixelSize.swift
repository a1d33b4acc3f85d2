/// Width and height of a picture in pixels; both above 0.
public struct PixelSize: Sendable, Hashable, Codable {
    public let width: Int
    public let height: Int

    /// nil for a size no picture has.
    public init?(width: Int, height: Int) {
        guard width > 0, height > 0, width <= 1 << 30, height <= 1 << 30 else { return nil }
        self.width = width
        self.height = height
    }
}

/// Looks into the header of a picture file. Asked only when the dataset does not state the size.
public typealias SizeProbe = @Sendable (_ path: String) -> PixelSize?
