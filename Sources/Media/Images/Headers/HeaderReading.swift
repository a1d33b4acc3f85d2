/// The bytes of one file, or of its beginning, while its header is read.
struct HeaderReading {
    let format: ImageFormat
    let bytes: HeaderBytes
    /// False when only the beginning of a longer file was given.
    let isWhole: Bool

    /// What running out of bytes means here.
    var end: ImageError { isWhole ? .truncated(format, at: bytes.count) : .headerContinues(format, after: bytes.count) }

    func need<T>(_ value: T?) throws(ImageError) -> T {
        guard let value else { throw end }
        return value
    }
}
