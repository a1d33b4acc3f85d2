/// The point cloud files we read. KITTI's has no signature: its name alone tells it.
public enum PointCloudFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case pcd, ply, las
    /// 32-bit floats, four or five a point, nothing else.
    case floats = "kitti-bin"

    public var title: String { self == .floats ? "KITTI bin" : rawValue.uppercased() }

    /// By the first bytes, else by a name that ends in `.bin`.
    public static func sniff(_ head: [UInt8], named name: String) -> PointCloudFormat? {
        if head.starts(with: Array("LASF".utf8)) { return .las }
        if head.starts(with: Array("ply\n".utf8)) || head.starts(with: Array("ply\r".utf8)) { return .ply }
        if PCDHeader.begins(head) { return .pcd }
        return name.lowercased().hasSuffix(".bin") ? .floats : nil
    }
}

/// What a point cloud may cost. Points stream through, so only their number in all and what a header says of one of
/// them are bounded; a compressed PCD is the exception, which must be unpacked as a whole.
public struct PointCloudLimits: Sendable, Hashable {
    public var maximumPoints = 500_000_000
    /// Of one point.
    public var maximumRecordBytes = 1 << 16
    public var maximumFields = 4096
    /// Of one line of text.
    public var maximumLineBytes = 1 << 20
    /// Unpacked size of a compressed PCD.
    public var maximumUnpackedBytes = 1 << 30

    public init() {}
}
