import Media
import Records

/// Masks of Open Images: a PNG per object, named in the table, somewhere in the dataset. Most are not as large as their
/// picture; they are brought to its size by the nearest pixel.
struct OpenImagesMasks {
    struct Fault: Error {
        var code: String
        var message: String
    }

    private let input: DatasetInput
    /// By the names of the files, which have the picture's id, the class and the box in them.
    private let paths: [String: String]

    init(_ input: DatasetInput) {
        self.input = input
        paths = Dictionary(input.files("png").map { (String(ImageFiles.fileName($0)), $0) }, uniquingKeysWith: { first, _ in first })
    }

    func mask(_ row: RawRecord, _ size: PixelSize?) -> Result<Mask, Fault> {
        let name = row.fields["MaskPath"]?.string ?? ""
        guard let path = paths[String(ImageFiles.fileName(name))] else { return .failure(Fault(code: "open-images.mask.missing", message: "is not there: `\(name)`")) }
        guard let size else { return .failure(Fault(code: "open-images.size.unknown", message: "cannot be placed, since the size of the picture is not known")) }
        do {
            let png = try PNGSamples.decode(input.source(path).readAll(maximumBytes: ImageLimits().maximumBytes))
            guard let mask = PNGMask.mask(png, over: size) else { return .failure(Fault(code: "open-images.mask.empty", message: "has no pixel: `\(path)`")) }
            return .success(mask)
        } catch {
            let why = (error as? ImageError)?.finding(at: Place(file: path)).message ?? "`\(path)`"
            return .failure(Fault(code: "open-images.mask.broken", message: "cannot be read: \(why)"))
        }
    }
}
