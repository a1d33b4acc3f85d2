import Kernels
import Media
import Preparing
import Records
import Storage

/// What looking at a picture's bytes gave: its measurements, or why there are none.
enum PictureReading: Sendable {
    case measured(ImageMeasurements)
    /// Without a place: who knows the item adds it.
    case unreadable(Finding)

    /// Decodes and measures. Blocks; takes 3 to 4 bytes of memory for each pixel. A `name` is compared with the content.
    static func of(_ bytes: [UInt8], named name: String? = nil) -> PictureReading {
        do throws(ImageError) {
            return .measured(ImageChecks.measure(try ImageDecoder.decode(bytes, named: name, ImageChecks.decoding)))
        } catch {
            return .unreadable(error.finding())
        }
    }

    /// Of a blob. One beyond the limits is refused before it is read.
    static func of(_ sha256: String, in blobs: any BlobStore) -> PictureReading {
        do {
            let limits = ImageLimits()
            if let size = try blobs.size(of: sha256), size > limits.maximumBytes {
                return .unreadable(ImageError.tooManyBytes(Int(size), limit: limits.maximumBytes).finding())
            }
            return of(try blobs.read(sha256))
        } catch {
            let words = (error as? StorageError)?.description ?? "\(error)"
            return .unreadable(Finding(.error, "image.bytes", "the picture's bytes cannot be read: \(words)", hint: "collect it again; `winnow verify` looks for more such damage"))
        }
    }
}
