import Media
import Records

/// Point clouds as datasets: an item per file, with the classes of its points where the file has them. Points themselves
/// stay in their files; numbers and bounds go to the item's metadata. Written by other programs only.
public enum PointClouds {
    public static let pcd = format(.pcd, "PCD: a point cloud of the Point Cloud Library, text, binary or packed; a field `label` gives the classes")
    public static let ply = format(.ply, "PLY: a point cloud or mesh of named properties; a property such as `label` gives the classes")
    public static let las = format(.las, "LAS: a laser scan with a class per point; packed LAZ is refused")
    public static let kittiBin = format(.floats, "KITTI and nuScenes scans as plain floats (`.bin`), with SemanticKITTI's `.label` files beside them", extensions: ["bin"])

    private static func format(_ kind: PointCloudFormat, _ summary: String, extensions: [String]? = nil) -> DatasetFormat {
        DatasetFormat(
            card: FormatCard(name: kind.rawValue, summary: summary, extensions: extensions ?? [kind.rawValue], holds: ["classes of points", "numbers and bounds of points"]),
            recognise: { recognise($0, kind) }, reader: { try PointFileReader($0, options: $1, kind) })
    }

    /// Files of the format by their endings, packing set aside.
    static func files(in input: DatasetInput, _ kind: PointCloudFormat) -> [String] {
        switch kind {
        case .pcd: input.files("pcd")
        case .ply: input.files("ply")
        case .las: input.files("las", "laz")
        case .floats: input.files("bin")
        }
    }

    static func recognise(_ input: DatasetInput, _ kind: PointCloudFormat) -> DatasetFormat.Recognition? {
        let files = files(in: input, kind)
        guard let first = files.first else { return nil }
        let name = files.count == 1 ? "`\(first)` is" : "`\(first)` and \(files.count - 1) more files are"
        if kind != .floats {
            guard PointCloudFormat.sniff(input.head(first), named: first) == kind else { return nil }
            return .init(confidence: 0.9, reason: "\(name) \(kind.title)")
        }
        // Nothing but names tells floats from other bytes.
        let hasLabels = files.contains { PointLabelFile.path(for: $0, among: Set(input.listing.paths)) != nil }
        if hasLabels { return .init(confidence: 0.9, reason: "`\(first)` has a `.label` file beside it") }
        guard first.hasSuffix(".pcd.bin") || first.contains("velodyne") || first.contains("lidar"), FloatPoints.looksLike(input.head(first)) else { return nil }
        return .init(confidence: 0.7, reason: "\(name) named as scans are")
    }
}

/// Bytes that may be x, y, z as 32-bit floats in metres.
enum FloatPoints {
    static func looksLike(_ head: [UInt8]) -> Bool {
        guard head.count >= 16 else { return false }
        return (0..<3).allSatisfy { axis in
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(head[axis * 4 + $1]) << UInt32(8 * $1) }
            let value = Float(bitPattern: bits)
            return value.isNaN || value.magnitude < 10_000
        }
    }

    /// nuScenes keeps the beam's ring as a fifth number; its files are named `.pcd.bin`. Elsewhere the size tells, where it can.
    static func hasRing(_ path: String, bytes: Int64?) -> Bool {
        if path.hasSuffix(".pcd.bin") { return true }
        guard let bytes else { return false }
        return bytes % 16 != 0 && bytes % 20 == 0
    }
}
