import Kernels

/// Draws a page of a PDF, as people see it.
///
///     let picture = try DocumentPicture.draw(source, page: 1, longestSide: 1600)
///
/// By poppler's `pdftoppm` in a child process; its PNG is decoded by our own decoder within the limits of pictures.
public enum DocumentPicture {
    /// - Parameters:
    ///   - page: counted from 1.
    ///   - longestSide: of the picture, in pixels; the page is scaled to it.
    public static func draw(
        _ source: DocumentSource, page: Int, longestSide: Int, limits: DocumentLimits = DocumentLimits()
    ) throws(DocumentError) -> Raster {
        guard source.byteCount <= limits.maximumBytes else { throw .tooManyBytes(source.byteCount, limit: limits.maximumBytes) }
        guard try DocumentProbe.format(of: source) == .pdf else { throw .unsupported(try DocumentProbe.format(of: source), "it has no pages to draw") }
        let side = max(1, min(longestSide, ImageLimits().maximumSide))
        let tools = PDFTools(source: source, limits: limits)
        // It takes 0 for 1.
        let number = "\(page > 0 ? page : .max >> 33)"
        let output = try tools.run("pdftoppm", ["-f", number, "-l", number, "-scale-to", "\(side)", "-png", "-singlefile", ChildProcess.inputPath]).output
        do { return try ImageDecoder.decode(output).raster } catch { throw .picture(error) }
    }
}
