import Formats
import Foundation
import Glibc
import Media

/// Pictures as files on this machine.
enum PictureFile {
    /// The upright size from the header; nil for what is no picture.
    static func size(of path: String) -> PixelSize? {
        guard let facts = facts(of: path) else { return nil }
        return PixelSize(width: facts.uprightWidth, height: facts.uprightHeight)
    }

    /// Reads only the beginning, and more of it where the header goes on.
    private static func facts(of path: String) -> ImageFacts? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        for length in [4 << 10, ImageProbe.usualHeaderBytes] {
            let head = [UInt8](unsafeUninitializedCapacity: min(length, size)) { bytes, count in count = max(0, pread(descriptor, bytes.baseAddress, bytes.count, 0)) }
            do { return try ImageProbe.facts(ofBeginning: head, fileBytes: size) } catch {
                guard case .headerContinues = error else { return nil }
            }
        }
        return (try? bytes(of: path)).flatMap { try? ImageProbe.facts(of: $0) }
    }

    /// The whole file. Throws `ImageError.tooManyBytes` before reading one that is beyond the limits.
    static func bytes(of path: String, limits: ImageLimits = ImageLimits()) throws -> [UInt8] {
        let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
        guard size <= limits.maximumBytes else { throw ImageError.tooManyBytes(size, limit: limits.maximumBytes) }
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
