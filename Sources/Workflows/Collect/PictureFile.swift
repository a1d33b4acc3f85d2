import Formats
import Foundation
import Media

/// Pictures as files on this machine.
enum PictureFile {
    /// The upright size from the header; nil for what is no picture.
    static func size(of path: String) -> PixelSize? {
        guard let facts = facts(of: path) else { return nil }
        return PixelSize(width: facts.uprightWidth, height: facts.uprightHeight)
    }

    /// Reads only the beginning, unless the header goes on behind it.
    private static func facts(of path: String) -> ImageFacts? {
        guard let file = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)) else { return nil }
        defer { try? file.close() }
        guard let end = try? file.seekToEnd(), (try? file.seek(toOffset: 0)) != nil,
            let head = try? file.read(upToCount: ImageProbe.usualHeaderBytes)
        else { return nil }
        do { return try ImageProbe.facts(ofBeginning: Array(head), fileBytes: Int(end)) } catch {
            guard case .headerContinues = error, let bytes = try? bytes(of: path) else { return nil }
            return try? ImageProbe.facts(of: bytes)
        }
    }

    /// The whole file. Throws `ImageError.tooManyBytes` before reading one that is beyond the limits.
    static func bytes(of path: String, limits: ImageLimits = ImageLimits()) throws -> [UInt8] {
        let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
        guard size <= limits.maximumBytes else { throw ImageError.tooManyBytes(size, limit: limits.maximumBytes) }
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
