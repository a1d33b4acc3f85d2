import Formats
import Records

/// Where a shipment takes its files from: the commit's blobs.
public protocol PictureSource: AnyObject {
    /// Writes the bytes of a blob, in the form asked for, piece by piece. `key` is the item's, for what goes wrong.
    func write(_ blob: BlobReference, of key: String, as form: PictureForm, to sink: ByteSink) throws
}

/// How a picture goes into a shipment.
///
/// Coordinates count on the upright picture, and common readers (pycocotools, YOLO's, OpenCV without a flag) do not turn
/// pictures by their EXIF tag. So the stored bytes go out only where they stand upright already; a picture that does not
/// is written anew, turned, and the loss report says so.
public enum PictureForm: Sendable, Hashable {
    case asStored
    /// Turned upright, as this media type: JPEG, PNG and WebP keep theirs, all others become PNG.
    case upright(type: String)

    public init(_ blob: BlobReference) {
        guard blob.type.hasPrefix("image/"), let orientation = blob.orientation, orientation != 1 else {
            self = .asStored
            return
        }
        self = .upright(type: ["image/jpeg", "image/webp"].contains(blob.type) ? blob.type : "image/png")
    }

    /// The media type of what is written.
    func type(of blob: BlobReference) -> String { if case .upright(let type) = self { type } else { blob.type } }

    /// A name whose ending fits what is written.
    func name(_ key: String, of blob: BlobReference) -> String {
        let type = type(of: blob)
        return FileNames.named(type == blob.type ? key : key + ".png", type: type)
    }
}
